import { createHash } from 'node:crypto'
import { localCopy } from '../storage/local-copy.ts'
import type { RawObject, RawStore } from './raw.ts'

/** A raw side in memory, for tests. Objects can be added at any time. */
export interface MemoryRaw extends RawStore {
  add(key: string, bytes: Uint8Array, modified_at_ms: number): void
}

/** @param scratch a folder of this machine for `hold`, which has to give a path */
export function memoryRaw(root: string, scratch: string): MemoryRaw {
  const objects = new Map<string, { readonly bytes: Uint8Array; readonly modified_at_ms: number }>()
  function found(key: string): RawObject | undefined {
    const object = objects.get(key)
    if (!object) return undefined
    const { bytes, modified_at_ms } = object
    const etag = createHash('md5').update(bytes).digest('hex')
    return { key, size_bytes: bytes.length, etag, modified_at_ms, listed_until_ms: modified_at_ms }
  }
  return {
    root,
    add(key, bytes, modified_at_ms) {
      objects.set(key, { bytes, modified_at_ms })
    },
    async *list(changed_after_ms = 0) {
      for (const key of [...objects.keys()].sort()) {
        const object = found(key)
        if (object && object.modified_at_ms >= changed_after_ms) yield object
      }
    },
    find: async key => found(key),
    ahead_ms: async () => 0,
    async hold(keys) {
      const copy = (key: string) => localCopy(scratch, key, objects.get(key)?.bytes ?? new Uint8Array())
      return { paths: await Promise.all(keys.map(copy)), release: async () => {} }
    },
  }
}
