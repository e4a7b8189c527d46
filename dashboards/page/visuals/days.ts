import { type Days, eachDay } from '../../local/days.ts'
import type { Row } from '../../local/rows.ts'

/** Every day shown, with its row; days without any have none: a gap stays a gap. */
export function byDay(
  rows: readonly Row[],
  column: string,
  days: Days,
): readonly (readonly [string, Row | undefined])[] {
  const found = new Map(rows.map(row => [row[column], row]))
  return eachDay(days).map(day => [day, found.get(day)])
}

/** Whether data of the day can still come: what is there of it is not all. */
export const isOpen = (day: string | undefined, complete_to: string | null): boolean =>
  day !== undefined && complete_to !== null && Date.parse(complete_to) < Date.parse(`${day}T23:59:59Z`)
