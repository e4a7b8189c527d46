import { type Step, steps } from './path.ts'
import { type Column, pathsOf, type Table } from './table.ts'
import { type ByKind, derive, type Type } from './type.ts'

/**
 * What a source record looks like as far as a table knows it: the tree of all keys its columns are read from.
 * A key outside it is drift. Two readers are made from it, see `formats/duckdb.ts`.
 */
export type Shape =
  /** Any JSON value, read as text; a number or an object gives its JSON. */
  | { readonly kind: 'text' }
  /** Any JSON value, kept as JSON, quotes and all. */
  | { readonly kind: 'json' }
  /** An object with keys of the user's making. */
  | { readonly kind: 'map' }
  | { readonly kind: 'list'; readonly element: Shape }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, Shape>> }

export type ObjectShape = Extract<Shape, { kind: 'object' }>

const text: Shape = { kind: 'text' }

const leaf: ByKind<Shape> = {
  string: () => text,
  bigint: () => text,
  double: () => text,
  boolean: () => text,
  timestamp: () => text,
  json: () => ({ kind: 'json' }),
  map: () => ({ kind: 'map' }),
  array: type => ({ kind: 'list', element: derive(leaf, type.element) }),
  row: type =>
    Object.values(type.fields)
      .map(field => grow(steps(field.from), derive(leaf, field.type)))
      .reduce<Shape>((a, b) => merge(a, b, 'row'), { kind: 'object', members: {} }),
}

/** The shape in which following the path ends at the given leaf. */
function grow([step, ...rest]: readonly Step[], end: Shape): Shape {
  if (!step) return end
  if ('each' in step) return { kind: 'list', element: grow(rest, end) }
  return { kind: 'object', members: { [step.key]: grow(rest, end) } }
}

function merge(a: Shape, b: Shape, where: string): Shape {
  if (a.kind === 'object' && b.kind === 'object') {
    const members: Record<string, Shape> = { ...a.members }
    for (const [key, shape] of Object.entries(b.members)) {
      const known = members[key]
      members[key] = known ? merge(known, shape, `${where}.${key}`) : shape
    }
    return { kind: 'object', members }
  }
  if (a.kind === 'list' && b.kind === 'list') {
    return { kind: 'list', element: merge(a.element, b.element, `${where}[]`) }
  }
  if (a.kind !== b.kind)
    throw new Error(`${where} is read as ${a.kind} by one column and as ${b.kind} by another`)
  return a
}

/** The leaf a column is read as. Key columns are read as JSON, for a number there must not pass for text. */
function leafOf(table: Table, name: string, column: Column, path: string): Shape {
  if (table.key.includes(name)) return { kind: 'json' }
  // `list[].Key` says where each element of the column's array is found: the path itself makes the list.
  const type: Type = column.type.kind === 'array' && path.includes('[]') ? column.type.element : column.type
  return column.pick === undefined ? derive(leaf, type) : { kind: 'json' }
}

/** The shape of the source record of a table. */
export function shapeOf(table: Table): ObjectShape {
  const shape = Object.entries(table.columns)
    .flatMap(([name, column]) =>
      pathsOf(column).map(path => grow(steps(path), leafOf(table, name, column, path))),
    )
    .reduce<Shape>((a, b) => merge(a, b, table.name), { kind: 'object', members: {} })
  return shape as ObjectShape
}
