import { literal, quoted } from '../../schema/formats/duckdb.ts'
import type { Table } from '../../schema/table.ts'
import { typed } from '../merge-sql.ts'

/** Holds the rows of several days in the workbench until each day is written. */
export const heldRowsSql = (rows: string): string => `CREATE OR REPLACE TEMP TABLE derived AS ${rows}`

/** The rows of one of the days held. */
export const heldDaySql = (table: Table, dt: string): string =>
  `SELECT * FROM derived WHERE CAST(${quoted(table.partition.dt)} AS DATE) = DATE ${literal(dt)}`

export const freeRowsSql = 'DROP TABLE IF EXISTS derived'

/** Writes derived rows as a data file, in the order of their key: the same rows are the same bytes. */
export function writeDerivedSql(table: Table, rows: string, to: string): string {
  const columns = Object.keys(table.columns).map(name => typed(table, name))
  return `COPY (SELECT ${columns.join(', ')} FROM (${rows}) ORDER BY ${table.key.join(', ')})
    TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`
}
