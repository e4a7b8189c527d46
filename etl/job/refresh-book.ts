import { join } from 'node:path'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { noCounts } from '../../lake/log/commit.ts'
import { dataSetRefresh } from '../../schema/tables/data-set-refresh.ts'
import type { Limits } from '../limits.ts'
import { Lines } from '../lines.ts'
import { appendChanges } from './append-staged.ts'
import { writeBook } from './books.ts'
import { syncCatalogs } from './catalog.ts'
import { type CommitPorts, onTopOf } from './commit.ts'

/** A row of the table `data_set_refresh`; times as ISO 8601, UTC. */
export type RefreshEntry = Readonly<Record<keyof typeof dataSetRefresh.columns, string | number | null>>

interface RefreshBookPorts extends CommitPorts {
  readonly catalogs: readonly TableCatalog[]
}

/**
 * Writes how refreshes of data sets ended into the lake, as a commit of its own, and brings the catalogs to it. What the book
 * has already makes no commit, so that this may be repeated.
 */
export async function bookRefreshes(
  entries: readonly RefreshEntry[],
  ports: RefreshBookPorts,
  limits: Limits,
): Promise<void> {
  if (entries.length === 0) return
  const { storage, log, catalogs, in_place } = ports
  for (;;) {
    const state = await log.head()
    const done = await onTopOf(state, ports, async (bench, stamp) => {
      const lines = new Lines(join(bench.scratch, 'data-set-refresh.json'))
      for (const entry of entries) await lines.addJson(entry)
      const place = { storage, log, state, stamp, in_place }
      const changes = await writeBook(
        dataSetRefresh,
        lines,
        {},
        { ...place, bench, limits, version: stamp.id },
      )
      const message = `${entries.length} data sets of QuickSight`
      return appendChanges(
        changes,
        { kind: 'refresh', message, counts: noCounts, scanned: state.scanned },
        place,
      )
    })
    // Another writer was faster.
    if (!done) continue
    await syncCatalogs(catalogs, log, done.state)
    return
  }
}
