import type { ColumnIdentifier } from '@aws-sdk/client-quicksight'
import { LakeError } from '../../../schema/error.ts'
import type { Additive } from '../../../sql/metrics/additive.ts'
import { columnsIn } from '../../../sql/metrics/condition.ts'
import type { Dataset, Dimension, NumberColumn } from '../../spec/dataset.ts'
import { cappedName, flowName, madeField, OWN_NAMES } from '../../spec/made-field.ts'
import type { Measure, SumMeasure } from '../../spec/measure.ts'
import type { Parameter } from '../../spec/parameter.ts'
import type { DaysText } from './days.ts'
import {
  columnText,
  dimensionText,
  measureText,
  orderText,
  parameterText,
  shareText,
  textLiteral,
} from './expression.ts'
import { parameterName } from './parameter.ts'

/** What a definition names: a column of a view, or what is calculated of columns, once a row or once a group. */
export interface Field {
  readonly data: Dataset
  /** As authors and readers see it; one meaning in a data set. */
  readonly name: string
  /** Where it is made. What a row alone decides is made with the data set, so that controls can list its values. */
  readonly made: 'in the view' | 'with the data set' | 'in the definition'
  /** Of a calculated one. */
  readonly expression?: string
  /** The columns of the view that it is made of. */
  readonly columns: readonly string[]
}

/**
 * The name of what is calculated: its label. Data sets do not tell large letters from small ones, so that `Channel`
 * cannot stand beside the column `channel`.
 */
const nameOf = ({ view }: Dataset, label: string): string =>
  label.toLowerCase() in view.columns ? madeField.shown(label) : label

/** A column of the view, as it is. */
export const viewField = (data: Dataset, name: string): Field => ({
  ...{ data, name, columns: [name] },
  made: 'in the view',
})

/** A dimension in the words of readers; a day or a moment is its column. */
export function dimensionField(data: Dataset, dimension: Dimension): Field {
  const expression = dimensionText(dimension)
  if (expression === undefined) return viewField(data, dimension.name)
  const { name, label, merged } = dimension
  const columns = [name, ...(merged ? columnsIn(merged.rows) : [])]
  return { data, name: nameOf(data, label), made: 'with the data set', expression, columns }
}

/** By what the values that a dimension declares are sorted. */
export const orderField = (data: Dataset, dimension: Dimension): Field => ({
  ...{ data, name: madeField.order(dimension.label), made: 'with the data set', columns: [dimension.name] },
  expression: orderText(dimension),
})

const columnsOfAdditive = (additive: Additive, day: string): readonly string[] => {
  switch (additive.kind) {
    case 'rows':
      return [day]
    case 'rows_where':
      return columnsIn(additive.condition)
    case 'sum_of_ms':
      return additive.columns
    default:
      return [additive.column]
  }
}

const columnsOfMeasure = (measure: Measure, day: string): readonly string[] => {
  switch (measure.kind) {
    case 'sum':
      return columnsOfAdditive(measure.of, day)
    case 'ratio':
      return [measure.numerator, measure.denominator].flatMap(({ of }) => columnsOfAdditive(of, day))
    case 'max':
      return [measure.over]
  }
}

/** A measure: an aggregate, which is made anew for every group. */
export const measureField = (data: Dataset, measure: Measure): Field => ({
  ...{ data, name: nameOf(data, measure.label), made: 'in the definition' },
  expression: measureText(measure, data.day),
  columns: columnsOfMeasure(measure, data.day),
})

/** The share of the whole of a sum. */
export const shareField = (data: Dataset, sum: SumMeasure): Field => ({
  ...{ data, name: madeField.share(sum.label), made: 'in the definition' },
  expression: shareText(sum, data.day),
  columns: columnsOfMeasure(sum, data.day),
})

/** What the viewer has set, as a number of each row. */
export const parameterField = (data: Dataset, parameter: Parameter): Field => ({
  ...{ data, name: nameOf(data, parameter.label), made: 'in the definition', columns: [] },
  expression: parameterText(parameterName(parameter.name)),
})

/** A number that is no larger than a limit: what is larger counts as the limit. */
export const cappedField = (data: Dataset, { name, label }: NumberColumn, limit: number): Field => ({
  ...{ data, name: cappedName(label, limit), made: 'in the definition', columns: [name] },
  expression: `ifelse(${columnText(name)} > ${limit}, ${limit}, ${columnText(name)})`,
})

/**
 * A number by which a range filters, -1 where a row has none: those rows are shown while the range is open, and left
 * out once an end is set, whatever QuickSight makes of rows without a value. Sliders begin at 0.
 */
export const rangeField = (data: Dataset, column: string, label: string): Field => ({
  ...{ data, name: madeField.without_null(label), made: 'with the data set', columns: [column] },
  expression: `ifelse(isNull(${columnText(column)}), -1, ${columnText(column)})`,
})

/** From where to where, as one text. */
export const flowField = (data: Dataset, source: Field, destination: Field): Field => ({
  ...{ data, name: flowName(source.name, destination.name), made: 'in the definition' },
  expression: `concat(${columnText(source.name)}, ${textLiteral(' → ')}, ${columnText(destination.name)})`,
  columns: [...source.columns, ...destination.columns],
})

/** The first day of the equal period right before the days shown. */
const firstBefore = ({ from, to }: DaysText): string =>
  `addDateTime(0 - dateDiff(${from}, ${to}, 'DD') - 1, 'DD', ${from})`

/** The words for the days shown, and for the equal period before. */
export const periods = { current: 'Days shown', previous: 'Days before' } as const

/** In which of the two periods a row is; others have words of their own. */
export const periodField = (data: Dataset, days: DaysText): Field => ({
  ...{ data, name: OWN_NAMES.period, made: 'in the definition', columns: [data.day] },
  expression: `ifelse(${[
    `${columnText(data.day)} > ${days.to}, 'Later'`,
    `${columnText(data.day)} >= ${days.from}, ${textLiteral(periods.current)}`,
    `${columnText(data.day)} >= ${firstBefore(days)}, ${textLiteral(periods.previous)}`,
  ].join(', ')}, 'Earlier')`,
})

/** The first day shown, the same in every row: what is told of moments is told of one. */
export const fromField = (data: Dataset, { from }: DaysText): Field => ({
  ...{ data, name: OWN_NAMES.days_from, made: 'in the definition', columns: [] },
  expression: from,
})

/**
 * A value that needs all of the period before: none where the data begins later, for a part of a period is less than a
 * period. The data begins with its first row, whatever the visual and the viewer leave out: `PRE_FILTER`.
 */
const whereCompared = ({ day }: Dataset, days: DaysText, value: string): string =>
  `ifelse(min(minOver(${columnText(day)}, [], PRE_FILTER)) <= ${firstBefore(days)}, ${value}, null)`

const inPeriod = { current: madeField.days_shown, previous: madeField.days_before } as const

const periodText = (
  { day }: Dataset,
  measure: Measure,
  period: keyof typeof periods,
  { from }: DaysText,
): string => measureText(measure, day, `${columnText(day)} ${period === 'current' ? '>=' : '<'} ${from}`)

/**
 * A measure of one of the two periods, out of rows of both. A group by periods would show the days before as if they were
 * now, where the days shown have no row.
 */
export function periodMeasureField(
  data: Dataset,
  measure: Measure,
  period: keyof typeof periods,
  days: DaysText,
): Field {
  const text = periodText(data, measure, period, days)
  return {
    ...{ data, name: inPeriod[period](measure.label), made: 'in the definition' },
    expression: period === 'current' ? text : whereCompared(data, days, text),
    columns: [data.day, ...columnsOfMeasure(measure, data.day)],
  }
}

/**
 * How far a measure of the days shown is from that of the equal period before, out of rows of both. What is counted and
 * has no row is 0; other values are compared only where there are both.
 */
export function periodDifferenceField(data: Dataset, measure: Measure, days: DaysText): Field {
  const [now, before] = (['current', 'previous'] as const).map(period => {
    const text = periodText(data, measure, period, days)
    return measure.kind === 'sum' ? `coalesce(${text}, 0)` : `(${text})`
  })
  return {
    ...{ data, name: madeField.difference(measure.label), made: 'in the definition' },
    expression: whereCompared(data, days, `abs(${now} - ${before})`),
    columns: [data.day, ...columnsOfMeasure(measure, data.day)],
  }
}

/** The fields that a definition uses, each once. */
export interface FieldList {
  /** The field as a definition names it. Throws a `LakeError` where its name has another meaning already. */
  use(field: Field): ColumnIdentifier
  all(): readonly Field[]
}

/** A list of fields that is filled while a definition is made. */
export function fieldList(): FieldList {
  const used = new Map<string, Field>()
  return {
    use(field) {
      const { data, name, expression } = field
      if (/[{}]/.test(name))
        throw new LakeError({
          what: `data set ${data.name}: a field cannot be named in calculations`,
          value: name,
          allowed: 'a label without braces',
          remedy: 'change the label of the dimension, number or metric',
        })
      const key = `${data.name}/${name.toLowerCase()}`
      const found = used.get(key)
      const clash = found
        ? found.name !== name || found.expression !== expression
        : expression !== undefined && name.toLowerCase() in data.view.columns
      if (clash)
        throw new LakeError({
          what: `data set ${data.name}: two fields have the same name`,
          value: name,
          allowed: 'one meaning for each label',
          remedy: 'change the label of one of the two dimensions, metrics or parameters',
        })
      used.set(key, found ?? field)
      return { DataSetIdentifier: data.name, ColumnName: name }
    },
    all: () => [...used.values()],
  }
}
