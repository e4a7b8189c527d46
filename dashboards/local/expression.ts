import { sqlLiteral, sqlName } from '../../sql/literal.ts'
import type { Condition } from '../spec/condition.ts'
import type { Additive, Measure } from '../spec/measure.ts'

/** A column of a result, and the SQL that makes it. */
export interface Item {
  readonly name: string
  readonly sql: string
}

const conditions: { readonly [K in Condition['kind']]: (of: Extract<Condition, { kind: K }>) => string } = {
  is: ({ column }) => sqlName(column),
  is_not: ({ column }) => `NOT ${sqlName(column)}`,
  below: ({ column, limit }) =>
    `${sqlName(column)} < ${sqlLiteral({ type: Number.isInteger(limit) ? 'bigint' : 'double', value: limit })}`,
}

/** A condition on a row. */
export function conditionSql(condition: Condition): string {
  const write = conditions[condition.kind] as (of: Condition) => string
  return write(condition)
}

const additives: { readonly [K in Additive['kind']]: (of: Extract<Additive, { kind: K }>) => string } = {
  rows: () => 'count(*)',
  rows_where: ({ condition }) => `count_if(${conditionSql(condition)})`,
  rows_with: ({ column }) => `count(${sqlName(column)})`,
  sum: ({ column }) => `sum(${sqlName(column)})`,
}

/** What is added up over the rows of a group. */
export function additiveSql(additive: Additive): string {
  const write = additives[additive.kind] as (of: Additive) => string
  return write(additive)
}

/** The columns that a measure needs: a ratio comes with the sums it is made of, so that it can be checked and re-summed. */
export function measureItems(measure: Measure): readonly Item[] {
  if (measure.kind === 'sum') return [{ name: measure.column, sql: additiveSql(measure.of) }]
  const { numerator, denominator, unit, column } = measure
  const [over, under] = [additiveSql(numerator.of), additiveSql(denominator.of)]
  // A double, for a quotient of whole numbers is a whole number in Athena.
  const scaled = `CAST(${over} AS double)${unit === 'percent' ? ' * 1E2' : ''}`
  return distinctItems([
    ...measureItems(numerator),
    ...measureItems(denominator),
    { name: column, sql: `${scaled} / nullif(${under}, 0)` },
  ])
}

/** Each name once, in the order of first use. */
export const distinctItems = (items: readonly Item[]): readonly Item[] => [
  ...new Map(items.map(item => [item.name, item])).values(),
]
