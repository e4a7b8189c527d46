import { duckdbType, literal, quoted } from '../schema/formats/duckdb.ts'
import type { Table } from '../schema/table.ts'
import { type DataFile, versionPrefix } from './log/commit.ts'
import type { LakeState } from './log/state.ts'
import type { Storage } from './storage/storage.ts'

/** A data file of a table, and where it lies on this machine. */
export interface LocatedFile {
  readonly dt: string
  readonly file: DataFile
  readonly path: string
  /** The columns it has; files written before a column was added lack it. */
  readonly columns: readonly string[]
}

/** The files of a table as of a state, by day; of the given days only, if any are given. */
export async function dataFiles(
  table: Table,
  state: LakeState,
  storage: Storage,
  days?: ReadonlySet<string>,
): Promise<readonly LocatedFile[]> {
  const partitions = Object.entries(state.partitions[table.name] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const wanted = partitions
    .filter(([dt]) => !days || days.has(dt))
    .flatMap(([dt, { version, files }]) => files.map(file => ({ dt, version, file })))
  return Promise.all(
    wanted.map(async ({ dt, version, file }) => {
      const key = versionPrefix(table.name, dt, version) + file.name
      const path = await storage.local(key, file.size_bytes)
      return { dt, file, path, columns: state.schemas[file.schema] ?? [] }
    }),
  )
}

const typedNull = (name: string, type: string): string => `CAST(NULL AS ${type}) AS ${quoted(name)}`

/** What the reader of a file knows besides its columns: the partition key as text and as a date, and the file's path. */
const known = {
  dt: { type: 'VARCHAR', sql: 'CAST(dt AS VARCHAR)' },
  dt_date: { type: 'DATE', sql: 'dt' },
  filename: { type: 'VARCHAR', sql: 'filename' },
} as const

/**
 * SQL that reads data files as the table is now: columns that a file was written without are NULL. Files are grouped
 * by what they have, and named one by one: no reader has to open all of them to find out, and a filter on `dt` or
 * `dt_date` leaves files out before any is opened.
 */
export function scanSql(
  table: Table,
  files: readonly LocatedFile[],
  extra: readonly (keyof typeof known)[],
): string {
  const columns = Object.entries(table.columns)
  if (files.length === 0) {
    const none = columns.map(([name, { type }]) => typedNull(name, duckdbType(type)))
    return `SELECT ${[...none, ...extra.map(name => typedNull(name, known[name].type))].join(', ')} WHERE false`
  }
  const groups = new Map<string, LocatedFile[]>()
  for (const each of files) groups.set(each.file.schema, [...(groups.get(each.file.schema) ?? []), each])
  return [...groups.values()]
    .map(group => {
      const has = new Set(group[0]?.columns)
      const read = columns.map(([name, { type }]) =>
        has.has(name) ? quoted(name) : typedNull(name, duckdbType(type)),
      )
      const besides = extra.map(name => `${known[name].sql} AS ${name}`)
      const paths = group.map(({ path }) => literal(path)).join(', ')
      return (
        `SELECT ${[...read, ...besides].join(', ')} FROM read_parquet([${paths}], filename = true, ` +
        `hive_partitioning = true, hive_types = {'dt': DATE, 'v': VARCHAR})`
      )
    })
    .join('\nUNION ALL ')
}
