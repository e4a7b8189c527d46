import {
  addCounts,
  type CommitEffects,
  type CommitKind,
  type CommitStamp,
  type Counts,
  commitAfter,
  noCounts,
  type PartitionChanges,
  stampAfter,
} from '../../lake/log/commit.ts'
import { discard } from '../../lake/log/discard.ts'
import type { Log } from '../../lake/log/log.ts'
import { after, type LakeState } from '../../lake/log/state.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { diskFull } from '../../schema/error.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { type TableName, tables } from '../../schema/tables.ts'
import { DriftBook } from '../drift.ts'
import type { Limits } from '../limits.ts'
import { sources } from '../sources.ts'
import { writeBooks } from './books.ts'
import type { CommitContext } from './context.ts'
import { inspect } from './inspect.ts'
import { LedgerBook } from './ledger-book.ts'
import { type MergeContext, mergeTable, schemaOf } from './merge.ts'
import type { ConsumedObject } from './object.ts'
import type { Quarantine } from './quarantine-book.ts'
import { stage } from './stage.ts'

/** Where commits are made. */
export interface CommitPorts extends CommitEffects {
  readonly storage: Storage
  readonly log: Log
  /** A workbench for one commit; closed, and its scratch gone, when the commit is made. */
  readonly workbench: () => Promise<Workbench>
}

/** What a commit is made of. */
export interface CommitInput {
  readonly kind: CommitKind
  readonly message: string
  readonly raw_root: string
  readonly objects: readonly ConsumedObject[]
  readonly scanned: LakeState['scanned']
  /** Where records go that cannot become rows. */
  readonly quarantine: (bench: Workbench, commit: CommitStamp) => Quarantine
}

export type CommitStep = 'read' | 'merge' | 'publish'

/** Tells the workbench the keys of the objects: where each row was read from. */
async function insertObjects(bench: Workbench, objects: readonly ConsumedObject[]): Promise<void> {
  await bench.run('CREATE OR REPLACE TABLE object (ordinal INTEGER, key VARCHAR)')
  for (let i = 0; i < objects.length; i += 1000) {
    const rows = objects.slice(i, i + 1000).map(({ ordinal, key }) => `(${ordinal}, ${literal(key)})`)
    await bench.run(`INSERT INTO object VALUES ${rows.join(', ')}`)
  }
}

/**
 * Turns raw objects into one commit on top of a state: stage, merge, write the books, append to the log.
 * Undefined when another writer was faster: what was written is removed, and all is to be planned again.
 */
export async function commitObjects(
  input: CommitInput,
  state: LakeState,
  ports: CommitPorts,
  limits: Limits,
  progress: (step: CommitStep, read_bytes: number) => void,
): Promise<{ readonly state: LakeState; readonly counts: Counts } | undefined> {
  const { objects, raw_root } = input
  const stamp = stampAfter(state, ports)
  const bench = await ports.workbench()
  try {
    const context: CommitContext = {
      bench,
      limits,
      ledger: new LedgerBook(),
      quarantine: input.quarantine(bench, stamp),
      drift: new DriftBook(),
      progress: read_bytes => progress('read', read_bytes),
    }
    const staged = await stage(objects, context)
    await inspect(staged, objects, context)
    progress('merge', 0)

    const merge: MergeContext = { ...context, storage: ports.storage, state, version: stamp.id }
    await insertObjects(bench, objects)
    let changes: PartitionChanges = {}
    for (const { table } of sources) {
      const files = staged.filter(file => file.table === table).map(({ path }) => path)
      if (files.length === 0) continue
      const merged = await mergeTable(table, files, merge)
      changes = { ...changes, ...merged.changes }
      for (const { object, ...counts } of merged.counts) context.ledger.add(object, table.name, counts)
    }
    changes = { ...changes, ...(await writeBooks(objects, raw_root, stamp, merge)) }
    progress('publish', 0)
    // A replay in which everything fails again.
    if (Object.keys(changes).length === 0) return { state, counts: noCounts }

    const counts = [...context.ledger.entries()].reduce(
      (sum, entry) => addCounts(sum, { objects: 0, ...entry.counts }),
      { ...noCounts, objects: objects.length },
    )
    const schemas = Object.keys(changes).map(name => schemaOf(tables[name as TableName]))
    const commit = commitAfter(state, stamp, {
      kind: input.kind,
      message: input.message,
      counts,
      changes,
      schemas: Object.fromEntries(schemas.map(({ id, columns }) => [id, columns])),
      scanned: input.scanned,
    })
    if (await ports.log.append(commit)) return { state: after(state, commit), counts }
    await discard(changes, ports.storage)
    return undefined
  } catch (error) {
    // Once another writer was faster, files of the state we began with can be collected under us.
    const next = await ports.log.read(state.seq + 1)
    if (next && next.id !== stamp.id) return undefined
    throw diskFull(error) ?? error
  } finally {
    await bench.close()
  }
}
