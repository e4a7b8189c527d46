import type { Storage } from '../../lake/storage/storage.ts'
import { LakeError } from '../../schema/error.ts'
import { isoOf } from '../../schema/instant.ts'
import { oldestOf } from '../run-plan.ts'
import { plan, type RunOptions, type RunPorts } from './run.ts'
import { batchPrefix, type ListedObject, runPrefix } from './staged-batch.ts'
import { sweepStaged } from './staged-folder.ts'

/** A run that several workers share: what is new, in batches, each for one of them. */
export interface SharedRun {
  readonly run: string
  readonly raw_root: string
  readonly batches: number
  readonly objects: number
  readonly raw_bytes: number
  /** When the oldest of the objects arrived, epoch ms; null when there are none. */
  readonly oldest_arrived_at_ms: number | null
  /** When all batches are committed, the next look may leave out what changed before this moment, epoch ms. */
  readonly scanned_ms: number
  /** Key in the lake of a JSON array with one item for each batch: what a Distributed Map reads. */
  readonly items_key: string
}

/** One item of the map: all that its worker has to be told. */
export interface BatchItem {
  readonly run: string
  readonly batch: number
}

const objectsKey = (run: string, batch: number): string => `${batchPrefix(run, batch)}objects.json`
const planKey = (run: string): string => `${runPrefix(run)}run.json`

const write = (storage: Storage, key: string, value: unknown): Promise<void> =>
  storage.put(key, Buffer.from(JSON.stringify(value)))

async function read<T>(storage: Storage, key: string): Promise<T | undefined> {
  const bytes = await storage.get(key)
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as T)
}

/** Finds what is new, and writes down who is to read what. Changes nothing that anybody sees. */
export async function planShared(ports: RunPorts, options: Omit<RunOptions, 'derive'>): Promise<SharedRun> {
  const { storage, log, raw } = ports
  await log.create()
  await sweepStaged(storage, ports.now() + (await raw.ahead_ms()))
  const { batches, scanned_ms } = await plan(ports, await log.head(), options)
  const run = `${isoOf(ports.now()).replace(/[-:.]/g, '')}-${ports.unique()}`
  for (const [batch, { objects }] of batches.entries()) {
    const listed = objects.map(
      ({ listed_until_ms: _, ...object }, ordinal): ListedObject => ({ ...object, ordinal }),
    )
    await write(storage, objectsKey(run, batch), listed)
  }
  const items_key = `${runPrefix(run)}items.json`
  await write(
    storage,
    items_key,
    batches.map((_, batch): BatchItem => ({ run, batch })),
  )
  const shared: SharedRun = {
    run,
    raw_root: raw.root,
    batches: batches.length,
    objects: batches.reduce((sum, { objects }) => sum + objects.length, 0),
    raw_bytes: batches.reduce((sum, { size_bytes }) => sum + size_bytes, 0),
    oldest_arrived_at_ms: oldestOf(batches),
    scanned_ms,
    items_key,
  }
  // Last: what can be found by it is there.
  await write(storage, planKey(run), shared)
  return shared
}

/** The raw objects of a batch. Throws a `LakeError` when the run was not planned in this lake, or is over. */
export async function objectsOf(
  storage: Storage,
  { run, batch }: BatchItem,
): Promise<readonly ListedObject[]> {
  const objects = await read<readonly ListedObject[]>(storage, objectsKey(run, batch))
  if (objects) return objects
  throw new LakeError({
    what: 'the lake has no such batch',
    value: `run ${run}, batch ${batch}`,
    allowed: 'a batch of a run that was planned in this lake, and is not published yet',
    remedy: 'plan again: what was not published is found',
  })
}

/** A run as it was planned; undefined when it is over. */
export const sharedRun = (storage: Storage, run: string): Promise<SharedRun | undefined> =>
  read(storage, planKey(run))

/** Removes all that a run kept in the lake: first what it is found by. */
export async function endRun(storage: Storage, run: string): Promise<void> {
  await storage.remove([planKey(run)])
  const keys: string[] = []
  for await (const { key } of storage.list(runPrefix(run))) keys.push(key)
  await storage.remove(keys)
}
