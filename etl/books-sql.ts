import { contentHash, duckdbType, literal, quoted } from '../schema/formats/duckdb.ts'
import type { Table } from '../schema/table.ts'

/**
 * Stages lines of JSON, one a row and its keys the columns: how the lake's own books are written.
 * @param same columns that the lines leave out, because all rows have the same value there
 */
export function stageLinesSql(
  table: Table,
  lines: string,
  to: string,
  same: Readonly<Record<string, string>>,
): string {
  const columns = Object.entries(table.columns)
  const read = columns
    .filter(([name]) => same[name] === undefined)
    .map(([name, { type }]) => {
      // Through TIMESTAMPTZ, which reads the Z; a TIMESTAMP would not.
      return `${literal(name)}: '${type.kind === 'timestamp' ? 'TIMESTAMPTZ' : duckdbType(type)}'`
    })
  const typed = columns.map(([name, { type }]) => {
    const value = same[name]
    const zoned = type.kind === 'timestamp' ? 'TIMESTAMPTZ' : duckdbType(type)
    const from = value === undefined ? quoted(name) : `CAST(${literal(value)} AS ${zoned})`
    return `CAST(${from} AS ${duckdbType(type)}) AS ${quoted(name)}`
  })
  return `COPY (
    SELECT *, 0 AS _object, row_number() OVER () AS _record, ${contentHash(table)} AS _content, NULL AS _reject,
      strftime(${quoted(table.partition.dt)}, '%Y-%m-%d') AS _dt
    FROM (SELECT ${typed.join(', ')} FROM read_json(${literal(lines)}, format = 'newline_delimited',
      maximum_object_size = 67108864, columns = {${read.join(', ')}}))
  ) TO ${literal(to)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 20480)`
}
