import { type Shape, serviceModel, shapeNamed } from './model.ts'
import { matchesWhole } from './pattern.ts'

/** Something that QuickSight would not take, or would not show as meant. */
export interface Violation {
  /** Where, as JavaScript would say it: `Definition.Sheets[0].Name`. */
  readonly path: string
  readonly what: string
  /** As JSON, in short. */
  readonly value: string
  readonly allowed: string
}

type Found = Iterable<Violation>

const MOST_SHOWN = 100

/** A value for people: as JSON, cut when it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text
}

const violation = (path: string, what: string, value: unknown, allowed: string): Violation => ({
  ...{ path, what, value: shown(value), allowed },
})

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** The limits of a shape for people: `1 to 36`. */
const limits = ({ min, max }: Shape): string =>
  max === undefined
    ? `${min} or more`
    : min === undefined
      ? `up to ${max}`
      : min === max
        ? String(min)
        : `${min} to ${max}`

const within = (size: number, { min, max }: Shape): boolean =>
  (min === undefined || size >= min) && (max === undefined || size <= max)

function* checkStructure(shape: Shape, value: unknown, path: string): Found {
  if (!isObject(value)) return yield violation(path, 'this is no structure', value, 'an object')
  const members = shape.members ?? {}
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const given = Object.entries(value).filter(([, each]) => each !== undefined)
  const missing = (shape.required ?? []).filter(name => value[name] === undefined || value[name] === null)
  for (const name of missing)
    yield violation(at(name), 'this is missing', undefined, `all of ${shape.required?.join(', ')}`)
  if (shape.union && given.length !== 1)
    yield violation(
      path,
      'exactly one member is meant',
      given.map(([name]) => name),
      `one of ${Object.keys(members).join(', ')}`,
    )
  for (const [name, each] of given) {
    const member = members[name]
    if (!member) yield violation(at(name), 'there is no such member', each, Object.keys(members).join(', '))
    else if (!missing.includes(name)) yield* checkShape(shapeNamed(member.shape), each, at(name))
  }
}

function* checkList(shape: Shape, value: unknown, path: string): Found {
  if (!Array.isArray(value)) return yield violation(path, 'this is no list', value, 'a list')
  if (!within(value.length, shape))
    yield violation(path, 'the list has too few or too many items', value.length, `${limits(shape)} items`)
  for (const [i, each] of value.entries()) yield* checkShape(shapeNamed(shape.member), each, `${path}[${i}]`)
}

function* checkMap(shape: Shape, value: unknown, path: string): Found {
  if (!isObject(value)) return yield violation(path, 'this is no map', value, 'an object')
  const entries = Object.entries(value)
  if (!within(entries.length, shape))
    yield violation(
      path,
      'the map has too few or too many entries',
      entries.length,
      `${limits(shape)} entries`,
    )
  for (const [key, each] of entries) {
    yield* checkShape(shapeNamed(shape.key), key, `${path}.${key}`)
    yield* checkShape(shapeNamed(shape.value), each, `${path}.${key}`)
  }
}

function* checkString(shape: Shape, value: unknown, path: string): Found {
  if (typeof value !== 'string') return yield violation(path, 'this is no text', value, 'a text')
  if (shape.enum) {
    if (!shape.enum.includes(value))
      yield violation(path, 'there is no such choice', value, shape.enum.join(', '))
    return
  }
  if (!within([...value].length, shape))
    yield violation(path, 'the text is too short or too long', value, `${limits(shape)} characters`)
  if (shape.pattern !== undefined && !matchesWhole(shape.pattern, value))
    yield violation(path, 'the text does not fit', value, shape.pattern)
}

function* checkNumber(shape: Shape, value: unknown, path: string): Found {
  const isWhole = shape.type !== 'double'
  if (typeof value !== 'number' || !Number.isFinite(value) || (isWhole && !Number.isInteger(value)))
    return yield violation(path, 'this is no number', value, isWhole ? 'a whole number' : 'a number')
  if (!within(value, shape)) yield violation(path, 'the number is out of range', value, limits(shape))
}

function* checkBoolean(_: Shape, value: unknown, path: string): Found {
  if (typeof value !== 'boolean') yield violation(path, 'this is no boolean', value, 'true, false')
}

function* checkTimestamp(_: Shape, value: unknown, path: string): Found {
  const isTime = value instanceof Date ? !Number.isNaN(value.getTime()) : typeof value === 'number'
  if (!isTime) yield violation(path, 'this is no time', value, 'a Date, or seconds since 1970')
}

const checks: Readonly<Record<Shape['type'], (shape: Shape, value: unknown, path: string) => Found>> = {
  structure: checkStructure,
  list: checkList,
  map: checkMap,
  string: checkString,
  integer: checkNumber,
  long: checkNumber,
  double: checkNumber,
  boolean: checkBoolean,
  timestamp: checkTimestamp,
}

function checkShape(shape: Shape, value: unknown, path: string): Found {
  return checks[shape.type](shape, value, path)
}

/**
 * Holds the input of an operation against the service's model: unknown and missing members, types, enums, limits,
 * patterns, unions. What only the service itself can see (whether a column is there) is not in the model: see lint.
 */
export function violationsOf(operation: string, input: unknown): readonly Violation[] {
  const found = serviceModel.operations[operation]
  if (!found) throw new Error(`the model has no operation ${operation}`)
  return [...checkShape(shapeNamed(found.input), input, '')]
}
