import type { Visual } from '../normal/visual.ts'
import type { Measure } from '../spec/measure.ts'
import { type Days, eachDay } from './days.ts'
import type { PageVisual } from './model.ts'
import type { Row } from './rows.ts'
import { PERIOD } from './visuals/kpi.ts'

/** What is counted for a day without any contact: 0. Sums of seconds and ratios have no value. */
const nothing = (measures: readonly Measure[]): Row =>
  Object.fromEntries(
    measures
      .flatMap(each => (each.kind === 'sum' ? [each] : [each.numerator, each.denominator]))
      .filter(({ unit }) => unit === 'count')
      .map(({ column }) => [column, 0]),
  )

/** The rows with one for each of the days. */
function withEachDay(rows: readonly Row[], day: string, days: Days, without: Row): readonly Row[] {
  const found = new Map(rows.map(row => [row[day], row]))
  return eachDay(days).map(each => found.get(each) ?? { ...without, [day]: each })
}

/**
 * What a visual shows of the rows of its result, on the page and in a file. By day it shows every day: the days shown
 * lie between the first and the last that has data, so one without a row is one on which nothing was counted.
 */
export function shownRows(
  visual: Visual | PageVisual,
  rows: readonly Row[],
  days: Days,
  previous: Days | null,
): readonly Row[] {
  if (visual.kind === 'line' && rows.length > 0)
    return withEachDay(rows, visual.category.name, days, nothing(visual.values))
  if (visual.kind !== 'kpi') return rows
  const { trend, value } = visual
  const periods = [['current', days] as const, ...(previous ? [['previous', previous] as const] : [])]
  return periods.flatMap(([period, of]) => {
    const own = rows.filter(row => row[PERIOD] === period)
    const without = { [PERIOD]: period, ...nothing([value]) }
    const whole = own.filter(row => row[trend.name] === null)
    return own.length === 0 ? [] : [...withEachDay(own, trend.name, of, without), ...whole]
  })
}
