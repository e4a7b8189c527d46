import { duckdbType, literal, quoted } from '../schema/formats/duckdb.ts'
import type { Table } from '../schema/table.ts'

/** A data file on this machine. */
export interface LocalFile {
  readonly path: string
  /** The columns it has. */
  readonly columns: readonly string[]
}

/**
 * SQL that reads data files as the table is now: columns that a file was written without are NULL. Files are grouped
 * by what they have, so that no reader has to open all of them to find out.
 *
 * @param extra further expressions over a file's rows, such as `filename`
 */
export function scanSql(table: Table, files: readonly LocalFile[], extra: readonly string[] = []): string {
  const groups = new Map<string, LocalFile[]>()
  for (const file of files) {
    const key = file.columns.join()
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  const selects = [...groups.values()].map(group => {
    const has = new Set(group[0]?.columns)
    const columns = Object.entries(table.columns).map(([name, { type }]) =>
      has.has(name) ? quoted(name) : `CAST(NULL AS ${duckdbType(type)}) AS ${quoted(name)}`,
    )
    const paths = group.map(file => literal(file.path)).join(', ')
    return `SELECT ${[...columns, ...extra].join(', ')} FROM read_parquet([${paths}], filename = true, hive_partitioning = false)`
  })
  if (selects.length > 0) return selects.join('\nUNION ALL ')
  const none = Object.entries(table.columns).map(
    ([name, { type }]) => `CAST(NULL AS ${duckdbType(type)}) AS ${quoted(name)}`,
  )
  return `SELECT ${[...none, ...extra.map(each => `NULL AS ${quoted(each)}`)].join(', ')} WHERE false`
}
