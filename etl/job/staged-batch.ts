import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Storage } from '../../lake/storage/storage.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { type TableName, tables } from '../../schema/tables.ts'
import type { DriftEntry } from '../drift.ts'
import type { Limits } from '../limits.ts'
import type { FileOfLines } from '../lines.ts'
import { newContext } from './commit.ts'
import type { CommitContext } from './context.ts'
import type { ObjectCounts } from './ledger-book.ts'
import type { ConsumedObject } from './object.ts'
import type { Quarantine } from './quarantine-book.ts'
import type { StagedFile } from './stage.ts'
import { STAGED } from './staged-folder.ts'

/*
 * A batch that one worker has read and another is to commit. It lies in the lake, where nobody who queries sees it: the
 * rows in Parquet, not merged, and what the books are to say of the objects. The manifest is written last, so a batch is
 * there whole or not at all.
 */

/** A raw object, without the place at which one machine could read it. */
export type ListedObject = Omit<ConsumedObject, 'path'>

interface KeptFile {
  readonly name: string
  readonly size_bytes: number
}

/** What a batch holds. */
export interface StagedBatch {
  readonly format: 1
  readonly raw_root: string
  readonly objects: readonly ListedObject[]
  readonly files: readonly (KeptFile & { readonly table: string })[]
  readonly ledger: readonly { ordinal: number; table_name: string | null; counts: ObjectCounts }[]
  readonly drift: readonly DriftEntry[]
  readonly quarantine: (KeptFile & { readonly count: number }) | null
}

export const runPrefix = (run: string): string => `${STAGED}${run}/`

export const batchPrefix = (run: string, batch: number): string =>
  `${runPrefix(run)}${String(batch).padStart(6, '0')}/`

const manifestKey = (prefix: string): string => `${prefix}manifest.json`

/** The batch that lies below a prefix; undefined when there is none, or it is not whole. */
export async function findBatch(storage: Storage, prefix: string): Promise<StagedBatch | undefined> {
  const bytes = await storage.get(manifestKey(prefix))
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as StagedBatch)
}

/** Keeps what was read below a prefix; the files in scratch are gone afterwards. */
export async function keepBatch(
  storage: Storage,
  prefix: string,
  raw_root: string,
  objects: readonly ConsumedObject[],
  staged: readonly StagedFile[],
  { ledger, drift, quarantine }: CommitContext,
): Promise<StagedBatch> {
  async function keep(path: string, name: string): Promise<KeptFile> {
    const { size } = await stat(path)
    await storage.upload(path, prefix + name)
    return { name, size_bytes: size }
  }
  const files: StagedBatch['files'][number][] = []
  for (const [i, { table, path }] of staged.entries())
    files.push({ table: table.name, ...(await keep(path, `${i}-${table.name}.parquet`)) })
  const lines = await quarantine.lines(ledger, drift)
  await lines.close()
  const batch: StagedBatch = {
    format: 1,
    raw_root,
    objects: objects.map(({ path: _, ...listed }) => listed),
    files,
    ledger: [...ledger.entries()],
    drift: drift.entries(),
    quarantine:
      lines.count === 0 ? null : { ...(await keep(lines.path, 'quarantine.json')), count: lines.count },
  }
  await storage.put(manifestKey(prefix), Buffer.from(JSON.stringify(batch)))
  return batch
}

/** What was quarantined while the batch was read. Nothing is added any more. */
const keptQuarantine = (lines: FileOfLines): Quarantine => ({
  add: () => Promise.reject(new Error('a batch that was read is not read again')),
  lines: async () => lines,
})

/** A batch as it was when it had been read: its files on this machine, and its books open. */
export async function openBatch(
  storage: Storage,
  prefix: string,
  batch: StagedBatch,
  bench: Workbench,
  limits: Limits,
): Promise<{ readonly staged: readonly StagedFile[]; readonly context: CommitContext }> {
  const staged: StagedFile[] = []
  for (const { table, name, size_bytes } of batch.files) {
    const path = join(bench.scratch, name)
    // Merging makes files beside it.
    await copyFile(await storage.local(prefix + name, size_bytes), path)
    staged.push({ table: tables[table as TableName], path })
  }
  const { quarantine } = batch
  const path = quarantine
    ? await storage.local(prefix + quarantine.name, quarantine.size_bytes)
    : join(bench.scratch, 'quarantine.json')
  const lines = { path, count: quarantine?.count ?? 0, close: async () => {} }
  const context = newContext(bench, limits, keptQuarantine(lines), () => {})
  for (const { ordinal, table_name, counts } of batch.ledger) {
    context.ledger.object(ordinal)
    if (table_name !== null || counts.read > 0) context.ledger.add(ordinal, table_name, counts)
  }
  for (const entry of batch.drift) context.drift.add(entry.table_name, entry.object, [entry], entry.records)
  return { staged, context }
}
