import { HOUR_MS } from './calendar.ts'
import type { Delivery } from './delivery.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** The way from Connect to the delivery stream: at least once, and not always at once. */
export interface Transport {
  /**
   * Sends a record at a time.
   * @param arrived Called for every copy when it arrives, with whether it is intact.
   * @returns how many copies will arrive.
   */
  send(record: string, at_ms: number, arrived: (intact: boolean) => void): number
}

export interface TransportOptions {
  readonly late_share: number
  readonly duplicate_share: number
}

export function createTransport(
  timeline: Timeline,
  random: Random,
  delivery: Delivery,
  { late_share, duplicate_share }: TransportOptions,
): Transport {
  return {
    send(record, at_ms, arrived) {
      const deliver = () => arrived(delivery.put(record))
      const delay_ms = random.chance(late_share)
        ? random.integer(HOUR_MS, 12 * HOUR_MS)
        : random.integer(200, 1_800)
      timeline.at(at_ms + delay_ms, deliver)
      if (!random.chance(duplicate_share)) return 1
      const again_ms = random.chance(0.7) ? random.integer(0, 60_000) : random.integer(HOUR_MS, 10 * HOUR_MS)
      timeline.at(at_ms + delay_ms + again_ms, deliver)
      return 2
    },
  }
}
