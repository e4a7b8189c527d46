import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { addCounts, type Counts, noCounts } from '../../lake/log/commit.ts'
import type { Limits } from '../limits.ts'
import { appendStaged } from './append-staged.ts'
import { syncCatalogs } from './catalog.ts'
import { type CommitPorts, type Committed, onTopOf } from './commit.ts'
import { notConsumed } from './discover.ts'
import { endRun, sharedRun } from './distribute.ts'
import { batchPrefix, findBatch, openBatch, type StagedBatch } from './staged-batch.ts'

export interface PublishPorts extends CommitPorts {
  readonly catalogs: readonly TableCatalog[]
}

/** What became of the batches of a run. */
export interface PublishReport extends Counts {
  /** The newest commit; null when none was made. */
  readonly commit: string | null
  readonly commits: number
  /** Batches that were committed before, by an earlier call of this one. */
  readonly done_before: readonly number[]
  /** Batches of which a part was consumed by another run meanwhile: given up, and found again by the next plan. */
  readonly given_up: readonly number[]
  /** Batches that no worker has read: found again by the next plan. */
  readonly missing: readonly number[]
}

type Fate = Committed | 'done_before' | 'given_up'

/** Commits one batch on top of whatever is the newest state, unless its objects are consumed already. */
async function commitBatch(
  prefix: string,
  batch: StagedBatch,
  scanned_ms: number | undefined,
  ports: PublishPorts,
  limits: Limits,
): Promise<Fate> {
  const { storage, log, workbench } = ports
  const { raw_root, objects } = batch
  for (;;) {
    const state = await log.head()
    const open = await notConsumed(objects, raw_root, state, storage, workbench)
    if (open.length === 0) return 'done_before'
    if (open.length < objects.length) return 'given_up'
    const committed = await onTopOf(state, ports, async (bench, stamp) => {
      const { staged, context } = await openBatch(storage, prefix, batch, bench, limits)
      const texts = {
        kind: 'run',
        message: `${objects.length} raw objects from ${raw_root}`,
        raw_root,
        scanned: scanned_ms === undefined ? state.scanned : { ...state.scanned, [raw_root]: scanned_ms },
      } as const
      // Where it was read is of no matter any more.
      const consumed = objects.map(object => ({ ...object, path: '' }))
      return appendStaged(staged, consumed, texts, context, { storage, log, state, stamp }, () => {})
    })
    if (committed) return committed
  }
}

/**
 * Commits the batches of a run that workers have read, in the order of arrival, and brings the catalogs to the log. May
 * be repeated, and stopped at any moment: what is committed is not committed again. What no worker has read is left to
 * the next plan, which finds it, because the look at the raw side only counts when everything was consumed.
 */
export async function publish(ports: PublishPorts, run: string, limits: Limits): Promise<PublishReport> {
  const { storage, log, catalogs } = ports
  const shared = await sharedRun(storage, run)
  // What is over was published by an earlier call, whose answer was lost.
  if (!shared) {
    await syncCatalogs(catalogs, log, await log.head())
    return { ...noCounts, commit: null, commits: 0, done_before: [], given_up: [], missing: [] }
  }
  const prefixes = Array.from({ length: shared.batches }, (_, batch) => batchPrefix(run, batch))
  let counts: Counts = noCounts
  let [commits, commit]: [number, string | null] = [0, null]
  const done_before: number[] = []
  const given_up: number[] = []
  const missing: number[] = []
  for (const [number, prefix] of prefixes.entries()) {
    const batch = await findBatch(storage, prefix)
    if (!batch) {
      missing.push(number)
      continue
    }
    const whole = number === prefixes.length - 1 && missing.length === 0 && given_up.length === 0
    const fate = await commitBatch(prefix, batch, whole ? shared.scanned_ms : undefined, ports, limits)
    if (fate === 'done_before') done_before.push(number)
    else if (fate === 'given_up') given_up.push(number)
    else {
      counts = addCounts(counts, fate.counts)
      commit = fate.state.id
      commits++
    }
  }
  await syncCatalogs(catalogs, log, await log.head())
  // What is missing may still come: then this is called again.
  if (missing.length === 0) await endRun(storage, run)
  return { ...counts, commit, commits, done_before, given_up, missing }
}
