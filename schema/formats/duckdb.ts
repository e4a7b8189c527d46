import { type Step, steps } from '../path.ts'
import type { ObjectShape, Shape } from '../shape.ts'
import { type Column, pathsOf, type Table } from '../table.ts'
import { type ByKind, derive, type Field, type Type } from '../type.ts'

/** A name as SQL sees it: quoted, for columns are called `references` and keys `connect:Subtype`. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A string as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const typeRules: ByKind<string> = {
  string: () => 'VARCHAR',
  bigint: () => 'BIGINT',
  double: () => 'DOUBLE',
  boolean: () => 'BOOLEAN',
  // Milliseconds, because Athena's timestamps have no more; finer ones cannot be read there.
  timestamp: () => 'TIMESTAMP_MS',
  json: () => 'VARCHAR',
  map: () => 'MAP(VARCHAR, VARCHAR)',
  array: type => `${derive(typeRules, type.element)}[]`,
  row: type =>
    `STRUCT(${Object.entries(type.fields)
      .map(([name, field]) => `${quoted(name)} ${derive(typeRules, field.type)}`)
      .join(', ')})`,
}

/** The DuckDB type a column has in the lake. */
export const duckdbType = (type: Type): string => derive(typeRules, type)

/**
 * A number that is the same for rows of the same content. Where a row was read from is no content. Cast, because a hash
 * is one of the type, too, and Parquet files give back finer timestamps than were written.
 */
export function contentHash(table: Table): string {
  const content = Object.entries(table.columns).filter(([name]) => name !== 'source_object')
  return `hash(${content.map(([name, { type }]) => `CAST(${quoted(name)} AS ${duckdbType(type)})`).join(', ')})`
}

/**
 * Macros the projections call, to be created once per database. Each gives NULL for what it cannot read; that
 * something was there is found by comparing with the raw value.
 */
export const readerMacros: readonly string[] = [
  // AWS APIs write epoch seconds, CloudWatch milliseconds: 1e11 s is the year 5138, 1e11 ms is 1973.
  `CREATE OR REPLACE MACRO epoch_timestamp(n) AS
    CAST(TRY(to_timestamp(CASE WHEN abs(n) < 1e11 THEN n ELSE n / 1000 END)) AS TIMESTAMP)`,
  `CREATE OR REPLACE MACRO within_calendar(t) AS
    CASE WHEN t BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999' THEN t END`,
  // A plain TIMESTAMP drops an offset without a word, so text goes through TIMESTAMPTZ at UTC. But what ends in Z, as
  // nearly all does, has no offset to lose, and with a year of four digits none is outside the calendar.
  `CREATE OR REPLACE MACRO read_timestamp(raw) AS CASE
    WHEN raw IS NULL THEN NULL
    WHEN suffix(raw, 'Z') AND raw BETWEEN '0001' AND '9999-12-31' AND raw[5] = '-' THEN TRY_CAST(raw AS TIMESTAMP_MS)
    ELSE CAST(within_calendar(CASE
      WHEN contains(raw, '-') THEN CAST(TRY_CAST(raw AS TIMESTAMPTZ) AS TIMESTAMP)
      ELSE epoch_timestamp(TRY_CAST(raw AS DOUBLE)) END) AS TIMESTAMP_MS) END`,
  // 27.0 is 27, but 27.5 in a whole-number field is no number of ours: a cast alone would round it.
  `CREATE OR REPLACE MACRO read_bigint(raw) AS
    CASE WHEN TRY_CAST(raw AS DOUBLE) = TRY_CAST(raw AS BIGINT) THEN TRY_CAST(raw AS BIGINT) END`,
  // JSON may name a key twice, a map may not. The last one counts, as in every JSON parser.
  `CREATE OR REPLACE MACRO last_of_each_key(m) AS CASE WHEN list_unique(map_keys(m)) < cardinality(m) THEN
    map_from_entries(list_filter(map_entries(m), lambda entry, i:
      NOT list_contains(list_slice(map_keys(m), i + 1, cardinality(m)), entry.key))) ELSE m END`,
  `CREATE OR REPLACE MACRO read_double(raw) AS
    CASE WHEN isfinite(TRY_CAST(raw AS DOUBLE)) THEN TRY_CAST(raw AS DOUBLE) END`,
]

/** The value of a type out of what the reader gave: text, JSON, a list, a map. */
const readRules: { readonly [K in Type['kind']]: (raw: string, type: Extract<Type, { kind: K }>) => string } =
  {
    string: raw => raw,
    bigint: raw => `read_bigint(${raw})`,
    double: raw => `read_double(${raw})`,
    boolean: raw => `TRY_CAST(${raw} AS BOOLEAN)`,
    timestamp: raw => `read_timestamp(${raw})`,
    json: raw => `CAST(${raw} AS VARCHAR)`,
    map: raw => raw,
    array: (raw, type) =>
      type.element.kind === 'string' ? raw : `list_transform(${raw}, lambda x: ${read('x', type.element)})`,
    row: (raw, type) =>
      `{${Object.entries(type.fields)
        .map(([name, field]) => `${quoted(name)}: ${read(reach(raw, steps(field.from)), field.type)}`)
        .join(', ')}}`,
  }

const read = (raw: string, type: Type): string =>
  (readRules[type.kind] as (raw: string, type: Type) => string)(raw, type)

/** SQL that follows a path from an expression. */
function reach(from: string, path: readonly Step[]): string {
  const [step, ...rest] = path
  if (!step) return from
  if ('key' in step) return reach(`${from}.${quoted(step.key)}`, rest)
  return rest.length === 0 ? from : `list_transform(${from}, lambda x: ${reach('x', rest)})`
}

const unread = (raw: string, value: string): string => `(${raw} IS NOT NULL AND ${value} IS NULL)`

/** A condition true when a raw value was there and its typed value is NULL; undefined where that cannot be. */
const lostRules: {
  readonly [K in Type['kind']]: (
    raw: string,
    value: string,
    type: Extract<Type, { kind: K }>,
  ) => string | undefined
} = {
  string: () => undefined,
  json: () => undefined,
  map: () => undefined,
  bigint: unread,
  double: unread,
  boolean: unread,
  timestamp: unread,
  array: (raw, _value, type) => {
    const element = lost('x', read('x', type.element), type.element)
    return element && `len(list_filter(${raw}, lambda x: ${element})) > 0`
  },
  row: (raw, _value, type) => {
    const fields = Object.values<Field>(type.fields).flatMap(field => {
      const at = reach(raw, steps(field.from))
      return lost(at, read(at, field.type), field.type) ?? []
    })
    return fields.length > 0 ? `(${fields.join(' OR ')})` : undefined
  },
}

/** True when a raw value was there and the value read from it is NULL, given SQL for both. */
export const lost = (raw: string, value: string, type: Type): string | undefined =>
  (lostRules[type.kind] as (raw: string, value: string, type: Type) => string | undefined)(raw, value, type)

/** How one column comes out of a record: SQL over the reader's columns, which stand under the alias `r`. */
export interface Projection {
  readonly name: string
  readonly column: Column
  /** The value as it goes into the lake. */
  readonly sql: string
  /** The value as the reader gave it. */
  readonly raw: string
}

/** The projection of every column that is read from the source record. */
export function projections(table: Table): readonly Projection[] {
  return Object.entries(table.columns).flatMap(([name, column]) => {
    const paths = pathsOf(column)
    if (paths.length === 0) return []
    const found = paths.map(path => reach('r', steps(path)))
    const raw = found.length === 1 ? `${found[0]}` : `COALESCE(${found.join(', ')})`
    if (table.key.includes(name)) {
      // Read as JSON: only a string has quotes, and only a string is a key.
      const sql = `CASE WHEN starts_with(${raw}, '"') THEN nullif(json_extract_string(${raw}, '$'), '') END`
      return [{ name, column, sql, raw }]
    }
    if (column.pick !== undefined) {
      const picked = `json_extract_string(${raw}, ${literal(`$.${column.pick}`)})`
      return [{ name, column, sql: read(picked, column.type), raw: picked }]
    }
    return [{ name, column, sql: read(raw, column.type), raw }]
  })
}

/**
 * A record, twice, that teaches DuckDB's schema detection the shape. Unlike declared columns, a detected schema makes
 * the reader refuse a key it does not know and a value of another kind: the only way to notice drift without parsing
 * everything a second time.
 */
export function exemplar(shape: ObjectShape): string {
  return [JSON.stringify(first(shape)), JSON.stringify(second(shape))].join('\n')
}

/** Above DuckDB's default `map_inference_threshold` of 200 keys, an object is taken for a map. */
const MAP_KEYS = 201

function first(shape: Shape): unknown {
  switch (shape.kind) {
    case 'text':
    case 'json':
      return 'x'
    case 'map':
      return Object.fromEntries(Array.from({ length: MAP_KEYS }, (_, i) => [`k${i}`, 'x']))
    case 'list':
      return [first(shape.element)]
    case 'object':
      return Object.fromEntries(Object.entries(shape.members).map(([key, member]) => [key, first(member)]))
  }
}

/** Differs from the first only where JSON must be detected: text in one record, a list in the other. */
function second(shape: Shape): unknown {
  switch (shape.kind) {
    case 'json':
      return ['x']
    case 'object':
      return Object.fromEntries(Object.entries(shape.members).map(([key, member]) => [key, second(member)]))
    case 'list':
      return [second(shape.element)]
    default:
      return first(shape)
  }
}

/** The shape as the structure that `json_transform` takes: reads what fits, gives NULL for what does not. */
export function transformStructure(shape: Shape): unknown {
  switch (shape.kind) {
    case 'text':
      return 'VARCHAR'
    case 'json':
      return 'JSON'
    case 'map':
      return 'MAP(VARCHAR, VARCHAR)'
    case 'list':
      return [transformStructure(shape.element)]
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.members).map(([key, member]) => [key, transformStructure(member)]),
      )
  }
}
