import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { type Collected, collect, type Kept } from '../../lake/log/collect.ts'
import type { CommitEffects } from '../../lake/log/commit.ts'
import type { Log } from '../../lake/log/log.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import { syncCatalogs } from './catalog.ts'
import { sweepStaged } from './staged-folder.ts'

interface CollectPorts extends CommitEffects {
  readonly storage: Storage
  readonly log: Log
  readonly catalogs: readonly TableCatalog[]
}

/** Removes what no commit that is kept needs, and what was left in the making. With a dry run it says what it would remove. */
export async function collectLake(ports: CollectPorts, keep: Kept, dry_run: boolean): Promise<Collected> {
  const { storage, log, catalogs } = ports
  if (!dry_run) {
    // A file goes only when no catalog leads to it any more: some may be behind the log.
    await syncCatalogs(catalogs, log, await log.head())
    await sweepStaged(storage, ports.now())
  }
  return collect(storage, log, keep, dry_run, ports)
}
