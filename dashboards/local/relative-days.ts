import { addDays } from '../../schema/instant.ts'
import type { Days } from './days.ts'

/** Days by their distance from the newest day that has data: a shared link means other days tomorrow. */
export type RelativeDays =
  | { readonly kind: 'last_days'; readonly count: number }
  | { readonly kind: keyof typeof calendar }

/** Monday of the week of a day. 1970-01-01 was a Thursday. */
function monday(day: string): string {
  const days = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
  return addDays(day, -((((days + 3) % 7) + 7) % 7))
}

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`

const calendar = {
  this_week: newest => ({ from: monday(newest), to: addDays(monday(newest), 6) }),
  last_week: newest => ({ from: addDays(monday(newest), -7), to: addDays(monday(newest), -1) }),
  this_month: newest => ({
    from: firstOfMonth(newest),
    to: addDays(firstOfMonth(addDays(firstOfMonth(newest), 31)), -1),
  }),
  last_month: newest => ({
    from: firstOfMonth(addDays(firstOfMonth(newest), -1)),
    to: addDays(firstOfMonth(newest), -1),
  }),
} satisfies Readonly<Record<string, (newest: string) => Days>>

/** More days than this no lake has. */
const MOST_DAYS = 36_525
const LAST_DAYS = /^last_([1-9]\d{0,4})_days$/

/** The words there are, for people who wrote another one. */
export const relativeWords = `last_N_days, ${Object.keys(calendar).join(', ')}`

/** The relative days that a word means, such as `last_7_days`; undefined for what is none. */
export function relativeDaysOf(word: string): RelativeDays | undefined {
  if (Object.hasOwn(calendar, word)) return { kind: word as keyof typeof calendar }
  const count = Number(LAST_DAYS.exec(word)?.[1] ?? 0)
  return count >= 1 && count <= MOST_DAYS ? { kind: 'last_days', count } : undefined
}

/** The word for an address. */
export const relativeWord = (days: RelativeDays): string =>
  days.kind === 'last_days' ? `last_${days.count}_days` : days.kind

/** The days that are meant, in data whose newest day is given. */
export const settledDays = (days: RelativeDays, newest: string): Days =>
  days.kind === 'last_days'
    ? { from: addDays(newest, 1 - days.count), to: newest }
    : calendar[days.kind](newest)
