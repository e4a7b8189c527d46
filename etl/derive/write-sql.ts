import { literal } from '../../schema/formats/duckdb.ts'
import type { Table } from '../../schema/table.ts'
import { typed } from '../merge-sql.ts'

/** Writes derived rows as a data file, in the order of their key. */
export function writeDerivedSql(table: Table, rows: string, to: string): string {
  const columns = Object.keys(table.columns).map(name => typed(table, name))
  return `COPY (SELECT ${columns.join(', ')} FROM (${rows}) ORDER BY ${table.key.join(', ')})
    TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`
}
