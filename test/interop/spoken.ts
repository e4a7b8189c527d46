import type { Table as ArrowTable } from 'apache-arrow'
import type { Table } from '../../schema/table.ts'
import { type ByKind, derive, type Type } from '../../schema/type.ts'

/**
 * One spelling of types and values for all readers, so that what they say can be compared: 64-bit numbers as text
 * (JSON has none), instants in ISO 8601 at UTC, a map as its entries in the order of their keys.
 */
export type Spoken =
  | string
  | number
  | boolean
  | null
  | readonly Spoken[]
  | { readonly [name: string]: Spoken }

/** The name of a type, as tests and the Python script spell it. */
const names: ByKind<string> = {
  string: () => 'string',
  json: () => 'string',
  bigint: () => 'int64',
  double: () => 'double',
  boolean: () => 'boolean',
  timestamp: () => 'timestamp[ms]',
  map: () => 'map<string, string>',
  array: type => `list<${derive(names, type.element)}>`,
  row: type =>
    `struct<${Object.entries(type.fields)
      .map(([name, field]) => `${name}: ${derive(names, field.type)}`)
      .join(', ')}>`,
}

/** What the columns of a table are called and of which type they are. */
export const spokenTypes = (table: Table): Record<string, string> =>
  Object.fromEntries(Object.entries(table.columns).map(([name, { type }]) => [name, derive(names, type)]))

const orderedEntries = (entries: Iterable<readonly [string, unknown]>): Spoken =>
  [...entries]
    .map(([key, value]) => [key, (value ?? null) as string | null] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))

/** Says a value of a type, as JavaScript readers give it. */
const values: { readonly [K in Type['kind']]: (value: never, type: Extract<Type, { kind: K }>) => Spoken } = {
  string: (value: string) => value,
  json: (value: string) => value,
  bigint: (value: bigint) => String(value),
  double: (value: number) => value,
  boolean: (value: boolean) => value,
  timestamp: (value: number | Date) => new Date(value).toISOString(),
  // A map of Arrow gives entries; of hyparquet it is an object.
  map: (value: object) =>
    orderedEntries(Symbol.iterator in value ? (value as Map<string, unknown>) : Object.entries(value)),
  array: (value: Iterable<unknown>, type) => [...value].map(each => spoken(type.element, each)),
  row: (value: Record<string, unknown>, type) =>
    Object.fromEntries(
      Object.entries(type.fields).map(([name, field]) => [name, spoken(field.type, value[name])]),
    ),
}

/** Says a value; readers give NULL as null or undefined. */
const spoken = (type: Type, value: unknown): Spoken =>
  value === null || value === undefined
    ? null
    : (values[type.kind] as (value: unknown, type: Type) => Spoken)(value, type)

/** Says a row by the columns of its table, and the partition it lies in. */
export const spokenRow = (table: Table, row: Readonly<Record<string, unknown>>, dt: string): Spoken => ({
  ...Object.fromEntries(
    Object.entries(table.columns).map(([name, { type }]) => [name, spoken(type, row[name])]),
  ),
  dt,
})

/** All rows of a table as an Arrow result of `SELECT * FROM …` has them. */
export const spokenRows = (table: Table, result: ArrowTable): Spoken[] =>
  result.toArray().map(row => spokenRow(table, row, row.dt))

/** Rows in an order that no reader decides. */
export const inOrder = (rows: readonly Spoken[]): readonly Spoken[] =>
  rows
    .map(row => [JSON.stringify(row), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row)
