import type { LakeError } from '../../schema/error.ts'
import type { Dataset, Dimension } from '../spec/dataset.ts'
import { type Measure, measureColumn, type RatioMeasure, type SumMeasure } from '../spec/measure.ts'
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
  const { view, dimensions, sums, ratios } = data

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
    const spec = sums[name]
    if (spec) return { kind: 'sum', name, column: measureColumn(name), ...spec }
    const isRatio = ratios[name] !== undefined
    throw fault(
      isRatio ? 'a ratio stands where only a sum can' : `the data set over ${view.name} has no such sum`,
      name,
      listed(Object.keys(sums)),
      'name a measure that is a sum',
    )
  }

  function ratio(name: string): RatioMeasure | undefined {
    const spec = ratios[name]
    if (!spec) return undefined
    const [numerator, denominator] = [sum(spec.numerator), sum(spec.denominator)]
    const not_by = spec.not_by ?? {}
    return { ...spec, kind: 'ratio', name, column: measureColumn(name), numerator, denominator, not_by }
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
      if (sums[name]) return sum(name)
      const found = ratio(name)
      if (found) return found
      throw fault(
        `the data set over ${view.name} has no such measure`,
        name,
        listed([...Object.keys(sums), ...Object.keys(ratios)]),
        'name one of these, or declare the measure in the data set',
      )
    },
    percent(name) {
      const found = ratio(name)
      if (found?.unit === 'percent') return found
      const shares = Object.keys(ratios).filter(each => ratios[each]?.unit === 'percent')
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
