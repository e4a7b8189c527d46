import { ALL, type Field, NO_VALUE } from '../local/field.ts'
import { type Cell, valueText } from '../local/rows.ts'
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

/** `45 s`, `8 m`, `1.5 h`, for axes: in seconds where the largest value is below five minutes. */
export function formatAxisDuration(seconds: number, most = seconds): string {
  if (most < 300) return `${short.format(seconds)}${NBSP}s`
  return most < 7_200 ? `${short.format(seconds / 60)}${NBSP}m` : `${short.format(seconds / 3_600)}${NBSP}h`
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

/** `America/New York` */
export const formatZone = (time_zone: string): string => time_zone.replaceAll('_', ' ')

/** `Jul 2, 2025, 2:35 PM UTC`, of what the clocks of a zone show. */
export const formatMoment = (clock: string, time_zone = 'UTC'): string =>
  `${momentFormat.format(new Date(clock))} ${formatZone(time_zone)}`

const axisMomentFormat = new Intl.DateTimeFormat(undefined, {
  ...UTC,
  ...{ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
})

const axisTimeFormat = new Intl.DateTimeFormat(undefined, { ...UTC, hour: 'numeric' })

const instant = (moment: string): Date => new Date(`${moment.replace(' ', 'T')}Z`)

/** `Jul 2, 2:30 PM`, of a moment as YYYY-MM-DD HH:MM:SS. */
export const formatAxisMoment = (moment: string): string => axisMomentFormat.format(instant(moment))

/** `3 AM`, of the same. */
export const formatAxisHour = (moment: string): string => axisTimeFormat.format(instant(moment))

const longMomentFormat = new Intl.DateTimeFormat(undefined, {
  ...UTC,
  ...{ dateStyle: 'full', timeStyle: 'short' },
})

/** `Wednesday, July 2, 2025 at 2:30 PM` */
export const formatLongMoment = (moment: string): string => longMomentFormat.format(instant(moment))

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

/** `950 B`, `1.2 MB`: thousands, as storage is billed. */
export function formatBytes(bytes: number): string {
  const step = Math.min(4, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${step === 0 ? Math.round(bytes) : (bytes / 1000 ** step).toFixed(1)} ${['B', 'kB', 'MB', 'GB', 'TB'][step]}`
}

const dollars = (least: number, most: number): Intl.NumberFormat =>
  new Intl.NumberFormat(undefined, {
    ...{ style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' },
    ...{ minimumFractionDigits: least, maximumFractionDigits: most },
  })
const cents = dollars(2, 2)
const partsOfCents = dollars(4, 4)
const wholeDollars = dollars(0, 2)

/** `$12.34`, `$0.0021`: what is less than some cents has more digits. */
const formatUsd = (usd: number): string =>
  (usd !== 0 && Math.abs(usd) < 0.1 ? partsOfCents : cents).format(usd)

/** `$3`, `$0.5`, for axes. */
export const formatAxisUsd = (usd: number): string => wholeDollars.format(usd)

const numbers: Readonly<Record<Unit, (value: number) => string>> = {
  count: formatCount,
  s: formatDuration,
  bytes: formatBytes,
  percent: formatPercent,
  number: value => value.toFixed(2),
  usd: formatUsd,
  usd_per_thousand: formatUsd,
}

/** A number in its unit, as cards and tooltips show it. */
export const formatNumber = (value: number | null, unit: Unit): string =>
  value === null ? NO_VALUE : numbers[unit](value)

/** A cell of a table. */
export function formatCell(value: Cell, field: Field): string {
  const { type, none } = field
  if (value === null) return none
  if (type === 'text' || value === ALL) return valueText(value, field)
  if (type === 'day') return formatDay(String(value))
  if (type === 'moment') return momentFormat.format(instant(String(value)))
  return type === 's' ? formatClock(Number(value)) : numbers[type](Number(value))
}
