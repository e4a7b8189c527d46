import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ObjectSink } from './sink.ts'

const compress = promisify(gzip)

/** Compresses objects beside the simulation and puts them in the order in which they were closed. */
export interface Shipping {
  ship(key: string, content: Uint8Array): void
  /** Objects and compressed bytes that the sink has taken so far. */
  shipped(): { readonly objects: number; readonly bytes: number }
  /** Set while too much is under way: wait for it before simulating on. Rejects with what the sink threw. */
  congestion(): Promise<void> | null
  /** Everything shipped has arrived. Rejects with what the sink threw. */
  settled(): Promise<void>
}

/** Objects under way: enough to keep the compression threads busy, few enough to bound the memory. */
const underWayLimit = 8

export function createShipping(sink: ObjectSink, gzip_level: number): Shipping {
  let objects = 0
  let bytes = 0
  let underWay = 0
  let failure: { readonly error: unknown } | undefined
  let last = Promise.resolve()

  async function settled(): Promise<void> {
    await last
    if (failure) throw failure.error
  }

  return {
    ship(key, content) {
      underWay++
      const compressed = compress(content, { level: gzip_level })
      last = Promise.all([compressed, last])
        .then(async ([body]) => {
          if (failure) return
          await sink.put(key, body)
          objects++
          bytes += body.length
        })
        // Kept, not thrown: nobody awaits at this moment. Whoever awaits next gets it.
        .catch((error: unknown) => {
          failure ??= { error }
        })
        .finally(() => {
          underWay--
        })
    },
    shipped: () => ({ objects, bytes }),
    congestion: () => (underWay >= underWayLimit || failure ? settled() : null),
    settled,
  }
}
