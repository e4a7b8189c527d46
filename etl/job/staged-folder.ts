import { GIVEN_UP_MS } from '../../lake/log/collect.ts'
import type { Storage } from '../../lake/storage/storage.ts'

/** What is in the making lies below this, in the lake: nobody who queries sees it, and what is left there is swept. */
export const STAGED = '_staged/'

/** Removes what was given up there. */
export async function sweepStaged(storage: Storage, now_ms: number): Promise<void> {
  const keys: string[] = []
  for await (const { key, modified_at_ms } of storage.list(STAGED))
    if (modified_at_ms < now_ms - GIVEN_UP_MS) keys.push(key)
  await storage.remove(keys)
}
