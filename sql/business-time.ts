import { LakeError } from '../schema/error.ts'
import { timeZone } from './time-zone.ts'

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof weekdays)[number]

/** By weekday, spans such as `08:00-18:00`; a day that is not named is closed. */
export type BusinessHours = { readonly [W in Weekday]?: readonly string[] | undefined }

/** By whose clocks days begin, and when the business is open. */
export interface BusinessTime {
  /** IANA name. */
  readonly time_zone: string
  /** Always open without it. */
  readonly business_hours?: BusinessHours
}

/** As it is configured: each part may be left out. */
export type PartOfBusinessTime = { readonly [K in keyof BusinessTime]?: BusinessTime[K] | undefined }

/** Quarters of an hour in a day of the clock: Connect's own grain, and that of every zone. */
const QUARTERS = 96

const SPAN = /^([01]\d|2[0-4]):(00|15|30|45)-([01]\d|2[0-4]):(00|15|30|45)$/

function quartersOf(weekday: string, span: string): readonly [from: number, to: number] {
  const [, fromHour, fromMinute, toHour, toMinute] = SPAN.exec(span) ?? []
  const from = Number(fromHour) * 4 + Number(fromMinute) / 15
  const to = Number(toHour) * 4 + Number(toMinute) / 15
  if (from < to && to <= QUARTERS) return [from, to]
  throw new LakeError({
    what: 'these are no business hours',
    value: `${weekday}: ${JSON.stringify(span)}`,
    allowed: 'from-to within one day, in quarters of an hour, such as 08:00-18:30 or 00:00-24:00',
    remedy: 'split what goes over midnight: 22:00-24:00, and 00:00-06:00 on the next day',
  })
}

/** One day as a text of 96 characters, one for each quarter of an hour of the clock: 1 open, 0 closed. */
export function openQuarters(hours: BusinessHours | undefined, weekday: Weekday): string {
  if (!hours) return '1'.repeat(QUARTERS)
  const spans = (hours[weekday] ?? []).map(span => quartersOf(weekday, span))
  const open = (quarter: number): boolean => spans.some(([from, to]) => from <= quarter && quarter < to)
  return Array.from({ length: QUARTERS }, (_, quarter) => (open(quarter) ? '1' : '0')).join('')
}

/**
 * What is configured; what is not stays as the lake has it, or is UTC and always open. So a run without the
 * configuration does not turn back what one with it has set. Throws a `LakeError` for what is not valid.
 */
export function businessTime(
  configured: PartOfBusinessTime,
  deployed: PartOfBusinessTime = {},
): BusinessTime {
  const time_zone = timeZone(configured.time_zone ?? deployed.time_zone ?? 'UTC')
  const business_hours = configured.business_hours ?? deployed.business_hours
  if (!business_hours) return { time_zone }
  if (!weekdays.some(weekday => openQuarters(business_hours, weekday).includes('1'))) {
    throw new LakeError({
      what: 'by these business hours the business is never open',
      value: JSON.stringify(business_hours),
      allowed: `spans for some of ${weekdays.join(', ')}`,
      remedy: 'name a day with its hours; "00:00-24:00" is all day',
    })
  }
  return { time_zone, business_hours }
}
