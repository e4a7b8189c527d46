import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { LakeError } from '../../schema/error.ts'
import { literal, quoted } from '../../schema/formats/duckdb.ts'
import { addDays } from '../../schema/instant.ts'
import type { QueryEngine } from '../engine/engine.ts'
import type { Storage } from '../storage/storage.ts'
import { managedColumns } from './columns.ts'
import { contactRecordOf } from './record.ts'

/** The table `contact_record` of the analytics data lake that Amazon Connect manages, or the resource link to it. */
export interface ManagedTable {
  readonly database: string
  readonly table: string
}

/** What a managed table has of the columns that are known, and what it lacks of them. */
export interface FoundColumns {
  readonly present: readonly string[]
  readonly lacking: readonly string[]
  /** Whether it says when the managed lake touched a row. */
  readonly dated: boolean
}

/** Without these a row is no contact record. */
const REQUIRED = ['contact_id', 'initiation_timestamp', 'disconnect_timestamp']

/** Not taken, for it is no version of the record; but of several rows of a contact it says which is the last. */
const TOUCHED = 'last_update_timestamp'

/** Looks which columns there are. Throws a `LakeError` where there is no such table. */
export async function findColumns(
  engine: QueryEngine,
  { database, table }: ManagedTable,
): Promise<FoundColumns> {
  // Catalogs have names in lower case.
  const found = await engine.query(
    `SELECT column_name FROM information_schema.columns
WHERE table_schema = ${literal(database.toLowerCase())} AND table_name = ${literal(table.toLowerCase())}`,
  )
  const names = new Set(found.toArray().map(({ column_name }) => String(column_name).toLowerCase()))
  const required = REQUIRED.filter(name => !names.has(name))
  if (required.length > 0) {
    throw new LakeError({
      what:
        names.size === 0
          ? 'there is no such table of the managed analytics data lake'
          : 'this is no table of contact records of the managed analytics data lake',
      value: `${database}.${table}${names.size === 0 ? '' : `, without ${required.join(', ')}`}`,
      allowed: 'the table contact_record that Connect shares with this account, or a resource link to it',
      remedy:
        'share contact_record in the console of Connect, make a resource link and grant SELECT in Lake Formation, and name both as "managed_lake": { "database": "NAME", "table": "NAME" } in connect-lake.config.json',
    })
  }
  const known = [...managedColumns.keys()]
  return {
    present: known.filter(name => names.has(name)),
    lacking: known.filter(name => !names.has(name)),
    dated: names.has(TOUCHED),
  }
}

/**
 * The rows of contacts that were initiated on a UTC day, and are over. The day is that of the table's partitions. Of
 * several rows of a contact the last is the one that stays.
 */
const daySql = ({ database, table }: ManagedTable, { present, dated }: FoundColumns, day: string): string =>
  `SELECT ${present.map(quoted).join(', ')} FROM ${quoted(database)}.${quoted(table)}
WHERE initiation_timestamp >= TIMESTAMP '${day} 00:00:00' AND initiation_timestamp < TIMESTAMP '${addDays(day, 1)} 00:00:00'
  AND disconnect_timestamp IS NOT NULL
ORDER BY ${dated ? `${TOUCHED} NULLS FIRST, ` : ''}contact_id`

/** What was imported of a day. */
export interface ImportedDay {
  readonly day: string
  readonly rows: number
  /** The raw object; none where the day has no rows. */
  readonly key?: string
  /** False where that object was there already, byte for byte. */
  readonly written: boolean
}

/**
 * The raw object of a day. No folder of a date: those say when something arrived, which is when this is written, and a
 * look for what is new passes over those of long ago.
 */
const keyOf = (day: string): string => `managed_lake/contact_record-${day}.json.gz`

/** Reads a day of the managed table, and puts it on the raw side as contact records, unless they are there already. */
export async function importDay(
  engine: QueryEngine,
  raw: Pick<Storage, 'get' | 'put'>,
  table: ManagedTable,
  columns: FoundColumns,
  day: string,
): Promise<ImportedDay> {
  const { batches } = await engine.stream(daySql(table, columns, day))
  let rows = 0
  async function* lines(): AsyncGenerator<string> {
    for await (const batch of batches) {
      const read = columns.present.map((name, i) => [name, batch.getChildAt(i)] as const)
      for (let row = 0; row < batch.numRows; row++) {
        const values = Object.fromEntries(read.map(([name, column]) => [name, column?.get(row)]))
        yield `${JSON.stringify(contactRecordOf(values))}\n`
      }
      rows += batch.numRows
    }
  }
  const bytes = await pipeline(Readable.from(lines()), createGzip(), zipped => buffer(zipped))
  if (rows === 0) return { day, rows, written: false }
  const key = keyOf(day)
  const before = await raw.get(key)
  // To write it again would make another object of it, to be read again.
  if (before !== undefined && Buffer.compare(before, bytes) === 0) return { day, rows, key, written: false }
  await raw.put(key, bytes)
  return { day, rows, key, written: true }
}
