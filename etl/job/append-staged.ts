import type { InPlace } from '../../lake/in-place/in-place.ts'
import {
  addCounts,
  type CommitKind,
  type CommitStamp,
  type Counts,
  commitAfter,
  noCounts,
  type PartitionChanges,
} from '../../lake/log/commit.ts'
import { discard } from '../../lake/log/discard.ts'
import type { Log } from '../../lake/log/log.ts'
import { after, type LakeState } from '../../lake/log/state.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { type TableName, tables } from '../../schema/tables.ts'
import { sources } from '../sources.ts'
import { writeBooks } from './books.ts'
import type { CommitContext } from './context.ts'
import { mergeTable } from './merge.ts'
import { type MergeContext, schemaOf } from './merge-context.ts'
import type { ConsumedObject } from './object.ts'
import type { StagedFile } from './stage.ts'

/** What a commit says of itself. */
export interface CommitTexts {
  readonly kind: CommitKind
  readonly message: string
  readonly raw_root: string
  readonly scanned: LakeState['scanned']
}

/** On top of what, and where to. */
interface Place {
  readonly storage: Storage
  readonly log: Log
  readonly state: LakeState
  readonly stamp: CommitStamp
  readonly in_place?: InPlace | undefined
}

/**
 * Appends the commit of what was written to the log; none where nothing was, as in a replay in which everything fails again.
 * Undefined when another writer was faster: what was written is removed.
 */
export async function appendChanges(
  changes: PartitionChanges,
  { kind, message, scanned, counts }: Omit<CommitTexts, 'raw_root'> & { readonly counts: Counts },
  { storage, log, state, stamp }: Place,
): Promise<{ readonly state: LakeState; readonly counts: Counts } | undefined> {
  if (Object.keys(changes).length === 0) return { state, counts: noCounts }
  const schemas = Object.keys(changes).map(name => schemaOf(tables[name as TableName]))
  const commit = commitAfter(state, stamp, {
    ...{ kind, message, counts, changes, scanned },
    schemas: Object.fromEntries(schemas.map(({ id, columns }) => [id, columns])),
  })
  if (await log.append(commit)) return { state: after(state, commit), counts }
  await discard(changes, storage)
  return undefined
}

/** Tells the workbench the keys of the objects: where each row was read from. */
async function insertObjects(bench: Workbench, objects: readonly ConsumedObject[]): Promise<void> {
  await bench.run('CREATE OR REPLACE TABLE object (ordinal INTEGER, key VARCHAR)')
  for (let i = 0; i < objects.length; i += 1000) {
    const rows = objects.slice(i, i + 1000).map(({ ordinal, key }) => `(${ordinal}, ${literal(key)})`)
    await bench.run(`INSERT INTO object VALUES ${rows.join(', ')}`)
  }
}

/**
 * Merges staged files into a state, writes the books, and appends the commit to the log.
 * Undefined when another writer was faster: what was written is removed.
 */
export async function appendStaged(
  staged: readonly StagedFile[],
  objects: readonly ConsumedObject[],
  texts: CommitTexts,
  context: CommitContext,
  { storage, log, state, stamp, in_place }: Place,
  progress: (step: 'merge' | 'publish') => void,
): Promise<{ readonly state: LakeState; readonly counts: Counts } | undefined> {
  progress('merge')
  const merge: MergeContext & CommitContext = { ...context, storage, state, version: stamp.id, in_place }
  await insertObjects(context.bench, objects)
  let changes: PartitionChanges = {}
  for (const { table } of sources) {
    const files = staged.filter(file => file.table === table).map(({ path }) => path)
    if (files.length === 0) continue
    const merged = await mergeTable(table, files, merge)
    changes = { ...changes, ...merged.changes }
    for (const { object, ...counts } of merged.counts) context.ledger.add(object, table.name, counts)
  }
  changes = { ...changes, ...(await writeBooks(objects, texts.raw_root, stamp, merge)) }
  progress('publish')
  const counts = [...context.ledger.entries()].reduce(
    (sum, entry) => addCounts(sum, { objects: 0, ...entry.counts }),
    { ...noCounts, objects: objects.length },
  )
  return appendChanges(changes, { ...texts, counts }, { storage, log, state, stamp })
}
