import type { StateStore } from './state-store.ts'

/** Live state in this process. For tests. */
export function memoryState(): StateStore {
  let bytes: Uint8Array | undefined
  let version = 0
  return {
    read: async () => ({ bytes, version: bytes && String(version) }),
    async replace(next, seen) {
      if (seen !== (bytes && String(version))) return false
      bytes = next
      version++
      return true
    },
  }
}
