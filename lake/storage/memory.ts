import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkedKey } from './key.ts'
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
    objects.set(checkedKey(key), { bytes: bytes.slice(), modified_at_ms: now() })
  }
  return {
    location: 'memory:',
    async get(key) {
      return objects.get(checkedKey(key))?.bytes.slice()
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
    async local(key) {
      const path = join(scratch, ...checkedKey(key).split('/'))
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, objects.get(key)?.bytes ?? new Uint8Array())
      return path
    },
  }
}
