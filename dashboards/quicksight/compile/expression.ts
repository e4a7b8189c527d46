import type { Additive } from '../../../sql/metrics/additive.ts'
import type { Condition, Limit } from '../../../sql/metrics/condition.ts'
import type { Dimension } from '../../spec/dataset.ts'
import { type Measure, perOf, type SumMeasure } from '../../spec/measure.ts'

// The language of calculated fields: columns in braces, parameters as ${Name}, and functions of its own.

/** A column or calculated field. */
export const columnText = (name: string): string => `{${name}}`

/** A parameter of the dashboard. */
export const parameterText = (name: string): string => `\${${name}}`

/** A text, in the quotes that it does not hold. */
export const textLiteral = (text: string): string => {
  const escaped = text.replaceAll('\\', '\\\\')
  return escaped.includes("'") ? `"${escaped.replaceAll('"', '\\"')}"` : `'${escaped}'`
}

const limitText = (limit: Limit): string => {
  if (limit === 'X') throw new Error('a metric without its number cannot be asked for')
  return String(limit)
}

const conditions: { readonly [K in Condition['kind']]: (of: Extract<Condition, { kind: K }>) => string } = {
  is: ({ column }) => `${columnText(column)} = true`,
  is_not: ({ column }) => `${columnText(column)} = false`,
  below: ({ column, limit }) => `${columnText(column)} < ${limitText(limit)}`,
  not_below: ({ column, limit }) =>
    `(isNull(${columnText(column)}) OR ${columnText(column)} >= ${limitText(limit)})`,
  equals: ({ column, value }) => `${columnText(column)} = ${textLiteral(value)}`,
  all: ({ of }) => of.map(conditionText).join(' AND '),
}

/** A condition on a row. */
export function conditionText(condition: Condition): string {
  const write = conditions[condition.kind] as (of: Condition) => string
  return write(condition)
}

/** A value of the rows that count only; without a condition all do. */
const only = (value: string, rows: string | undefined): string =>
  rows === undefined ? value : `ifelse(${rows}, ${value}, null)`

type AdditiveText<A extends Additive> = (of: A, day: string, rows: string | undefined) => string

const additives: { readonly [K in Additive['kind']]: AdditiveText<Extract<Additive, { kind: K }>> } = {
  // There is no count of rows. Every row that is shown has a day, for dashboards show the rows of some days.
  rows: (_, day, rows) => `count(${only(columnText(day), rows)})`,
  rows_where({ condition }, _, rows) {
    const both = [...(rows === undefined ? [] : [rows]), conditionText(condition)].join(' AND ')
    return `sum(ifelse(${both}, 1, 0))`
  },
  rows_with: ({ column }, _, rows) => `count(${only(columnText(column), rows)})`,
  sum: ({ column }, _, rows) => `sum(${only(columnText(column), rows)})`,
  sum_of_ms: ({ columns }, _, rows) => `sum(${only(columns.map(columnText).join(' + '), rows)}) / 1000.0`,
}

const additiveText: AdditiveText<Additive> = (additive, day, rows) => {
  const write = additives[additive.kind] as AdditiveText<Additive>
  return write(additive, day, rows)
}

/**
 * What makes the value of a measure out of the rows of a group: at the grain of the visual, for it is an aggregate, so
 * that a ratio is of two sums at every grain. Percent are parts of a hundred, as everywhere else.
 * @param day  the column that holds the day of a row
 * @param rows which rows of the group count, as a condition; all of them by default
 */
export function measureText(measure: Measure, day: string, rows?: string): string {
  switch (measure.kind) {
    case 'sum':
      return additiveText(measure.of, day, rows)
    case 'ratio': {
      const over = additiveText(measure.numerator.of, day, rows)
      // A decimal, for a quotient of whole numbers is a whole number in Athena.
      return `${perOf(measure.unit).toFixed(1)} * ${over} / nullIf(${additiveText(measure.denominator.of, day, rows)}, 0)`
    }
    case 'max':
      return `max(${only(columnText(measure.over), rows)})`
  }
}

/** The share of the whole, in percent: of all groups of the visual. */
export function shareText({ of }: SumMeasure, day: string): string {
  const size = additiveText(of, day, undefined)
  return `100.0 * ${size} / nullIf(sumOver(${size}, []), 0)`
}

const isText = ({ type }: Dimension): boolean => type === 'varchar'

/**
 * The value by which rows are grouped and filtered, as people read it: rows without a value have a word for it, declared
 * values are their labels. Undefined for days and moments, which are themselves.
 */
export function dimensionText(dimension: Dimension): string | undefined {
  const { name, none, merged, values = [], codes = [], type } = dimension
  if (type === 'date' || type === 'timestamp') return undefined
  const column = columnText(name)
  const literal = (value: string | number): string =>
    typeof value === 'number' ? String(value) : textLiteral(value)
  const cases = [
    ...(merged ? [[conditionText(merged.rows), textLiteral(merged.as)]] : []),
    ...[...values, ...codes].map(([value, label]) => [`${column} = ${literal(value)}`, textLiteral(label)]),
    ...(type === 'boolean'
      ? [
          [`${column} = true`, textLiteral('true')],
          [`${column} = false`, textLiteral('false')],
        ]
      : []),
    [`isNull(${column})`, textLiteral(none)],
  ]
  const others = isText(dimension) ? column : type === 'boolean' ? textLiteral(none) : `toString(${column})`
  return `ifelse(${cases.flat().join(', ')}, ${others})`
}

/** The place of a value among those that a dimension declares, from 1; those not declared come last. */
export function orderText({ name, values = [] }: Dimension): string {
  const places = values.map(
    ([value], i) =>
      `${columnText(name)} = ${typeof value === 'number' ? value : textLiteral(value)}, ${i + 1}`,
  )
  return `ifelse(${places.join(', ')}, ${values.length + 1})`
}
