import { packed } from './packing.ts'

/** What planning needs to know of a raw object. */
interface Listed {
  readonly key: string
  readonly size_bytes: number
  readonly arrived_at_ms: number
}

/** Objects that become one commit. */
export interface Batch<O extends Listed> {
  readonly objects: readonly O[]
  readonly size_bytes: number
}

/** When the oldest object of batches arrived, epoch ms; null where there is none. They are in the order of arrival. */
export const oldestOf = (batches: readonly Batch<Listed>[]): number | null =>
  batches[0]?.objects[0]?.arrived_at_ms ?? null

/** For how long an object has waited that arrived then; clocks that differ make no wait negative. */
export const waited_ms = (arrived_at_ms: number | null, now_ms: number): number | null =>
  arrived_at_ms === null ? null : Math.max(0, now_ms - arrived_at_ms)

/** Cuts what is new into batches, in the order of arrival. Memory is bounded by the batch, not by what is new. */
export function planRun<O extends Listed>(
  objects: readonly O[],
  limits: { readonly batch_bytes: number },
): readonly Batch<O>[] {
  const limit = { size: limits.batch_bytes, count: Number.POSITIVE_INFINITY }
  return packed(objects, object => object.size_bytes, limit).map(batch => ({
    objects: batch,
    size_bytes: batch.reduce((sum, object) => sum + object.size_bytes, 0),
  }))
}
