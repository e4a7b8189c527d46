import { LakeError } from '../../schema/error.ts'
import { addDays, DAY_MS, dayOf, isDay } from '../../schema/instant.ts'
import type { Span } from '../local-time.ts'
import { timeZone, utcOffsets } from '../time-zone.ts'

/** Days on the clocks of a zone, and the instants between which they lie. */
export interface Period extends Span {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string
  /** The day after the last. */
  readonly to: string
  readonly zone: string
}

const daysAfter =
  (days: number) =>
  (day: string): string =>
    addDays(day, days)

/** The instant at which a day begins on the clocks of a zone; where they skip midnight, the moment they do. */
function beginOf(day: string, zone: string): number {
  const midnight_ms = Date.parse(`${day}T00:00:00Z`)
  for (const { from_ms, to_ms, offset_minutes } of utcOffsets(
    zone,
    midnight_ms - DAY_MS,
    midnight_ms + DAY_MS,
  )) {
    const begin_ms = midnight_ms - offset_minutes * 60_000
    if (begin_ms < to_ms) return Math.max(begin_ms, from_ms)
  }
  return midnight_ms
}

function checkedDay(day: string): string {
  if (isDay(day)) return day
  throw new LakeError({
    what: 'not a day',
    value: day,
    allowed: 'a day that exists, as YYYY-MM-DD',
    remedy: 'write it so: 2025-07-01',
  })
}

/**
 * The days from one to another, the last not included.
 * @throws LakeError when a day or the zone is none, or the days are in the wrong order
 */
export function periodOf(from: string, to: string, zone: string): Period {
  const checked = { from: checkedDay(from), to: checkedDay(to), zone: timeZone(zone) }
  if (from < to) return { ...checked, from_ms: beginOf(from, zone), to_ms: beginOf(to, zone) }
  throw new LakeError({
    what: 'there is no day between these two',
    value: `from ${from} to ${to}`,
    allowed: 'a first day, and the day after the last',
    remedy: `for one day ask from ${from} to ${addDays(from, 1)}`,
  })
}

/** The day after those that a value of a time grouping means, where that is not the day itself. */
const endOf: Readonly<Record<string, (day: string) => string>> = {
  week: daysAfter(7),
  month: day => `${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`,
}

/** The part of a period in which a time grouping has the value: engines read only its partitions. */
export function narrowed(period: Period, grouping: string, value: string): Period {
  const day = value.slice(0, 10)
  // An hour of the day, or a day of the week, is in all of it.
  if (!isDay(day)) return period
  const end = (endOf[grouping] ?? daysAfter(1))(day)
  return periodOf(day > period.from ? day : period.from, end < period.to ? end : period.to, period.zone)
}

/** The days on the clocks of a zone that have something of these partitions, the first and the last of them. */
export function periodAround(first: string, last: string, zone: string): Period {
  const localDay = (time_ms: number): string => {
    const [at] = utcOffsets(timeZone(zone), time_ms, time_ms + 1)
    return dayOf(time_ms + (at?.offset_minutes ?? 0) * 60_000)
  }
  const [from_ms, to_ms] = [Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`) + DAY_MS]
  return periodOf(localDay(from_ms), addDays(localDay(to_ms - 1), 1), zone)
}

/** When, in a period, clocks go back: what they then show, they have shown before. Undefined when they do not. */
export function hourShownTwice({ zone, from_ms, to_ms }: Period): number | undefined {
  const offsets = utcOffsets(zone, from_ms, to_ms)
  const back = offsets.find(
    ({ offset_minutes }, i) => offset_minutes < (offsets[i - 1]?.offset_minutes ?? offset_minutes),
  )
  return back?.from_ms
}

/** The partitions in which rows of the period lie: first and last, as `dt` has them. */
export const partitionsOf = ({ from_ms, to_ms }: Period, days_later: number): readonly [string, string] => [
  dayOf(from_ms),
  dayOf(to_ms - 1 + days_later * DAY_MS),
]
