import { isoOf } from '../schema/instant.ts'
import { sqlLiteral } from './literal.ts'
import { utcOffsets } from './time-zone.ts'

/** A span of instants, epoch milliseconds; the end is not in it. */
export interface Span {
  readonly from_ms: number
  readonly to_ms: number
}

/**
 * SQL that turns a timestamp in UTC into what the clocks of a zone showed. The offsets are written out, so that no
 * engine has to know zones: their own functions take ten times as long, and read a plain timestamp in two ways.
 *
 * @param timestamp SQL of a timestamp in UTC
 * @param zone      name of the zone, see `timeZone`
 * @param span      the instants that occur; any before or after get the first or last offset of it
 */
export function localTimeSql(timestamp: string, zone: string, { from_ms, to_ms }: Span): string {
  const shifted = (minutes: number): string => {
    if (minutes === 0) return timestamp
    return `${timestamp} ${minutes < 0 ? '-' : '+'} INTERVAL '${Math.abs(minutes)}' MINUTE`
  }
  const offsets = utcOffsets(zone, from_ms, to_ms)
  const last = shifted(offsets.at(-1)?.offset_minutes ?? 0)
  if (offsets.length === 1) return `(${last})`
  const cases = offsets.slice(0, -1).map(offset => {
    const end = sqlLiteral({ type: 'timestamp', value: isoOf(offset.to_ms) })
    return `WHEN ${timestamp} < ${end} THEN ${shifted(offset.offset_minutes)}`
  })
  return `CASE ${cases.join(' ')} ELSE ${last} END`
}
