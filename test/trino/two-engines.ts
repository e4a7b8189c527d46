import { join } from 'node:path'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { prelude } from '../../sql/prelude.ts'
import { clockedContact } from '../dashboards/gallery/dataset.ts'
import { loadedMonth } from '../etl/job/month/loaded.ts'
import { refreshed } from '../fixture/refreshes.ts'
import { deployedViews, registered, withRowsOfViews } from './registered.ts'

/** The month that is compared with the truth, too. The clocks of its zone change on the seventeenth of its days. */
export const FIRST_DAY = '2025-10-17'
export const LAST_DAY = '2025-11-15'
export const ZONE = 'America/New_York'
/** By then all has arrived, what is late, too. */
export const ARRIVED_BY = '2025-11-20'
/** The day on which they do. */
export const LONG_DAY = '2025-11-02'

export interface TwoEngines {
  readonly duckdb: QueryEngine
  readonly trino: QueryEngine
  /** Trino over tables of the rows that views give. */
  readonly trino_rows: QueryEngine
}

/** A simulated month with all that can happen, in one lake that both engines ask: the same files, the same views. */
export async function twoEngines(folder: string): Promise<TwoEngines> {
  const { lake } = await loadedMonth(folder)
  await refreshed(lake)
  const state = await lake.log.head()
  const hours = ['09:00-12:30', '13:30-18:00']
  const views = deployedViews(
    {
      time_zone: ZONE,
      business_hours: { monday: hours, saturday: ['10:00-16:00'] },
      access: [
        { user: 'ana', rows: { queue_name: ['Sales', 'Support, "second" line'] } },
        { group: 'everybody', rows: 'all' },
      ],
    },
    [clockedContact],
  )
  const { engine: trino, schema } = await registered(lake.storage, state, views)
  return {
    duckdb: await duckdbEngine(lake.storage, state, {
      ...{ prelude, views, memory_bytes: 512 * 1024 * 1024, scratch: join(folder, 'scratch') },
    }),
    trino,
    trino_rows: (await withRowsOfViews(schema, views)).engine,
  }
}
