import { readFile, rm } from 'node:fs/promises'
import { checkedKey } from './key.ts'
import { localCopy } from './local-copy.ts'
import type { Storage } from './storage.ts'

/**
 * A lake in memory, for tests.
 *
 * @param scratch a folder of this machine for `local`, which has to give a path
 * @param now     the clock that stamps objects, epoch milliseconds
 */
export function memoryStorage(scratch: string, now: () => number): Storage {
  const objects = new Map<string, { bytes: Uint8Array; modified_at_ms: number }>()
  const set = (key: string, bytes: Uint8Array): void => {
    // Not slice(): of a Buffer that is a view.
    objects.set(checkedKey(key), { bytes: Uint8Array.from(bytes), modified_at_ms: now() })
  }
  return {
    location: 'memory:',
    async get(key) {
      const object = objects.get(checkedKey(key))
      return object && Uint8Array.from(object.bytes)
    },
    async put(key, bytes) {
      set(key, bytes)
    },
    async putIfAbsent(key, bytes) {
      if (objects.has(checkedKey(key))) return false
      set(key, bytes)
      return true
    },
    async *list(prefix) {
      for (const key of [...objects.keys()].sort()) {
        const object = objects.get(key)
        if (object && key.startsWith(prefix)) {
          yield { key, size_bytes: object.bytes.length, modified_at_ms: object.modified_at_ms }
        }
      }
    },
    async copy(from, to) {
      const object = objects.get(checkedKey(from))
      if (!object) throw new Error(`nothing under ${from}`)
      set(to, object.bytes)
    },
    async upload(file, key) {
      set(key, await readFile(file))
      await rm(file)
    },
    async remove(keys) {
      for (const key of keys) objects.delete(checkedKey(key))
    },
    giveUpUploads: async () => 0,
    async local(key) {
      return localCopy(scratch, checkedKey(key), objects.get(key)?.bytes ?? new Uint8Array())
    },
  }
}
