import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { addCounts, type Counts, noCounts } from '../../lake/log/commit.ts'
import type { LakeState } from '../../lake/log/state.ts'
import type { Limits } from '../limits.ts'
import { waited_ms } from '../run-plan.ts'
import { appendStaged } from './append-staged.ts'
import { syncCatalogs } from './catalog.ts'
import { type CommitPorts, type Committed, onTopOf } from './commit.ts'
import { notConsumed } from './discover.ts'
import { endRun, type SharedRun, sharedRun } from './distribute.ts'
import { batchPrefix, findBatch, openBatch, type StagedBatch } from './staged-batch.ts'

export interface PublishPorts extends CommitPorts {
  readonly catalogs: readonly TableCatalog[]
}

/** What became of the batches of a run. */
export interface PublishReport extends Counts {
  /** The newest commit; null when none was made. */
  readonly commit: string | null
  readonly commits: number
  /** For how long the oldest raw object of the run had lain there when its batches were to be seen; null when none was committed. */
  readonly lag_ms: number | null
  /** Batches that were committed before, by an earlier call of this one. */
  readonly done_before: readonly number[]
  /** Batches of which a part was consumed by another run meanwhile: given up, and found again by the next plan. */
  readonly given_up: readonly number[]
  /** Batches that no worker has read: found again by the next plan. */
  readonly missing: readonly number[]
}

/** A batch that was read, and what is to be done with it. */
interface ReadBatch {
  readonly number: number
  readonly prefix: string
  readonly batch: StagedBatch
  readonly fate: 'open' | 'done_before' | 'given_up'
}

/** The batches that were read, by number, as they stand to a state of the lake: one look into its ledger for all. */
async function judged(
  read: readonly Omit<ReadBatch, 'fate'>[],
  state: LakeState,
  { storage, workbench }: PublishPorts,
): Promise<readonly ReadBatch[]> {
  const [first] = read
  if (!first) return []
  const all = read.flatMap(({ batch }) => batch.objects)
  const open = new Set(await notConsumed(all, first.batch.raw_root, state, storage, workbench))
  return read.map(each => {
    const { objects } = each.batch
    const left = objects.filter(object => open.has(object)).length
    return { ...each, fate: left === objects.length ? 'open' : left === 0 ? 'done_before' : 'given_up' }
  })
}

/** How far the raw side is consumed once all batches of a run are: no less far than another run has come meanwhile. */
const scannedAfter = (state: LakeState, { raw_root, scanned_ms }: SharedRun): LakeState['scanned'] => ({
  ...state.scanned,
  [raw_root]: Math.max(scanned_ms, state.scanned[raw_root] ?? 0),
})

/** Commits one batch on top of a state of which its objects are new. Undefined when another writer was faster. */
function commitBatch(
  { prefix, batch }: ReadBatch,
  scanned: LakeState['scanned'],
  state: LakeState,
  ports: PublishPorts,
  limits: Limits,
): Promise<Committed | undefined> {
  const { storage } = ports
  const { raw_root, objects } = batch
  return onTopOf(state, ports, async (bench, stamp) => {
    const { staged, context } = await openBatch(storage, prefix, batch, bench, limits)
    const message = `${objects.length} raw objects from ${raw_root}`
    const texts = { kind: 'run', message, raw_root, scanned } as const
    // Where it was read is of no matter any more.
    const consumed = objects.map(object => ({ ...object, path: '' }))
    return appendStaged(staged, consumed, texts, context, { ...ports, state, stamp }, () => {})
  })
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
    return { ...noCounts, commit: null, commits: 0, lag_ms: null, done_before: [], given_up: [], missing: [] }
  }
  const read: Omit<ReadBatch, 'fate'>[] = []
  const missing: number[] = []
  for (let number = 0; number < shared.batches; number++) {
    const prefix = batchPrefix(run, number)
    const batch = await findBatch(storage, prefix)
    if (batch) read.push({ number, prefix, batch })
    else missing.push(number)
  }
  let counts: Counts = noCounts
  let [commits, commit]: [number, string | null] = [0, null]
  const ours = new Set<number>()
  let state = await log.head()
  let batches = await judged(read, state, ports)
  for (;;) {
    const [next, ...later] = batches.filter(({ fate, number }) => fate === 'open' && !ours.has(number))
    if (!next) break
    // The look at the raw side counts once everything is consumed that it found: with the last batch, whichever that is.
    const whole =
      later.length === 0 && missing.length === 0 && !batches.some(({ fate }) => fate === 'given_up')
    const scanned = whole ? scannedAfter(state, shared) : state.scanned
    const done = await commitBatch(next, scanned, state, ports, limits)
    if (done) {
      state = done.state
      counts = addCounts(counts, done.counts)
      commit = state.id
      commits++
      ours.add(next.number)
    } else {
      // Another writer was faster, perhaps with the very same objects.
      state = await log.head()
      const left = await judged(
        read.filter(({ number }) => !ours.has(number)),
        state,
        ports,
      )
      batches = [...batches.filter(({ number }) => ours.has(number)), ...left]
    }
  }
  const numbersOf = (fate: ReadBatch['fate']): readonly number[] =>
    batches.filter(each => each.fate === fate && !ours.has(each.number)).map(({ number }) => number)
  await syncCatalogs(catalogs, log, await log.head())
  // What is missing may still come: then this is called again.
  if (missing.length === 0) await endRun(storage, run)
  return {
    ...counts,
    ...{ commit, commits, missing },
    lag_ms: commits === 0 ? null : waited_ms(shared.oldest_arrived_at_ms, ports.now()),
    done_before: numbersOf('done_before'),
    given_up: numbersOf('given_up'),
  }
}
