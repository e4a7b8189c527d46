import { join } from 'node:path'
import type { RawStore } from '../../lake/raw/raw.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { diskFull } from '../../schema/error.ts'
import type { Limits } from '../limits.ts'
import { newContext, readObjects } from './commit.ts'
import { QuarantineBook } from './quarantine-book.ts'
import { batchPrefix, findBatch, keepBatch, type ListedObject, type StagedBatch } from './staged-batch.ts'

/** What a worker needs that reads a batch. */
export interface TransformPorts {
  readonly storage: Storage
  readonly raw: RawStore
  readonly workbench: () => Promise<Workbench>
}

/**
 * Reads one batch of a run and keeps it in the lake, not yet visible, for a commit to take up. May be repeated: a batch
 * that is there is not read again.
 */
export async function transform(
  { storage, raw, workbench }: TransformPorts,
  run: string,
  batch: number,
  objects: readonly ListedObject[],
  limits: Limits,
): Promise<StagedBatch> {
  const prefix = batchPrefix(run, batch)
  const before = await findBatch(storage, prefix)
  if (before) return before
  const held = await raw.hold(objects.map(({ key }) => key))
  try {
    const bench = await workbench()
    try {
      const book = new QuarantineBook(join(bench.scratch, 'quarantine.json'), raw.root)
      const context = newContext(bench, limits, book, () => {})
      const here = objects.map((object, i) => ({ ...object, path: held.paths[i] as string }))
      const staged = await readObjects(here, context)
      return await keepBatch(storage, prefix, raw.root, here, staged, context)
    } catch (error) {
      throw diskFull(error) ?? error
    } finally {
      await bench.close()
    }
  } finally {
    await held.release()
  }
}
