import type { ViewColumn } from '../view.ts'

/** Days within which another contact of the same customer counts as a repeat. */
const returnWindows = [1, 3, 7, 14, 30] as const

type Window = (typeof returnWindows)[number]

/** A column for each window, such as `is_repeat_7d`. */
export const byWindow = <const P extends string, const C extends ViewColumn>(
  prefix: P,
  column: (days: Window) => C,
) =>
  Object.fromEntries(returnWindows.map(days => [`${prefix}_${days}d`, column(days)])) as {
    readonly [K in `${P}_${Window}d`]: C
  }

export const days = (count: Window): string => (count === 1 ? '24 hours' : `${count} × 24 hours`)
