import { LakeError } from '../schema/error.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** A stretch of time in which the clocks of a zone stand one amount away from UTC. */
export interface UtcOffset {
  /** First instant of it, epoch milliseconds; of the first stretch, the beginning of what was asked for. */
  readonly from_ms: number
  /** First instant after it; of the last stretch, the end of what was asked for. */
  readonly to_ms: number
  /** What has to be added to UTC, in minutes. */
  readonly offset_minutes: number
}

/** How `Intl` writes an offset: GMT, GMT+05:30. */
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2}))?/

function clockOf(zone: string): (time_ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  return time_ms => {
    const [, sign, hours, minutes] = OFFSET.exec(format.format(time_ms)) ?? []
    return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1)
  }
}

/**
 * The name of a time zone, checked: an area and a place as IANA writes them, or UTC. Abbreviations are refused, because
 * engines do not agree on them. Throws a `LakeError`.
 */
export function timeZone(name: string): string {
  try {
    if (/^(UTC|[A-Z]\w+(\/[A-Z][\w+-]*)+)$/.test(name) && clockOf(name)(0) !== undefined) return name
  } catch {
    // No such zone.
  }
  throw new LakeError({
    what: 'there is no such time zone',
    value: name,
    allowed: 'UTC, or a name of the IANA database such as Europe/Paris, America/New_York, Asia/Kolkata',
    remedy: 'write the area and the place, with capitals as in the examples',
  })
}

/**
 * The offsets of a zone in a span of time, one behind the other. Offsets since 2000 are whole quarters of an hour, and
 * none lasts less than a week.
 */
export function utcOffsets(zone: string, from_ms: number, to_ms: number): readonly UtcOffset[] {
  const offsetAt = clockOf(timeZone(zone))
  const found: UtcOffset[] = []
  let begin_ms = from_ms
  let offset_minutes = offsetAt(from_ms)
  for (let at_ms = from_ms; at_ms < to_ms; ) {
    const next_ms = Math.min(at_ms + 7 * DAY_MS, to_ms)
    if (offsetAt(next_ms) !== offset_minutes) {
      const change_ms = changeBetween(at_ms, next_ms, time_ms => offsetAt(time_ms) !== offset_minutes)
      if (change_ms < to_ms) {
        found.push({ from_ms: begin_ms, to_ms: change_ms, offset_minutes })
        begin_ms = change_ms
        offset_minutes = offsetAt(change_ms)
      }
    }
    at_ms = next_ms
  }
  return [...found, { from_ms: begin_ms, to_ms, offset_minutes }]
}

/** Years of which every zone's clocks are looked at: what a zone is known to change later is seen with another release. */
const LOOKED_AT = [Date.UTC(2026, 0), Date.UTC(2036, 0)] as const

/** What has to be added to UTC at least, in minutes, whenever it is: where clocks change, their offset of winter. */
export const leastUtcOffset = (zone: string): number =>
  Math.min(...utcOffsets(zone, ...LOOKED_AT).map(({ offset_minutes }) => offset_minutes))

/** The first full minute after `before_ms`, up to `after_ms`, at which the clocks have changed. */
function changeBetween(before_ms: number, after_ms: number, changed: (time_ms: number) => boolean): number {
  let [before, after] = [Math.floor(before_ms / MINUTE_MS), Math.ceil(after_ms / MINUTE_MS)]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (changed(middle * MINUTE_MS)) after = middle
    else before = middle
  }
  return after * MINUTE_MS
}
