import { type Collected, collect } from '../../lake/log/collect.ts'
import { syncCatalogs } from '../job/catalog.ts'
import { sweepStaged } from '../job/staged-folder.ts'
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
  await sweepStaged(ports.storage, ports.now())
  return collect(ports.storage, ports.log, { commits: keep, days: keep_days }, false, ports)
})
