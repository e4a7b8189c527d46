import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { schemaOf } from '../../etl/job/merge-context.ts'
import { fileName } from '../../etl/merge-plan.ts'
import {
  commitAfter,
  noCounts,
  type PartitionVersion,
  stampAfter,
  versionPrefix,
} from '../../lake/log/commit.ts'
import { lakeLog } from '../../lake/log/log.ts'
import { dataFiles, scanSql } from '../../lake/scan.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { literal, quoted } from '../../schema/formats/duckdb.ts'
import { dayOf } from '../../schema/instant.ts'
import { type TableName, tables } from '../../schema/tables.ts'

/** How often a lake is laid beside itself: at other sites, with other people, and in weeks to come. */
export interface Copies {
  readonly weeks: number
  readonly sites: number
}

const DAY_MS = 86_400_000

/** The last two letters of an identifier tell the copy, so that no two of them are the same. */
const renamed = (column: string, copy: string): string =>
  `left(${column}, length(${column}) - 2) || printf('%02x', ${copy})`

const rules: readonly (readonly [of: RegExp, sql: (column: string) => string])[] = [
  [/(^|_)(contact|event|journey)_id$/, column => renamed(column, 'copy')],
  [/(^|_)agent_arn$/, column => renamed(column, 'site')],
  [/(^|_)agent_username$/, column => `${column} || CASE WHEN site = 0 THEN '' ELSE '-' || site END`],
  [
    /^(source_object|object_key)$/,
    column => `CASE WHEN copy = 0 THEN ${column} ELSE copy || '/' || ${column} END`,
  ],
  [/^customer_(endpoint_address|key)$/, column => `${column} || printf('%04d', copy)`],
  [/^previous_dt$/, column => `strftime(CAST(${column} AS DATE) + CAST(7 * week AS INTEGER), '%Y-%m-%d')`],
]

/** A column of a copy: times are later by weeks, and who is named is somebody else. */
function copied(name: string, kind: string): string {
  const column = quoted(name)
  const rule = rules.find(([of]) => of.test(name))
  const sql =
    kind === 'timestamp'
      ? `CAST(${column} + to_days(7 * week) AS TIMESTAMP_MS)`
      : (rule?.[1](column) ?? column)
  return `${sql} AS ${column}`
}

/**
 * Lays copies of tables beside them, as one commit. Keys stay unique, and links lead to the same copy: who came again
 * did so at the same site in the same week. Lists of rows are left as they are: what they tell is in tables of its own.
 */
export async function multiply(
  lake: string,
  names: readonly TableName[],
  { weeks, sites }: Copies,
  say: (line: string) => void,
): Promise<void> {
  const unique = () => randomBytes(5).toString('hex')
  const storage = folderStorage(lake, unique)
  const log = lakeLog(storage)
  const state = await log.head()
  const stamp = stampAfter(state, { now: Date.now, unique })
  const scratch = join(lake, '_scratch', 'multiply')
  await mkdir(scratch, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', temp_directory: scratch })
  const connection = await instance.connect()
  const changes: Record<string, Record<string, PartitionVersion>> = {}
  for (const name of names) {
    const table = tables[name]
    const { id: schema } = schemaOf(table)
    const columns = Object.entries(table.columns).map(([column, { type }]) => copied(column, type.kind))
    // As derived tables are written.
    const order = table.derived ? ` ORDER BY ${table.key.join(', ')}` : ''
    const sources = Object.keys(state.partitions[name] ?? {})
    const shifted = (day: string, by: number) => dayOf(Date.parse(day) + by * 7 * DAY_MS)
    const days = new Set(
      sources.flatMap(day => Array.from({ length: weeks }, (_, week) => shifted(day, week))),
    )
    const made: Record<string, PartitionVersion> = {}
    for (const dt of [...days].sort()) {
      const from = new Set(Array.from({ length: weeks }, (_, week) => shifted(dt, -week)))
      const scan = scanSql(table, await dataFiles(table, state, storage, from), ['dt'])
      const path = join(scratch, `${name}-${dt}.parquet`)
      const result = await connection.run(
        `COPY (SELECT ${columns.join(', ')} FROM (
            SELECT *, date_diff('day', CAST(dt AS DATE), DATE ${literal(dt)}) // 7 AS week, week * ${sites} + site AS copy
            FROM (${scan}), (SELECT CAST(range AS INTEGER) AS site FROM range(${sites})))${order})
        TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`,
      )
      const { size } = await stat(path)
      const file = fileName({ from_hour: 0, to_hour: 24 }, stamp.id)
      await storage.upload(path, versionPrefix(name, dt, stamp.id) + file)
      made[dt] = {
        version: stamp.id,
        files: [{ name: file, rows: result.rowsChanged, size_bytes: size, schema }],
      }
    }
    changes[name] = made
    say(`  ${name}: ${days.size} days`)
  }
  connection.closeSync()
  instance.closeSync()
  await rm(scratch, { recursive: true })
  const schemas = Object.fromEntries(
    names.map(name => schemaOf(tables[name])).map(({ id, columns }) => [id, columns]),
  )
  const commit = commitAfter(state, stamp, {
    kind: 'run',
    message: `${weeks} weeks at ${sites} sites`,
    counts: noCounts,
    changes,
    schemas,
    scanned: state.scanned,
  })
  if (!(await log.append(commit))) throw new Error('somebody else writes to the lake of the benchmark')
}
