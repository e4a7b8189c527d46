import type { Row } from '../../local/rows.ts'
import type { Measure } from '../../spec/measure.ts'
import type { Point, Setting } from '../charts/picture.ts'
import type { TooltipRow } from '../charts/tooltip.ts'
import { isFew, madeOf, numberIn, numberText } from '../measure.ts'

/** What is drawn in one colour along an axis: a measure, or one of its colours. */
export interface Series {
  readonly id: string
  readonly name: string
  /** Where it is pointed at, if that is more than its name: the code that this stands for. */
  readonly full_name?: string
  readonly colour: string
  readonly measure: Measure
  /** One for each category; undefined where there is none. */
  readonly rows: readonly (Row | undefined)[]
}

export const valuesOf = ({ rows, measure }: Series): readonly (number | null)[] =>
  rows.map(row => numberIn(row, measure))

/** The largest value that is drawn, 0 where there is none. */
export const mostOf = (all: readonly Series[]): number =>
  Math.max(0, ...all.flatMap(valuesOf).map(value => value ?? 0))

/** Those that the legend has not switched off; all, where none would be left. */
export function seenOf(all: readonly Series[], { hidden }: Setting): readonly Series[] {
  const seen = all.filter(({ name }) => !hidden.has(name))
  return seen.length > 0 ? seen : all
}

/** Series of several measures of the same rows. */
export const seriesOfMeasures = (
  measures: readonly Measure[],
  rows: readonly (Row | undefined)[],
  colour: (i: number) => string,
): readonly Series[] =>
  measures.map((measure, i) => ({
    id: measure.name,
    name: measure.label,
    colour: colour(i),
    measure,
    rows,
  }))

/** What is said of a series at a category. */
export function tooltipRow(series: Series, i: number, share = ''): TooltipRow {
  const { name, full_name = name, colour, measure, rows } = series
  const row = rows[i]
  const made = madeOf(row, measure)
  const few = isFew(row, measure) && made !== '' ? ' (few)' : ''
  return {
    colour,
    name: full_name,
    value: numberText(row, measure),
    ...((share || made) && { note: [share, `${made}${few}`].filter(Boolean).join(' · ') }),
  }
}

/** A click on a series at a category: on the row that is drawn there, or on that of another one; and whether one of them was picked. */
export function pickAt(
  all: readonly Series[],
  i: number,
  { onPick, isPicked }: Setting,
): Pick<Point, 'pick' | 'isPicked'> {
  const there = all.map(({ rows }) => rows[i]).filter(row => row !== undefined)
  if (!onPick || there.length === 0) return {}
  return {
    pick(series, more) {
      const row = all[series]?.rows[i] ?? there[0]
      if (row) onPick(row, more)
    },
    ...(isPicked && there.some(isPicked) && { isPicked: true }),
  }
}
