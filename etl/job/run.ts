import { join } from 'node:path'
import type { Catalog } from '../../lake/catalog/catalog.ts'
import {
  addCounts,
  type Commit,
  type Counts,
  noCounts,
  type PartitionChanges,
} from '../../lake/log/commit.ts'
import type { Log } from '../../lake/log/log.ts'
import { after, type LakeState } from '../../lake/log/state.ts'
import type { RawStore } from '../../lake/raw/raw.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { tables } from '../../schema/tables.ts'
import { DriftBook } from '../drift.ts'
import type { Limits } from '../limits.ts'
import { type Batch, planRun } from '../run-plan.ts'
import { sources } from '../sources.ts'
import { writeBooks } from './books.ts'
import type { CommitContext } from './context.ts'
import { type Arrival, discover } from './discover.ts'
import { inspect } from './inspect.ts'
import { LedgerBook } from './ledger-book.ts'
import { type MergeContext, mergeTable, schemaOf } from './merge.ts'
import type { ConsumedObject } from './object.ts'
import { discard, syncCatalog } from './publish.ts'
import { QuarantineBook } from './quarantine-book.ts'
import { stage } from './stage.ts'

/** How far a run has come. */
export interface RunProgress {
  readonly read_bytes: number
  readonly total_bytes: number
  readonly step: 'discover' | 'read' | 'merge' | 'publish'
}

/** Everything a run touches. */
export interface RunPorts {
  readonly storage: Storage
  readonly log: Log
  readonly catalog: Catalog
  readonly raw: RawStore
  /** A workbench for one commit; closed, and its scratch gone, when the commit is made. */
  readonly workbench: () => Promise<Workbench>
  /** The clock: epoch milliseconds. */
  readonly now: () => number
  /** A name that no other writer gives. */
  readonly unique: () => string
  readonly progress?: (progress: RunProgress) => void
}

export interface RunOptions {
  readonly limits: Limits
  /** Look at every raw object, not only at what can have changed since the last run. */
  readonly audit: boolean
}

/** What a run did. */
export interface RunReport extends Counts {
  /** The newest commit; null when there was nothing to do. */
  readonly commit: string | null
  readonly commits: number
}

/** The number and the unique name of the next commit; the name also names the folders it writes. */
function nextCommit(state: LakeState, unique: string): { readonly seq: number; readonly id: string } {
  const seq = state.seq + 1
  return { seq, id: `${String(seq).padStart(10, '0')}-${unique}` }
}

const joined = (a: PartitionChanges, b: PartitionChanges): PartitionChanges => ({ ...a, ...b })

/** Turns one batch of raw objects into a commit; undefined when another writer was faster and all is to be re-planned. */
async function commitBatch(
  batch: Batch<Arrival>,
  state: LakeState,
  scanned: LakeState['scanned'],
  ports: RunPorts,
  options: RunOptions,
  progress: (step: RunProgress['step'], read_bytes: number) => void,
): Promise<{ readonly state: LakeState; readonly counts: Counts } | undefined> {
  const { storage, log, raw } = ports
  const { seq, id } = nextCommit(state, ports.unique())
  const at_ms = ports.now()
  const objects: ConsumedObject[] = []
  for (const [ordinal, object] of batch.objects.entries()) {
    objects.push({ ...object, ordinal, path: await raw.local(object.key) })
  }
  const bench = await ports.workbench()
  try {
    const context: CommitContext = {
      bench,
      limits: options.limits,
      ledger: new LedgerBook(),
      quarantine: new QuarantineBook(join(bench.scratch, 'quarantine.json'), raw.root, { id, at_ms }),
      drift: new DriftBook(),
      progress: read_bytes => progress('read', read_bytes),
    }
    const staged = await stage(objects, context)
    await inspect(staged, objects, context)
    progress('merge', 0)

    const merge: MergeContext = { ...context, storage, state, version: id }
    await bench.run('CREATE OR REPLACE TABLE object (ordinal INTEGER, key VARCHAR)')
    await insertObjects(bench, objects)
    let changes: PartitionChanges = {}
    for (const { table } of sources) {
      const files = staged.filter(file => file.table === table).map(({ path }) => path)
      if (files.length === 0) continue
      const merged = await mergeTable(table, files, merge)
      changes = joined(changes, merged.changes)
      for (const { object, ...counts } of merged.counts) context.ledger.add(object, table.name, counts)
    }
    changes = joined(changes, await writeBooks(objects, raw.root, { id, at_ms }, merge))
    progress('publish', 0)

    const counts = [...context.ledger.entries()].reduce(
      (sum, entry) => addCounts(sum, { objects: 0, ...entry.counts }),
      { ...noCounts, objects: objects.length },
    )
    const commit: Commit = {
      format: 1,
      seq,
      id,
      at: new Date(at_ms).toISOString(),
      kind: 'run',
      message: `${objects.length} raw objects from ${raw.root}`,
      counts,
      changes,
      schemas: Object.fromEntries(
        Object.keys(changes).map(name => {
          const { id, columns } = schemaOf(tables[name as keyof typeof tables])
          return [id, columns]
        }),
      ),
      scanned,
    }
    if (!(await log.append(commit))) {
      await discard(changes, storage)
      return undefined
    }
    return { state: after(state, commit), counts }
  } finally {
    await bench.close()
  }
}

/** Tells the workbench the keys of the objects: where each row was read from. */
async function insertObjects(bench: Workbench, objects: readonly ConsumedObject[]): Promise<void> {
  for (let i = 0; i < objects.length; i += 1000) {
    const rows = objects
      .slice(i, i + 1000)
      .map(({ ordinal, key }) => `(${ordinal}, '${key.replaceAll("'", "''")}')`)
    await bench.run(`INSERT INTO object VALUES ${rows.join(', ')}`)
  }
}

/** Consumes all raw objects that no commit has consumed yet. Can be stopped at any moment and repeated. */
export async function run(ports: RunPorts, options: RunOptions): Promise<RunReport> {
  const { storage, log, catalog, raw, now } = ports
  await log.create()
  let counts: Counts = noCounts
  let commits = 0
  let state = await log.head()
  for (let again = true; again; ) {
    again = false
    const started_ms = now()
    ports.progress?.({ step: 'discover', read_bytes: 0, total_bytes: 0 })
    const bench = await ports.workbench()
    const arrivals = await discover(raw, state, storage, bench, options.audit).finally(() => bench.close())
    const batches = planRun(arrivals, options.limits)
    const total_bytes = batches.reduce((sum, batch) => sum + batch.size_bytes, 0)
    let read_bytes = 0
    for (const [i, batch] of batches.entries()) {
      // Only with the last batch is everything that was there at the beginning consumed.
      const last = i === batches.length - 1
      const scanned = last ? { ...state.scanned, [raw.root]: started_ms } : state.scanned
      const done = await commitBatch(batch, state, scanned, ports, options, (step, bytes) => {
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
      commits++
    }
  }
  await syncCatalog(catalog, state)
  return { ...counts, commits, commit: commits > 0 ? state.id : null }
}
