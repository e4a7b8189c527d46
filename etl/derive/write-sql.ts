import { literal, quoted } from '../../schema/formats/duckdb.ts'
import type { Table } from '../../schema/table.ts'
import { typed } from '../merge-sql.ts'

/** Makes what a derivation wants to be given. */
export const givenSql = (name: string, select: string): string =>
  `CREATE OR REPLACE TEMP TABLE ${quoted(name)} AS ${select}`

export const notGivenSql = (name: string): string => `DROP TABLE ${quoted(name)}`

/** Holds the rows of several days in a file of the scratch, until each day is written: they can be many. */
export const heldRowsSql = (rows: string, held: string): string =>
  `COPY (${rows}) TO ${literal(held)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 16384)`

/** The rows of one of the days held. */
export const heldDaySql = (table: Table, held: string, dt: string): string =>
  `SELECT * FROM read_parquet(${literal(held)}) WHERE ${quoted(table.partition.dt)}
    BETWEEN TIMESTAMP ${literal(`${dt} 00:00:00`)} AND TIMESTAMP ${literal(`${dt} 23:59:59.999`)}`

/** Writes derived rows as a data file, in the order of their key: the same rows are the same bytes. */
export function writeDerivedSql(table: Table, rows: string, to: string): string {
  const columns = Object.keys(table.columns).map(name => typed(table, name))
  return `COPY (SELECT ${columns.join(', ')} FROM (${rows}) ORDER BY ${table.key.join(', ')})
    TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`
}
