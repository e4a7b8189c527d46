import type { InPlace } from '../../lake/in-place/in-place.ts'
import { type CommitEffects, type CommitStamp, type Counts, stampAfter } from '../../lake/log/commit.ts'
import type { Log } from '../../lake/log/log.ts'
import type { LakeState } from '../../lake/log/state.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { diskFull } from '../../schema/error.ts'
import { DriftBook } from '../drift.ts'
import type { Limits } from '../limits.ts'
import { appendStaged, type CommitTexts } from './append-staged.ts'
import type { CommitContext } from './context.ts'
import { inspect } from './inspect.ts'
import { LedgerBook } from './ledger-book.ts'
import type { ConsumedObject } from './object.ts'
import type { Quarantine } from './quarantine-book.ts'
import { type StagedFile, stage } from './stage.ts'

/** Where commits are made. */
export interface CommitPorts extends CommitEffects {
  readonly storage: Storage
  readonly log: Log
  /** A workbench for one commit; closed, and its scratch gone, when the commit is made. */
  readonly workbench: () => Promise<Workbench>
  /** Merges partitions that are too large for this machine. */
  readonly in_place?: InPlace | undefined
}

/** What a commit is made of. */
export interface CommitInput extends CommitTexts {
  readonly objects: readonly ConsumedObject[]
  /** Where records go that cannot become rows. */
  readonly quarantine: (bench: Workbench) => Quarantine
}

export type CommitStep = 'read' | 'merge' | 'publish'

/** What a commit came to. */
export interface Committed {
  readonly state: LakeState
  readonly counts: Counts
}

/**
 * Works on a commit on top of a state, with a workbench of its own.
 * Undefined when another writer was faster: all is to be planned again.
 */
export async function onTopOf(
  state: LakeState,
  ports: CommitPorts,
  work: (bench: Workbench, stamp: CommitStamp) => Promise<Committed | undefined>,
): Promise<Committed | undefined> {
  const stamp = stampAfter(state, ports)
  const bench = await ports.workbench()
  try {
    return await work(bench, stamp)
  } catch (error) {
    // Once another writer was faster, files of the state we began with can be collected under us.
    const next = await ports.log.read(state.seq + 1)
    if (next && next.id !== stamp.id) return undefined
    throw diskFull(error) ?? error
  } finally {
    await bench.close()
  }
}

/** What is booked while raw objects are read. */
export const newContext = (
  bench: Workbench,
  limits: Limits,
  quarantine: Quarantine,
  progress: (read_bytes: number) => void,
): CommitContext => ({
  ...{ bench, limits, quarantine, progress },
  ledger: new LedgerBook(),
  drift: new DriftBook(),
})

/** Reads raw objects into staged files, and books what is to be said of them. */
export async function readObjects(
  objects: readonly ConsumedObject[],
  context: CommitContext,
): Promise<readonly StagedFile[]> {
  const staged = await stage(objects, context)
  await inspect(staged, objects, context)
  return staged
}

/**
 * Turns raw objects into one commit on top of a state: stage, merge, write the books, append to the log.
 * Undefined when another writer was faster: what was written is removed, and all is to be planned again.
 */
export const commitObjects = (
  input: CommitInput,
  state: LakeState,
  ports: CommitPorts,
  limits: Limits,
  progress: (step: CommitStep, read_bytes: number) => void,
): Promise<Committed | undefined> =>
  onTopOf(state, ports, async (bench, stamp) => {
    const context = newContext(bench, limits, input.quarantine(bench), bytes => progress('read', bytes))
    const staged = await readObjects(input.objects, context)
    return appendStaged(staged, input.objects, input, context, { ...ports, state, stamp }, step =>
      progress(step, 0),
    )
  })
