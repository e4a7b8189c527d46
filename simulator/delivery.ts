import { SECOND_MS } from './calendar.ts'
import { damage } from './damage.ts'
import type { Random } from './random.ts'
import type { Shipping } from './shipping.ts'
import type { Timeline } from './timeline.ts'

/** A Firehose delivery stream: collects records in a buffer and ships it as one object. */
export interface Delivery {
  /** A record arrives now. False: what was stored of it is not a record any more. */
  put(record: string): boolean
}

export interface DeliveryParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly shipping: Shipping
  /** Prefix of the keys, with its `/`. */
  readonly folder: string
  /** Name of the delivery stream, part of each key. */
  readonly name: string
  readonly options: {
    readonly buffer_bytes: number
    readonly buffer_s: number
    readonly damage_share: number
  }
}

/** Room for the record that makes a buffer full. */
const margin_bytes = 64 * 1024

export function createDelivery(parts: DeliveryParts): Delivery {
  const { timeline, random, shipping, folder, name } = parts
  const { buffer_bytes, buffer_s, damage_share } = parts.options
  let buffer = Buffer.allocUnsafe(margin_bytes)
  let used_bytes = 0
  let oldest_ms = 0
  let number = 0
  let damagedLast = false

  /** The time in a key is the arrival of the oldest record, not of the object. */
  function keyOf(arrival_ms: number): string {
    const time = new Date(arrival_ms).toISOString()
    const hour = time.slice(0, 13).replace('T', '/').replaceAll('-', '/')
    const second = time.slice(0, 19).replace(/[T:]/g, '-')
    return `${folder}${hour}/${name}-1-${second}-${random.uuid()}.gz`
  }

  function flush(): void {
    if (used_bytes === 0) return
    shipping.ship(keyOf(oldest_ms), Buffer.from(buffer.subarray(0, used_bytes)))
    used_bytes = 0
    damagedLast = false
    number++
  }

  function reserve(bytes: number): void {
    if (used_bytes + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafe(
      Math.max(used_bytes + bytes, Math.min(2 * buffer.length, buffer_bytes + margin_bytes)),
    )
    buffer.copy(larger, 0, 0, used_bytes)
    buffer = larger
  }

  return {
    put(record) {
      if (used_bytes === 0) {
        oldest_ms = timeline.now()
        const opened = number
        timeline.after(buffer_s * SECOND_MS, () => {
          if (number === opened) flush()
        })
      }
      // Two damaged neighbours would look like one: nobody could count them.
      const damaged = random.chance(damage_share) && !damagedLast
      damagedLast = damaged
      if (damaged) {
        const remains = damage(Buffer.from(record), random, used_bytes === 0)
        reserve(remains.length)
        used_bytes += remains.copy(buffer, used_bytes)
      } else {
        // A UTF-16 unit takes three bytes at most.
        reserve(record.length * 3)
        used_bytes += buffer.write(record, used_bytes)
      }
      if (used_bytes >= buffer_bytes) flush()
      return !damaged
    },
  }
}
