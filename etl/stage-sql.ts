import {
  contentHash,
  literal,
  lost,
  type Projection,
  projections,
  quoted,
  transformStructure,
} from '../schema/formats/duckdb.ts'
import { shapeOf } from '../schema/shape.ts'
import { pathsOf, type Table } from '../schema/table.ts'

/** A file to be staged, and the place of its raw object in the order of arrival. */
export interface StageFile {
  readonly path: string
  readonly object: number
}

/**
 * What is read, and how. `strict` refuses damaged JSON, unknown keys and values of another kind, at no cost; it reads
 * one file of many objects after their exemplar, as `unit-text.ts` describes. `tolerant` is for files that were split already: what does
 * not fit becomes NULL.
 */
export type Reader =
  | {
      readonly kind: 'strict'
      readonly exemplar: string
      readonly path: string
      readonly marker: string
    }
  | { readonly kind: 'tolerant'; readonly files: readonly StageFile[] }

/** Earlier or later is a broken clock, and would make a partition nobody looks into. */
const FIRST_DAY = '2000-01-01'
const LAST_DAY = '2099-12-31'

/** The raw value of a column, beside its typed one. */
const rawName = (name: string): string => quoted(`raw:${name}`)

/** Why a record cannot become a row, as `reason: detail`; NULL when it can. */
function rejection(table: Table, all: readonly Projection[]): string {
  const required = all.filter(({ column }) => column.required)
  const cases = required.flatMap(({ column, name }) => {
    const path = pathsOf(column)[0] ?? name
    const shown = `left(CAST(${rawName(name)} AS VARCHAR), 100)`
    const outside = `${quoted(name)} NOT BETWEEN TIMESTAMP '${FIRST_DAY}' AND TIMESTAMP '${LAST_DAY} 23:59:59.999'`
    const range = `unreadable_key: ${path} lies outside ${FIRST_DAY} to ${LAST_DAY}: `
    return [
      `WHEN ${rawName(name)} IS NULL THEN ${literal(`missing_key: ${path} is missing or null`)}`,
      `WHEN ${quoted(name)} IS NULL THEN ${literal(`unreadable_key: ${path} is no ${column.type.kind}: `)} || ${shown}`,
      ...(name === table.partition.dt ? [`WHEN ${outside} THEN ${literal(range)} || ${shown}`] : []),
    ]
  })
  return `CASE ${cases.join(' ')} END`
}

/** A column whose values can be lost, and the condition that says one was. */
interface Losable {
  readonly name: string
  readonly condition: string
}

/** The values that were there and could not be read, as a list of column and text; NULL when there are none. */
function lostValues(all: readonly Losable[]): string {
  const each = all.map(
    ({ name, condition }) =>
      `CASE WHEN ${condition} THEN {'name': ${literal(name)}, 'raw': CAST(${rawName(name)} AS VARCHAR)} END`,
  )
  const any = all.map(({ condition }) => condition).join(' OR ')
  return `CASE WHEN ${any} THEN list_filter([${each.join(', ')}], lambda x: x IS NOT NULL) END`
}

/** How SQL reads records: where they come from, the object that each is of, and which rows are records at all. */
interface Reading {
  readonly from: string
  readonly object: string
  readonly isRecord: string
}

function reading(table: Table, reader: Reader, record_limit_bytes: number): Reading {
  const options = `format = 'unstructured', maximum_object_size = ${record_limit_bytes}`
  if (reader.kind === 'strict') {
    const files = [reader.exemplar, reader.path].map(literal).join(', ')
    const marker = `r.${quoted(reader.marker)}`
    return {
      // The two records of the exemplar teach the schema; nothing else is sampled.
      from: `read_json([${files}], ${options}, sample_size = 2, maximum_sample_files = 1)`,
      // Markers count up, so the newest met is the largest.
      object: `max(TRY_CAST(${marker} AS INTEGER)) OVER (ROWS UNBOUNDED PRECEDING)`,
      isRecord: `${marker} IS NULL`,
    }
  }
  const paths = reader.files.map(file => literal(file.path)).join(', ')
  const ordinals = reader.files.map(file => file.object).join(', ')
  const structure = literal(JSON.stringify(transformStructure(shapeOf(table))))
  return {
    from:
      `(SELECT unnest(json_transform(json, ${structure})), file_index ` +
      `FROM read_json_objects([${paths}], ${options}, compression = 'uncompressed'))`,
    object: `list_extract([${ordinals}], CAST(r.file_index + 1 AS BIGINT))`,
    isRecord: 'true',
  }
}

/**
 * The statement that flattens files into one Parquet file in scratch: every record one row, nothing dropped. To the
 * columns of the table it adds where the record stands (`_object`, `_record`: the order of arrival), its partition
 * (`_dt`), a hash of its content (`_content`), why it cannot become a row (`_reject`), and which of its values could
 * not be read (`_lost`).
 */
export function stageSql(table: Table, reader: Reader, record_limit_bytes: number, to: string): string {
  const all = projections(table)
  const { from, object, isRecord } = reading(table, reader, record_limit_bytes)
  const losable = all.flatMap(({ name, column }): Losable[] => {
    const condition = lost(rawName(name), quoted(name), column.type)
    return condition === undefined ? [] : [{ name, condition }]
  })
  // Typed and raw values stand side by side first, so that no expression is written, bound and computed twice.
  const kept = new Set([
    ...losable.map(({ name }) => name),
    ...all.filter(p => p.column.required).map(p => p.name),
  ])
  // Strict reading goes without this, for it is slow: what it would mend is found afterwards, and then split.
  const value = ({ sql, name, column }: Projection): string =>
    `${reader.kind === 'tolerant' && column.type.kind === 'map' ? `last_of_each_key(${sql})` : sql} AS ${quoted(name)}`
  const raws = all.filter(({ name }) => kept.has(name)).map(({ name, raw }) => `${raw} AS ${rawName(name)}`)
  return `COPY (
    SELECT ${all.map(({ name }) => quoted(name)).join(', ')}, _object, _record,
      strftime(${quoted(table.partition.dt)}, '%Y-%m-%d') AS _dt,
      ${contentHash(table)} AS _content,
      ${rejection(table, all)} AS _reject,
      ${lostValues(losable)} AS _lost
    FROM (
      SELECT ${all.map(value).join(',\n        ')},
        ${raws.join(',\n        ')},
        ${object} AS _object,
        row_number() OVER () AS _record,
        ${isRecord} AS _is_record
      FROM ${from} r
    )
    WHERE _is_record
  ) TO ${literal(to)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 8192)`
}
