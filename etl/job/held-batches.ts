import type { HeldObjects, RawStore } from '../../lake/raw/raw.ts'
import type { Batch } from '../run-plan.ts'
import type { Arrival } from './discover.ts'
import type { ConsumedObject } from './object.ts'

/** Objects of a batch, readable on this machine for as long as it is worked on. */
export interface HeldBatch {
  readonly objects: readonly ConsumedObject[]
  readonly last: boolean
}

/**
 * Makes batches readable one after the other. While one is worked on the next is on its way: two of them take room on
 * this machine at most.
 */
export async function* heldBatches(
  batches: readonly Batch<Arrival>[],
  raw: RawStore,
): AsyncGenerator<HeldBatch> {
  function hold(batch: Batch<Arrival> | undefined): Promise<HeldObjects> | undefined {
    const held = batch && raw.hold(batch.objects.map(({ key }) => key))
    // Whoever waits for it is told; nobody may be waiting yet.
    held?.catch(() => {})
    return held
  }

  let coming = hold(batches[0])
  try {
    for (const [i, batch] of batches.entries()) {
      const held = (await coming) as HeldObjects
      coming = hold(batches[i + 1])
      try {
        const objects = batch.objects.map((object, ordinal) => ({
          ...object,
          ordinal,
          path: held.paths[ordinal] as string,
        }))
        yield { objects, last: i === batches.length - 1 }
      } finally {
        await held.release()
      }
    }
  } finally {
    const left = await coming?.catch(() => undefined)
    await left?.release()
  }
}
