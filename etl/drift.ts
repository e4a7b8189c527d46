import type { ObjectShape, Shape } from '../schema/shape.ts'
import type { JsonObject } from './decode/parse.ts'

export type Problem = 'unknown_field' | 'unexpected_kind' | 'unreadable_value'

/** One way in which a record differs from what its table knows. */
export interface Difference {
  readonly path: string
  readonly problem: Problem
  readonly json_type: string
  readonly sample: string
}

const jsonType = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

const SAMPLE_CHARS = 120

/** A value that shows its form and nothing else: letters as x, digits as 9. What is unknown may be personal. */
export const masked = (text: string): string =>
  text.slice(0, SAMPLE_CHARS).replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '9')

/** A value as it is, cut to the length of a sample. */
export const shortened = (text: string): string => text.slice(0, SAMPLE_CHARS)

const difference = (path: string, problem: Problem, value: unknown): Difference => ({
  path,
  problem,
  json_type: jsonType(value),
  sample: masked(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')),
})

function* inside(shape: Shape, value: unknown, path: string): Generator<Difference> {
  // Text takes any value (an object as its JSON), so nothing is lost there; JSON does, too.
  if (value === null || shape.kind === 'text' || shape.kind === 'json') return
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) yield difference(path, 'unexpected_kind', value)
    else for (const element of value) yield* inside(shape.element, element, `${path}[]`)
    return
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    yield difference(path, 'unexpected_kind', value)
    return
  }
  if (shape.kind === 'object') yield* differences(shape, value as JsonObject, path)
}

/**
 * Whether a record holds nothing that its table does not know. Almost all do, and each is looked at: this says so
 * several times faster than the search for differences, which then need not begin.
 */
export function conforms(shape: Shape, value: unknown): boolean {
  if (value === null || shape.kind === 'text' || shape.kind === 'json') return true
  if (typeof value !== 'object') return false
  if (shape.kind === 'list') {
    return Array.isArray(value) && value.every(element => conforms(shape.element, element))
  }
  if (Array.isArray(value)) return false
  if (shape.kind === 'map') return true
  const { members } = shape
  for (const key in value) {
    const member = Object.hasOwn(members, key) ? members[key] : undefined
    if (!member || !conforms(member, (value as JsonObject)[key])) return false
  }
  return true
}

/** Every difference between a record and the shape its table knows: unknown keys, and objects where none belong. */
export function* differences(shape: ObjectShape, record: JsonObject, path = ''): Generator<Difference> {
  for (const [key, value] of Object.entries(record)) {
    const at = path === '' ? key : `${path}.${key}`
    // hasOwn, because a record may well have a key named constructor.
    const member = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined
    if (member) yield* inside(member, value, at)
    else yield difference(at, 'unknown_field', value)
  }
}

export interface DriftEntry extends Difference {
  readonly table_name: string
  records: number
  /** Place of the first object in the order of arrival. */
  object: number
}

/** More distinct differences than this are counted together: keys can be of anyone's making. */
const MAX_ENTRIES = 10_000

/** Counts differences over a commit. */
export class DriftBook {
  readonly #entries = new Map<string, DriftEntry>()

  /** Adds the differences of records of one object; each path counts once per record. */
  add(table_name: string, object: number, found: Iterable<Difference>, records = 1): void {
    const met = new Set<DriftEntry>()
    for (const each of found) {
      const entry = this.#entry(table_name, object, each)
      if (met.has(entry)) continue
      met.add(entry)
      entry.records += records
      if (object < entry.object) Object.assign(entry, { object, sample: each.sample })
    }
  }

  #entry(table_name: string, object: number, found: Difference): DriftEntry {
    const full = this.#entries.size >= MAX_ENTRIES
    const id = JSON.stringify([table_name, found.path, found.problem, found.json_type])
    const key = full && !this.#entries.has(id) ? JSON.stringify([table_name, found.problem]) : id
    const known = this.#entries.get(key)
    if (known) return known
    const path = key === id ? found.path : '(more)'
    const entry = { ...found, path, table_name, records: 0, object }
    this.#entries.set(key, entry)
    return entry
  }

  clear(): void {
    this.#entries.clear()
  }

  entries(): readonly DriftEntry[] {
    return [...this.#entries.values()]
  }
}
