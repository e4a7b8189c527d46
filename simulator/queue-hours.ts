import { isoOf } from '../schema/instant.ts'
import { HOUR_MS } from './calendar.ts'
import type { Tally } from './tally.ts'

/** One row per queue, channel and hour (UTC), without Connect's own testing. */
export interface QueueHour {
  /** Null: no queue at all. */
  readonly queue_arn: string | null
  readonly channel: string
  /** Its beginning, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
  readonly hour: string
  /** Disconnected in the hour, as the four that follow. */
  contacts: number
  queued: number
  handled: number
  abandoned: number
  /** In the queue at the very beginning of the hour. */
  waiting: number
}

/** The books of queues by the hour. */
export interface QueueHours {
  /** A contact of which something arrived; when it was disconnected as the newest version that arrived has it. */
  contact(tally: Tally, disconnected_ms: number): void
  /** It waited from the first instant until just before the second. */
  waited(tally: Tally, from_ms: number, until_ms: number): void
  /** In the order of hour, queue and channel. */
  list(): readonly QueueHour[]
}

export function createQueueHours(): QueueHours {
  const rows = new Map<string, QueueHour>()
  function row({ queue, channel }: Tally, begin_ms: number): QueueHour {
    const hour = isoOf(begin_ms)
    const queue_arn = queue?.arn ?? null
    const key = `${hour} ${queue_arn ?? ''} ${channel}`
    const found = rows.get(key)
    if (found) return found
    const made = { queue_arn, channel, hour, contacts: 0, queued: 0, handled: 0, abandoned: 0, waiting: 0 }
    rows.set(key, made)
    return made
  }
  return {
    contact(tally, disconnected_ms) {
      if (tally.test) return
      const hour = row(tally, Math.floor(disconnected_ms / HOUR_MS) * HOUR_MS)
      hour.contacts++
      if (tally.queued) hour.queued++
      if (tally.agent !== null) hour.handled++
      if (tally.abandoned) hour.abandoned++
    },
    waited(tally, from_ms, until_ms) {
      if (tally.test) return
      for (let at_ms = Math.ceil(from_ms / HOUR_MS) * HOUR_MS; at_ms < until_ms; at_ms += HOUR_MS) {
        row(tally, at_ms).waiting++
      }
    },
    list: () => [...rows.keys()].sort().map(key => rows.get(key) as QueueHour),
  }
}
