import type { Days } from '../../dashboards/local/days.ts'
import type { Visual } from '../../dashboards/normal/visual.ts'
import type { Dimension } from '../../dashboards/spec/dataset.ts'
import type { Measure, SumMeasure } from '../../dashboards/spec/measure.ts'
import { addDays } from '../../schema/instant.ts'
import { sqlName } from '../../sql/literal.ts'
import { type Period, periodOf } from '../../sql/metrics/period.ts'
import { fromSql, questionSql, rowsSql } from '../../sql/metrics/query.ts'
import { type Filter, type Question, questionOf } from '../../sql/metrics/question.ts'
import type { TestLake } from '../fixture/lake.ts'
import { ZONE } from './simulated-lake.ts'

export type Value = string | number | boolean | null
export type ResultRow = Readonly<Record<string, Value>>

/** Local time as a column of a view, and as the catalogue names it. */
const times: Readonly<Record<string, string>> = {
  local_date: 'day',
  local_weekday: 'weekday',
  local_hour: 'hour_of_day',
  local_interval_start: 'fifteen_min',
}

/** The catalogue's name for what a dimension splits by. */
export function groupingOf({ subject, groupings }: Visual['data'], column: string): string {
  const found = Object.entries(groupings).find(([, grouping]) => grouping.column === column)
  const name = found?.[0] ?? times[column]
  if (name === undefined)
    throw new Error(`${subject.name}: metrics are not split by ${column}; declare a grouping`)
  return name
}

/** The measures among the wells of a visual. */
export function measuresOf({ data: _, ...wells }: Visual): readonly Measure[] {
  const within = (well: unknown): readonly Measure[] => {
    if (Array.isArray(well)) return well.flatMap(within)
    if (typeof well !== 'object' || well === null) return []
    const { kind, column } = well as { readonly kind?: string; readonly column?: string }
    if (column !== undefined && ['sum', 'ratio', 'max'].includes(kind ?? '')) return [well as Measure]
    return Object.values(well).flatMap(within)
  }
  return [...new Map(within(Object.values(wells)).map(each => [each.name, each])).values()]
}

/** What ratios are made of, and what is no ratio. */
const partsOf = (measure: Measure): readonly Exclude<Measure, { readonly kind: 'ratio' }>[] =>
  measure.kind === 'ratio' ? [measure.numerator, measure.denominator] : [measure]

export const periodOfDays = ({ from, to }: Days): Period => periodOf(from, addDays(to, 1), ZONE)

/** The columns that decide whether values of a dimension are merged. */
const mergedBy = ({ merged }: Dimension): string | undefined =>
  merged?.rows.kind === 'equals' ? merged.rows.column : undefined

/** The groups of a visual by `metrics query`: rows with the values as readers see them, and sums. */
export async function metricRows(
  lake: TestLake,
  visual: Visual,
  dimensions: readonly Dimension[],
  filters: readonly Filter[],
  period: Period,
): Promise<readonly ResultRow[]> {
  const { data } = visual
  const names = new Map(dimensions.map(dimension => [dimension.name, groupingOf(data, dimension.name)]))
  const kinds = dimensions
    .flatMap(dimension => mergedBy(dimension) ?? [])
    .map(column => groupingOf(data, column))
  const moment =
    data.subject.at_moments && ![...names.values()].includes('fifteen_min') ? ['fifteen_min'] : []
  const metrics = [
    ...new Set(
      measuresOf(visual)
        .flatMap(partsOf)
        .map(({ name }) => name),
    ),
  ]
  const question = questionOf({
    metrics,
    by: [...new Set([...names.values(), ...kinds, ...moment])],
    filters,
    period,
  })
  const rows = await lake.rows<ResultRow>(questionSql(question))
  return rows.map(row => {
    const shown = dimensions.map(dimension => {
      const { name, merged } = dimension
      const kind = mergedBy(dimension)
      const isMerged =
        merged?.rows.kind === 'equals' && kind && row[groupingOf(data, kind)] === merged.rows.value
      return [name, isMerged ? merged.as : (row[names.get(name) as string] ?? null)]
    })
    return { ...row, ...Object.fromEntries(shown) }
  })
}

/** What a measure comes to over some of these rows. */
export function resultOf(measure: Measure, rows: readonly ResultRow[]): number | null {
  if (measure.kind === 'ratio') {
    const [over, under] = [measure.numerator, measure.denominator].map((part: SumMeasure) =>
      resultOf(part, rows),
    )
    if (over === null || over === undefined || !under) return null
    return (over * ({ percent: 100, usd_per_thousand: 1000 }[measure.unit as string] ?? 1)) / under
  }
  const values = rows.map(row => row[measure.column]).filter(value => typeof value === 'number')
  if (values.length === 0) return null
  return measure.kind === 'max' ? Math.max(...values) : values.reduce((all, value) => all + value, 0)
}

/** The single values of a column, with the values of a dimension, of the rows that metrics count. */
export async function singleValues(
  lake: TestLake,
  { data }: Visual,
  column: string,
  by: readonly string[],
  filters: readonly Filter[],
  period: Period,
): Promise<readonly ResultRow[]> {
  const metrics = [Object.keys(data.subject.metrics)[0] as string]
  const question: Question = questionOf({ metrics, by: [], filters, period })
  const where = rowsSql(data.subject, question).join(' AND ')
  return lake.rows(
    `SELECT ${[...by, column].map(sqlName).join(', ')} FROM ${fromSql(data.subject, question)} WHERE ${where} AND ${sqlName(column)} IS NOT NULL`,
  )
}
