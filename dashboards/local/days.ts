import { addDays } from '../../schema/instant.ts'

/** Days from one to another, both included, as YYYY-MM-DD. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** The days that a lake has data of. */
export interface DataDays extends Days {
  /** Whether days by the clocks of the business begin in the UTC day before; taken for granted where nobody says no. */
  readonly begin_before?: boolean
  /** Whether they end in the UTC day after. */
  readonly end_after?: boolean
}

const DAY_MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** How many days there are. */
export const countDays = ({ from, to }: Days): number => Math.round((at(to) - at(from)) / DAY_MS) + 1

/** Every day, in order. */
export const eachDay = (days: Days): readonly string[] =>
  Array.from({ length: Math.max(0, countDays(days)) }, (_, i) => addDays(days.from, i))

/** The days of the same number right before. */
export const daysBefore = (days: Days): Days => ({
  from: addDays(days.from, -countDays(days)),
  to: addDays(days.from, -1),
})

/** The newest of the days, as many as there are of so many. */
export const newestDays = ({ from, to }: Days, count: number): Days => ({
  from: laterDay(from, addDays(to, 1 - count)),
  to,
})

/** The later of two days. */
export const laterDay = (a: string, b: string): string => (a > b ? a : b)

/** The earlier of two days. */
export const earlierDay = (a: string, b: string): string => (a < b ? a : b)
