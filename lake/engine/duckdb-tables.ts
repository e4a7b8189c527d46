import type { DuckDBConnection } from '@duckdb/node-api'
import { duckdbType, literal, quoted } from '../../schema/formats/duckdb.ts'
import type { Table } from '../../schema/table.ts'
import { tables } from '../../schema/tables.ts'
import type { LakeState } from '../log/state.ts'
import { dataFiles, scanSql } from '../scan.ts'
import type { Storage } from '../storage/storage.ts'

/** The tables as they are scanned, with the partition key as a date, too. */
export const SCANS = 'scans'

/** What the error says that reading a table gives whose files were not fetched. */
const NOT_FETCHED = 'connect-lake has not fetched'

/** What a statement reads, where it says so plainly; all else is noticed as it is read. */
const READ = /\b(?:from|join|table|summarize)\s+(?:"?\w+"?\.)*"?(\w+)/g

/** The table that an error says was not fetched. */
export const notFetched = (error: unknown): string | undefined =>
  new RegExp(`${NOT_FETCHED} (\\w+)`).exec(error instanceof Error ? error.message : '')?.[1]

/**
 * A table as long as its files were not fetched: all of its columns, and an error for whoever reads a row. Every value
 * is an error, too: of a constant the engine could work out that no row passes a filter, and read none.
 */
function unfetchedSql(table: Table): string {
  const error = `error(${literal(`${NOT_FETCHED} ${table.name}`)})`
  // As the engine reads milliseconds out of files: a view does not stand a column that gets another type.
  const types = Object.entries(table.columns).map(
    ([name, { type }]) => [name, duckdbType(type).replaceAll('TIMESTAMP_MS', 'TIMESTAMP')] as const,
  )
  const columns = [...types, ['dt', 'VARCHAR'], ['dt_date', 'DATE']].map(
    ([name = '', type]) => `CAST(${error} AS ${type}) AS ${quoted(name)}`,
  )
  return `SELECT ${columns.join(', ')} FROM range(1) WHERE CAST(${error} AS BOOLEAN)`
}

/** The tables of a state in a database of the engine, whose files are fetched when they are asked for. */
export interface FetchedTables {
  /** Makes tables readable. */
  fetch(names: Iterable<string>): Promise<void>
  /** The tables that a statement plainly reads, by itself or through the views that it reads. */
  namedIn(sql: string): ReadonlySet<string>
}

/**
 * Shows all tables, without their files.
 * @param views what is deployed, by name
 */
export async function unfetchedTables(
  connection: DuckDBConnection,
  storage: Storage,
  state: LakeState,
  views: ReadonlyMap<string, string>,
): Promise<FetchedTables> {
  const known = new Map<string, Table>(Object.entries(tables))
  const fetched = new Map<string, Promise<void>>()
  const scanned = (name: string): string => `${SCANS}.${quoted(name)}`

  async function show(table: Table, scan: string): Promise<void> {
    await connection.run(`CREATE OR REPLACE VIEW ${scanned(table.name)} AS ${scan}`)
  }

  async function fetchOne(table: Table): Promise<void> {
    const files = await dataFiles(table, state, storage)
    await show(table, scanSql(table, files, ['dt', 'dt_date']))
  }

  for (const table of known.values()) {
    const { name } = table
    const isEmpty = Object.values(state.partitions[name] ?? {}).every(({ files }) => files.length === 0)
    if (isEmpty) fetched.set(name, Promise.resolve())
    await show(table, isEmpty ? scanSql(table, [], ['dt', 'dt_date']) : unfetchedSql(table))
    await connection.run(`CREATE VIEW ${quoted(name)} AS SELECT * EXCLUDE (dt_date) FROM ${scanned(name)}`)
  }

  return {
    async fetch(names) {
      const all = [...names].flatMap(name => known.get(name) ?? [])
      // All of them, though one has failed: whoever closes the connection must find nobody at work on it.
      const ended = await Promise.allSettled(
        all.map(table => {
          const before = fetched.get(table.name)
          if (before) return before
          const now = fetchOne(table)
          fetched.set(table.name, now)
          // What failed is tried again by the next who asks.
          now.catch(() => fetched.delete(table.name))
          return now
        }),
      )
      for (const end of ended) if (end.status === 'rejected') throw end.reason
    },

    namedIn(sql) {
      const found = new Set<string>()
      const seen = new Set<string>()
      const texts = [sql]
      for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
        for (const [, word = ''] of text.toLowerCase().matchAll(READ)) {
          if (seen.has(word)) continue
          seen.add(word)
          if (known.has(word)) found.add(word)
          const view = views.get(word)
          if (view !== undefined) texts.push(view)
        }
      }
      return found
    },
  }
}
