import { join } from 'node:path'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { addCounts, type Counts, noCounts } from '../../lake/log/commit.ts'
import type { LakeState } from '../../lake/log/state.ts'
import type { RawStore } from '../../lake/raw/raw.ts'
import type { ArrivalDays } from '../arrival.ts'
import type { Limits } from '../limits.ts'
import { type Batch, oldestOf, planRun, waited_ms } from '../run-plan.ts'
import { syncCatalogs } from './catalog.ts'
import { type CommitPorts, type CommitStep, commitObjects } from './commit.ts'
import { derive } from './derive.ts'
import { type Arrival, discover } from './discover.ts'
import { heldBatches } from './held-batches.ts'
import { QuarantineBook } from './quarantine-book.ts'

/** How far a run has come. */
export interface RunProgress {
  readonly step: 'discover' | CommitStep | 'derive'
  readonly read_bytes: number
  readonly total_bytes: number
  /** While deriving: of which table how many partitions are made, of how many. */
  readonly derived?: { readonly table: string; readonly made: number; readonly total: number }
}

/** Everything a run touches. */
export interface RunPorts extends CommitPorts {
  /** What has to show what is committed. */
  readonly catalogs: readonly TableCatalog[]
  readonly raw: RawStore
  readonly progress?: (progress: RunProgress) => void
}

export interface RunOptions {
  readonly limits: Limits
  /** Look at every raw object, not only at what can have changed since the last run. */
  readonly audit: boolean
  /** Take what arrived on these days, and nothing else; what the next run has to look at stays as it is. */
  readonly days?: ArrivalDays
  /** Bring derived tables to what the others say; without it the next run that does makes good. */
  readonly derive: boolean
}

/** What a run did. */
export interface RunReport extends Counts {
  /** The newest commit; null when there was nothing to do. */
  readonly commit: string | null
  /** Commits that consumed raw objects. */
  readonly commits: number
  /** Of the raw objects that were consumed, as they lie there. */
  readonly raw_bytes: number
  /** For how long the oldest of them had lain there when all were to be seen; null when none was new. */
  readonly lag_ms: number | null
  /** Partitions of derived tables that were made again. */
  readonly derived_partitions: number
}

/** What a run would do. */
export interface RunPlan {
  /** Raw objects that no commit has consumed, in the batches that become commits. */
  readonly batches: readonly Batch<Arrival>[]
  readonly scanned_ms: number
}

/** Looks at the raw side and says what a run would do. */
export async function plan(
  ports: RunPorts,
  state: LakeState,
  options: Omit<RunOptions, 'derive'>,
): Promise<RunPlan> {
  const { raw, storage, workbench } = ports
  const { audit, days, limits } = options
  const started_ms = ports.now() + (await raw.ahead_ms())
  const found = await discover(raw, state, storage, workbench, { audit, days, started_ms })
  return { batches: planRun(found.arrivals, limits), scanned_ms: found.scanned_ms }
}

/** Consumes all raw objects that no commit has consumed yet, or those of some days. Can be stopped at any moment and repeated. */
export async function run(ports: RunPorts, options: RunOptions): Promise<RunReport> {
  const { log, catalogs, raw } = ports
  // A raw side that cannot be read is an error before anything is made.
  for await (const _ of raw.list()) break
  await log.create()
  let counts: Counts = noCounts
  let commits = 0
  let raw_bytes = 0
  let oldest_ms: number | null = null
  let commit: string | null = null
  let state = await log.head()
  for (let again = true; again; ) {
    again = false
    ports.progress?.({ step: 'discover', read_bytes: 0, total_bytes: 0 })
    const { batches, scanned_ms } = await plan(ports, state, options)
    oldest_ms ??= oldestOf(batches)
    const total_bytes = batches.reduce((sum, batch) => sum + batch.size_bytes, 0)
    let read_bytes = 0
    if (batches.length > 0) ports.progress?.({ step: 'read', read_bytes, total_bytes })
    for await (const { objects, last } of heldBatches(batches, raw)) {
      const input = {
        kind: 'run',
        message: `${objects.length} raw objects from ${raw.root}`,
        raw_root: raw.root,
        objects,
        // Only with the last batch is everything consumed that was there when the run began, unless days were left out.
        scanned: last && !options.days ? { ...state.scanned, [raw.root]: scanned_ms } : state.scanned,
        quarantine: bench => new QuarantineBook(join(bench.scratch, 'quarantine.json'), raw.root),
      } as const satisfies Parameters<typeof commitObjects>[0]
      const done = await commitObjects(input, state, ports, options.limits, (step, bytes) => {
        read_bytes += bytes
        ports.progress?.({ step, read_bytes, total_bytes })
      })
      if (!done) {
        state = await log.head()
        again = true
        break
      }
      state = done.state
      counts = addCounts(counts, done.counts)
      commit = done.state.id
      commits++
      raw_bytes += objects.reduce((sum, { size_bytes }) => sum + size_bytes, 0)
    }
  }
  let derived_partitions = 0
  if (options.derive) {
    const derived = await derive(ports, (table, made, total) =>
      ports.progress?.({ step: 'derive', read_bytes: 0, total_bytes: 0, derived: { table, made, total } }),
    )
    derived_partitions = derived.partitions
    state = derived.state
    if (derived_partitions > 0) commit = state.id
  }
  await syncCatalogs(catalogs, log, state)
  const lag_ms = waited_ms(oldest_ms, ports.now())
  return { ...counts, commits, raw_bytes, lag_ms, derived_partitions, commit }
}
