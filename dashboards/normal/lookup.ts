import type { Metric } from '../../sql/metrics/metric.ts'
import { resolveMetric } from '../../sql/metrics/resolve.ts'
import type { ViewType } from '../../sql/view.ts'
import { type Dataset, type Dimension, isOrdered, type NumberColumn } from '../spec/dataset.ts'
import type { Measure, RatioMeasure, SumMeasure } from '../spec/measure.ts'
import type { Parameter } from '../spec/parameter.ts'
import type { AnyNames } from '../spec/visual.ts'
import type { Format, Share, Top } from '../spec/wells.ts'
import { checkGroups, checkLimit, checkMember } from './check.ts'
import type { Fault } from './fault.ts'
import { eachOf, made } from './together.ts'
import type { Resolved } from './visual.ts'

/** Finds what the names in the wells of a visual stand for. Each throws a `LakeError` that says what there is. */
export interface Lookup {
  day(name: string): Dimension
  dimension(name: string): Dimension
  /** One with an order of its own. */
  ordered(name: string): Dimension
  measure(name: string): Measure
  sum(name: string): SumMeasure
  percent(name: string): RatioMeasure
  number(name: string): NumberColumn
  parameter(parameter: Parameter): Parameter
  /** @param of the dimension whose values these are */
  top(top: Top<AnyNames>, most: number, of: string): Top<Resolved>
  formats(formats: readonly Format<AnyNames>[]): readonly Format<Resolved>[]
  share(of: Share<AnyNames['sum']>): Share<Resolved['sum']>
}

/** Throws where a well holds more than can be told apart, or nothing. */
export function checkCount(well: string, count: number, most: number, fault: Fault): number {
  if (Number.isInteger(count) && count >= 1 && count <= most) return count
  throw fault(
    `the well ${well} does not hold so many`,
    String(count),
    `1 to ${most}`,
    'choose a number in between',
  )
}

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
        Object.keys(view.columns),
        'name a column that the view has, or give the view a new version with this column',
      )
    const spec = dimensions[name]
    if (!spec)
      throw fault(
        `the data set over ${view.name} has no such dimension`,
        name,
        Object.keys(dimensions),
        'name one of these, or declare the column as a dimension of the data set',
      )
    const { label, none, merged, values, codes } = spec
    const coloured = spec.coloured === true ? name : spec.coloured
    const words = { label, none, values, codes }
    return { name, ...words, coloured, merged, type: column.type, pii: column.pii ?? false }
  }

  /** Finds a measure that stands for a number at any grain. */
  function measure(name: string): Measure {
    const found = find(name)
    if (found && found.kind !== 'percentile') return found
    throw fault(
      `the data set over ${view.name} has no such measure`,
      name,
      [...namesOf('sum'), ...namesOf('ratio'), ...namesOf('max')],
      'name one of these, or declare the metric in the catalogue',
    )
  }

  function sum(name: string): SumMeasure {
    const found = find(name)
    if (found?.kind === 'sum') return found
    throw fault(
      found
        ? `a ${found.kind} stands where only a sum can`
        : `the data set over ${view.name} has no such sum`,
      name,
      namesOf('sum'),
      'name a measure that is a sum',
    )
  }

  function parameter(wanted: Parameter): Parameter {
    if (parameters.includes(wanted)) return wanted
    throw fault(
      'the dashboard does not declare this parameter',
      wanted?.name ?? JSON.stringify(wanted),
      parameters.map(({ name }) => name),
      'add it to the parameters of the dashboard',
    )
  }

  const ofType = (...types: readonly ViewType[]): readonly string[] =>
    Object.keys(dimensions).filter(name => types.some(type => view.columns[name]?.type === type))

  return {
    dimension,
    measure,
    sum,
    parameter,
    day(name) {
      const found = dimension(name)
      if (found.type === 'date') return found
      throw fault(
        'the column is not a day',
        `${name}, a ${found.type}`,
        ofType('date'),
        'name a column of days',
      )
    },
    ordered(name) {
      const found = dimension(name)
      if (isOrdered(found)) return found
      const declared = Object.keys(dimensions).filter(each => dimensions[each]?.values)
      throw fault(
        'the dimension has no order of its own',
        `${name}, a ${found.type}`,
        [...ofType('date', 'timestamp'), ...declared],
        'name a day or a moment, or declare the values of the dimension',
      )
    },
    percent(name) {
      const found = find(name)
      if (found?.kind === 'ratio' && found.unit === 'percent') return found
      const shares = namesOf('ratio').filter(each => metrics[each]?.unit === 'percent')
      throw fault('the measure is not in percent', name, shares, 'name a measure in percent')
    },
    number(name) {
      const spec = data.numbers[name]
      if (spec) return { name, ...spec }
      throw fault(
        `the data set over ${view.name} declares no such number`,
        name,
        Object.keys(data.numbers),
        'name one of these, or declare the column among the numbers of the data set',
      )
    },
    share: ({ of }) => ({ kind: 'share', of: sum(of) }),
    top: ({ count, by }, most, of) =>
      made({ count: () => checkCount('top', count, most, fault), by: () => sum(by) }, () =>
        checkGroups([of], sum(by), fault),
      ),
    formats: formats =>
      eachOf(formats, ({ of, limit, when, tone }) =>
        made(
          {
            of: () => measure(of),
            limit: () => (typeof limit === 'number' ? limit : parameter(limit)),
            when: () => checkMember('side of a limit', when, ['below', 'above'], fault),
            tone: () => checkMember('tone', tone, ['good', 'bad', 'warning'], fault),
          },
          () => typeof limit !== 'number' && checkLimit(measure(of), parameter(limit), fault),
        ),
      ),
  }
}
