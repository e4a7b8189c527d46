/** Units of time in milliseconds, and how instants are written. Everything here is UTC: no locale, no time zone. */

import { dayOf } from '../schema/instant.ts'

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** `YYYY-MM-DDTHH:MM:SSZ`: whole seconds, cut not rounded, as contact records write time. */
export const secondsText = (time_ms: number): string => `${new Date(time_ms).toISOString().slice(0, 19)}Z`

/** `YYYY-MM-DDTHH:MM:SS.mmmZ`, as agent events write time. */
export const millisText = (time_ms: number): string => new Date(time_ms).toISOString()

/** Whole seconds in a span, cut not rounded: the way Connect counts every duration of a contact record. */
export const wholeSeconds = (span_ms: number): number => Math.floor(span_ms / SECOND_MS)

/** 0 is Sunday. */
export const weekdayOf = (time_ms: number): number => new Date(time_ms).getUTCDay()

/** Calls `visit` once for each UTC day that the span touches, with the part of the span that lies in it. */
export function eachDay(
  from_ms: number,
  until_ms: number,
  visit: (day: string, part_ms: number) => void,
): void {
  for (let at = from_ms; at < until_ms; ) {
    const midnight = (Math.floor(at / DAY_MS) + 1) * DAY_MS
    const end = Math.min(midnight, until_ms)
    visit(dayOf(at), end - at)
    at = end
  }
}
