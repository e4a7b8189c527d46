import { type Collected, collect, keptOf } from '../../lake/log/collect.ts'
import { syncCatalogs } from '../job/catalog.ts'
import { handlerOf } from './work.ts'

interface Asked {
  readonly keep_days: number
  /** So many of the newest commits stay, however old they are. */
  readonly keep?: number
}

/** Removes files that no commit of the newest days needs. */
export const handler = handlerOf<Asked, Collected>('collect', async ({ keep_days, keep }, { ports }) => {
  // A file goes only when Glue leads to it no more: Glue may be behind the log.
  await syncCatalogs(ports.catalogs, ports.log, await ports.log.head())
  return collect(ports.storage, ports.log, keptOf(keep, keep_days, ports.now()), false, ports)
})
