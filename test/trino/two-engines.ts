import { join } from 'node:path'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { prelude } from '../../sql/prelude.ts'
import { testLake } from '../fixture/lake.ts'
import { deliver } from '../simulator/delivered.ts'
import { deployedViews, registered } from './registered.ts'

/** The clocks of Europe change on the fifth of its days. */
export const FIRST_DAY = '2025-03-26'
export const LAST_DAY = '2025-04-04'
export const ZONE = 'Europe/Paris'

export interface TwoEngines {
  readonly duckdb: QueryEngine
  readonly trino: QueryEngine
}

/** Ten simulated days with all that can happen, in one lake that both engines ask: the same files, the same views. */
export async function twoEngines(folder: string): Promise<TwoEngines> {
  const { objects } = await deliver({
    ...{ seed: 4, end: LAST_DAY, days: 10, contacts_per_day: 150 },
    ...{
      re_emission_share: 0.2,
      redaction_share: 0.3,
      moved_share: 0.05,
      late_share: 0.05,
      damage_share: 0.01,
    },
  })
  const lake = testLake(folder)
  // In two runs, so that partitions are replaced and files of several versions lie beside each other.
  const keys = [...objects.keys()].sort()
  for (const half of [0, 1]) {
    for (const [i, key] of keys.entries()) {
      if (i % 2 === half) lake.add(key, Buffer.from(objects.get(key) as Uint8Array))
    }
    await lake.run({ derive: true })
  }
  const state = await lake.log.head()
  const hours = ['09:00-12:30', '13:30-18:00']
  const views = deployedViews({
    time_zone: ZONE,
    business_hours: { monday: hours, saturday: ['10:00-16:00'] },
  })
  return {
    duckdb: await duckdbEngine(lake.storage, state, {
      ...{ prelude, views, memory_bytes: 512 * 1024 * 1024, scratch: join(folder, 'scratch') },
    }),
    trino: (await registered(lake.storage, state, views)).engine,
  }
}
