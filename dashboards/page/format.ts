import type { Field } from '../local/field.ts'
import { NO_VALUE } from '../local/field.ts'
import type { Cell } from '../local/rows.ts'
import type { Unit } from '../spec/measure.ts'

// Not broken between number and unit.
const NBSP = '\u00a0'

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const short = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })

/** `12,345` */
export const formatCount = (count: number): string => whole.format(count)

/** `1.2k`, for axes. */
export const formatTick = (count: number): string =>
  Math.abs(count) >= 1_000 ? `${short.format(count / 1_000)}k` : short.format(count)

/** `6.1 %` */
export const formatPercent = (percent: number): string => `${tenths.format(percent)}${NBSP}%`

/** `80 %`, `82.5 %`: for targets, which people set as whole numbers. */
export const formatTarget = (percent: number): string => `${short.format(percent)}${NBSP}%`

/** `42 s`, `4 m 12 s`, `5 h 6 m` */
export function formatDuration(seconds: number): string {
  const s = Math.round(seconds)
  const [h, m] = [Math.floor(s / 3_600), Math.floor(s / 60) % 60]
  if (h > 0) return `${whole.format(h)}${NBSP}h ${m}${NBSP}m`
  return m > 0 ? `${m}${NBSP}m ${s % 60}${NBSP}s` : `${s}${NBSP}s`
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `0:04:12`, for columns of a table. */
export function formatClock(seconds: number): string {
  const s = Math.round(seconds)
  return `${whole.format(Math.floor(s / 3_600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
}

const UTC = { timeZone: 'UTC' } as const
const dayFormat = new Intl.DateTimeFormat(undefined, {
  ...UTC,
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})
const axisDayFormat = new Intl.DateTimeFormat(undefined, { ...UTC, day: 'numeric', month: 'short' })
const longDayFormat = new Intl.DateTimeFormat(undefined, { ...UTC, dateStyle: 'full' })
const momentFormat = new Intl.DateTimeFormat(undefined, { ...UTC, dateStyle: 'medium', timeStyle: 'short' })

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** `Jul 2, 2025` */
export const formatDay = (day: string): string => dayFormat.format(midnight(day))

/** `Jul 2` */
export const formatAxisDay = (day: string): string => axisDayFormat.format(midnight(day))

/** `Wednesday, July 2, 2025` */
export const formatLongDay = (day: string): string => longDayFormat.format(midnight(day))

/** `Jul 2 – 15, 2025` */
export const formatDays = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from <= to ? dayFormat.formatRange(midnight(from), midnight(to)) : `${formatDay(from)} – ${formatDay(to)}`

/** `Jul 2, 2025, 2:35 PM`, in UTC. */
export const formatMoment = (iso: string): string => momentFormat.format(new Date(iso))

/** `3 min ago`, `2 days ago`; nothing when it is still to come. */
export function formatAge(iso: string, now_ms: number): string | undefined {
  const minutes = Math.floor((now_ms - Date.parse(iso)) / 60_000)
  if (minutes < 0) return undefined
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  return minutes < 48 * 60
    ? `${Math.floor(minutes / 60)} h ago`
    : `${formatCount(Math.floor(minutes / 1_440))} days ago`
}

const numbers: Readonly<Record<Unit, (value: number) => string>> = {
  count: formatCount,
  s: formatDuration,
  percent: formatPercent,
  number: value => value.toFixed(2),
}

/** A number in its unit, as cards and tooltips show it. */
export const formatNumber = (value: number | null, unit: Unit): string =>
  value === null ? NO_VALUE : numbers[unit](value)

/** A cell of a table. */
export function formatCell(value: Cell, { type, none }: Field): string {
  if (value === null) return none
  if (type === 'text') return String(value)
  if (type === 'day') return formatDay(String(value))
  return type === 's' ? formatClock(Number(value)) : numbers[type](Number(value))
}
