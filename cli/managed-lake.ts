import type { ArrivalDays } from '../etl/arrival.ts'
import type { QueryEngine } from '../lake/engine/engine.ts'
import { type FoundColumns, findColumns, type ImportedDay, importDay } from '../lake/managed/import.ts'
import { addDays } from '../schema/instant.ts'
import type { Config } from './config.ts'
import { athenaPlace } from './engine-place.ts'
import { rawPlace } from './raw.ts'
import { WrongUse } from './wrong-use.ts'

/** The table of the managed lake, as it is configured. Throws a `WrongUse`. */
function managedTable({ managed_lake }: Config) {
  if (managed_lake) return { database: managed_lake.database, table: managed_lake.table ?? 'contact_record' }
  throw new WrongUse({
    what: 'it was not said where the managed analytics data lake is',
    allowed: 'a database of the catalog that Athena asks, with the table contact_record',
    remedy: 'name it as "managed_lake": { "database": "NAME" } in connect-lake.config.json',
  })
}

/** Who can be asked about the managed lake: Athena, in the database that has its table. Throws a `WrongUse`. */
export async function managedEngine(config: Config): Promise<QueryEngine> {
  const { database } = managedTable(config)
  const place = athenaPlace({ ...config, athena: { ...config.athena, database } })
  const { athenaEngine } = await import('../lake/engine/athena.ts')
  return athenaEngine(place)
}

/** What an import came to. */
export interface Imported {
  readonly days: readonly ImportedDay[]
  readonly columns: FoundColumns
}

/**
 * Puts days of the managed lake on a raw side, one after the other; what was put there stays when a later day fails.
 * @param path  of the raw side
 * @param range days of initiation in UTC, both included
 * @param told  hears of each day as it is done
 */
export async function importDays(
  engine: QueryEngine,
  path: string,
  config: Config,
  range: ArrivalDays,
  told: (day: ImportedDay) => void = () => {},
): Promise<Imported> {
  const table = managedTable(config)
  const columns = await findColumns(engine, table)
  const raw = await rawPlace(path, config)
  try {
    const days: ImportedDay[] = []
    for (let day = range.from; day <= range.to; day = addDays(day, 1)) {
      const imported = await importDay(engine, raw.storage, table, columns, day)
      days.push(imported)
      told(imported)
    }
    return { days, columns }
  } finally {
    raw.close()
  }
}
