import type { LakeError } from '../../schema/error.ts'
import type { Metric } from '../../sql/metrics/metric.ts'
import { resolveMetric } from '../../sql/metrics/resolve.ts'
import type { Dataset, Dimension } from '../spec/dataset.ts'
import type { Measure, RatioMeasure, SumMeasure } from '../spec/measure.ts'
import type { AnyNames } from '../spec/visual.ts'
import type { Parameter, Share } from '../spec/wells.ts'
import type { Resolved } from './visual.ts'

/** Makes the error for what is wrong with one visual or filter, which it names. */
export type Fault = (what: string, value: string, allowed: string, remedy: string) => LakeError

/** Finds what the names in the wells of a visual stand for. Each throws a `LakeError` that says what there is. */
export interface Lookup {
  day(name: string): Dimension
  dimension(name: string): Dimension
  measure(name: string): Measure
  sum(name: string): SumMeasure
  percent(name: string): RatioMeasure
  parameter(parameter: Parameter): Parameter
  share(of: Share<AnyNames['sum']>): Share<Resolved['sum']>
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '))

/** Finds names in a data set, and among the parameters of the dashboard. */
export function lookup(data: Dataset, parameters: readonly Parameter[], fault: Fault): Lookup {
  const { view, dimensions, groupings, metrics } = data
  const namesOf = (kind: Measure['kind']): readonly string[] =>
    Object.keys(metrics).filter(name => metrics[name]?.kind === kind)
  /** A name may be written by hand: whatever is wrong with it is a fault of this visual. */
  function find(name: string): Metric | undefined {
    const metric = typeof name === 'string' ? resolveMetric(name, metrics) : undefined
    if (!metric?.not_by) return metric
    const byColumn = Object.entries(metric.not_by).map(([name, why]) => [
      groupings[name]?.column ?? name,
      why,
    ])
    return { ...metric, not_by: Object.fromEntries(byColumn) }
  }

  function dimension(name: string): Dimension {
    const column = view.columns[name]
    if (!column)
      throw fault(
        `the view ${view.name} has no such column`,
        name,
        listed(Object.keys(view.columns)),
        'name a column that the view has, or give the view a new version with this column',
      )
    const spec = dimensions[name]
    if (!spec)
      throw fault(
        `the data set over ${view.name} has no such dimension`,
        name,
        listed(Object.keys(dimensions)),
        'name one of these, or declare the column as a dimension of the data set',
      )
    const { label, none, coloured = false, merged } = spec
    return { name, label, none, coloured, merged, type: column.type }
  }

  function sum(name: string): SumMeasure {
    const found = find(name)
    if (found?.kind === 'sum') return found
    throw fault(
      found?.kind === 'ratio'
        ? 'a ratio stands where only a sum can'
        : `the data set over ${view.name} has no such sum`,
      name,
      listed(namesOf('sum')),
      'name a measure that is a sum',
    )
  }

  return {
    dimension,
    sum,
    day(name) {
      const found = dimension(name)
      if (found.type === 'date') return found
      const days = Object.keys(dimensions).filter(each => view.columns[each]?.type === 'date')
      throw fault(
        'the column is not a day',
        `${name}, a ${found.type}`,
        listed(days),
        'name a column of days',
      )
    },
    measure(name) {
      const found = find(name)
      if (found?.kind === 'sum' || found?.kind === 'ratio') return found
      throw fault(
        `the data set over ${view.name} has no such measure`,
        name,
        listed([...namesOf('sum'), ...namesOf('ratio')]),
        'name one of these, or declare the metric in the catalogue',
      )
    },
    percent(name) {
      const found = find(name)
      if (found?.kind === 'ratio' && found.unit === 'percent') return found
      const shares = namesOf('ratio').filter(each => metrics[each]?.unit === 'percent')
      throw fault('the measure is not in percent', name, listed(shares), 'name a measure in percent')
    },
    parameter(wanted) {
      if (parameters.includes(wanted)) return wanted
      throw fault(
        'the dashboard does not declare this parameter',
        wanted.name,
        listed(parameters.map(({ name }) => name)),
        'add it to the parameters of the dashboard',
      )
    },
    share: ({ of }) => ({ kind: 'share', of: sum(of) }),
  }
}
