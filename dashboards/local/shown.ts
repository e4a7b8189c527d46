import type { Visual } from '../normal/visual.ts'
import { type Dimension, isOrdered } from '../spec/dataset.ts'
import type { Measure } from '../spec/measure.ts'
import type { VisualKind } from '../spec/wells.ts'
import { axisOf } from './axis.ts'
import type { Days } from './days.ts'
import { ALL } from './field.ts'
import type { PageVisual } from './model.ts'
import { PLACE } from './parts.ts'
import { PERIOD } from './period.ts'
import { CATEGORIES } from './query.ts'
import { type Row, WHOLE } from './rows.ts'
import { BAR_COLORS } from './visuals/bar.ts'
import { AT_LEAST, BELOW, VALUES } from './visuals/histogram.ts'
import { COLUMN_LEVEL, ROW_LEVEL } from './visuals/pivot.ts'

/** The days that are shown, and the equal period before. */
interface Periods {
  readonly days: Days
  readonly previous: Days | null
}

/** What is counted where there is no row: 0. Sums of seconds, ratios and maxima have no value. */
const nothing = (measures: readonly Measure[]): Row =>
  Object.fromEntries(
    measures
      .flatMap(each =>
        each.kind === 'ratio' ? [each.numerator, each.denominator] : each.kind === 'sum' ? [each] : [],
      )
      .filter(({ unit }) => unit === 'count')
      .map(({ column }) => [column, 0]),
  )

/** The rows with one for each value along an axis, in its order. */
function completed(rows: readonly Row[], axis: Dimension, days: Days, without: Row): readonly Row[] {
  const found = new Map(rows.map(row => [row[axis.name] ?? null, row]))
  return axisOf(axis, rows, days).map(value => found.get(value) ?? { ...without, [axis.name]: value })
}

/** The same where there is anything at all. */
const completedIfAny = (
  rows: readonly Row[],
  axis: Dimension,
  days: Days,
  measures: readonly Measure[],
): readonly Row[] => (rows.length === 0 ? rows : completed(rows, axis, days, nothing(measures)))

/** Names the last part, which stands for all the others. */
const namedRest = (
  rows: readonly Row[],
  { name }: Dimension,
  parts: number,
  words: (row: Row) => string = row => `${Number(row[CATEGORIES]).toLocaleString()} others`,
): readonly Row[] => rows.map(row => (Number(row[PLACE]) <= parts ? row : { ...row, [name]: words(row) }))

/** The bits of a level: which of the dimensions, the last one lowest, a row is the whole of. */
const isWhole = (level: unknown, i: number, of: number): boolean =>
  Math.floor(Number(level) / 2 ** (of - 1 - i)) % 2 === 1

const namedWholes = (dimensions: readonly Dimension[], level: unknown): Row =>
  Object.fromEntries(
    dimensions.flatMap(({ name }, i) => (isWhole(level, i, dimensions.length) ? [[name, ALL]] : [])),
  )

type Shown<K extends VisualKind> = (
  visual: Visual<K> | PageVisual<K>,
  rows: readonly Row[],
  periods: Periods,
) => readonly Row[]

const shown: { readonly [K in VisualKind]?: Shown<K> } = {
  kpi({ trend, value }, rows, { days, previous }) {
    if (!trend) return rows
    const periods = [['current', days] as const, ...(previous ? [['previous', previous] as const] : [])]
    return periods.flatMap(([period, of]) => {
      const own = rows.filter(row => row[PERIOD] === period)
      const byDay = own.filter(row => row[trend.name] !== null)
      const without = { [PERIOD]: period, ...nothing([value]) }
      const whole = own.filter(row => row[trend.name] === null)
      return own.length === 0 ? [] : [...completed(byDay, trend, of, without), ...whole]
    })
  },

  line({ category, values, colors }, rows, { days }) {
    if (!colors) return completedIfAny(rows, category, days, values)
    const { name } = colors.by
    const axis = axisOf(category, rows, days)
    return [...new Set(rows.map(row => row[name] ?? null))].flatMap(color => {
      const own = new Map(
        rows.filter(row => (row[name] ?? null) === color).map(row => [row[category.name] ?? null, row]),
      )
      const without = { ...nothing(values), [name]: color }
      return axis.map(value => own.get(value) ?? { ...without, [category.name]: value })
    })
  },

  bar({ category, values, tooltip, minimum, colors }, rows, { days }) {
    if (colors) return namedRest(rows, colors, BAR_COLORS, () => 'Others')
    if (!isOrdered(category)) return rows
    return completedIfAny(rows, category, days, [...values, ...tooltip, ...(minimum ? [minimum.of] : [])])
  },

  combo: ({ category, bars, lines }, rows, { days }) =>
    completedIfAny(rows, category, days, [...bars, ...lines]),

  pie: ({ category, parts }, rows) => namedRest(rows, category, parts),
  tree_map: ({ group, parts }, rows) => namedRest(rows, group, parts),
  funnel: ({ category, value }, rows, { days }) => completedIfAny(rows, category, days, [value]),

  histogram({ width, bins }, rows) {
    if (rows.length === 0) return rows
    const found = new Map(rows.map(row => [Math.round(Number(row[AT_LEAST]) / width), row]))
    const first = Math.min(0, ...found.keys())
    return Array.from(
      { length: bins - first },
      (_, i) =>
        found.get(first + i) ?? {
          [AT_LEAST]: (first + i) * width,
          [BELOW]: first + i < bins - 1 ? (first + i + 1) * width : null,
          [VALUES]: 0,
        },
    )
  },

  table({ group_by, totals }, rows) {
    if (!totals) return rows
    // Without any group there is nothing to be the whole of.
    if (rows.length === 1 && rows[0]?.[WHOLE] === 1) return []
    return rows.map(row =>
      row[WHOLE] === 1 ? { ...row, ...Object.fromEntries(group_by.map(({ name }) => [name, ALL])) } : row,
    )
  },

  pivot({ rows: down, columns }, rows) {
    if (rows.every(row => Number(row[ROW_LEVEL]) > 0)) return []
    return rows.map(row => ({
      ...row,
      ...namedWholes(down, row[ROW_LEVEL]),
      ...namedWholes(columns, row[COLUMN_LEVEL]),
    }))
  },
}

/**
 * What a visual shows of the rows of its result, on the page and in a file. Along an axis of days, moments or declared
 * values it shows every one: the days shown lie between the first and the last that has data, so one without a row is one
 * on which nothing was counted. What stands for several values says so.
 */
export function shownRows(
  visual: Visual | PageVisual,
  rows: readonly Row[],
  days: Days,
  previous: Days | null,
): readonly Row[] {
  const show = shown[visual.kind] as Shown<VisualKind> | undefined
  return show ? show(visual, rows, { days, previous }) : rows
}
