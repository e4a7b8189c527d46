import { sqlLiteral, sqlName, sqlText } from '../literal.ts'
import type { Additive } from './additive.ts'
import type { Condition, Limit } from './condition.ts'
import { type MaxMetric, perOf, type RatioMetric, type SumMetric, type Unit } from './metric.ts'

/** A column of a result, and the SQL that makes it. */
export interface Item {
  readonly name: string
  readonly sql: string
}

/** An X stays one where a declaration is shown, not asked. */
const limitSql = (limit: Limit): string => {
  if (limit === 'X') return limit
  const value = Number(limit)
  return sqlLiteral({ type: Number.isInteger(value) ? 'bigint' : 'double', value })
}

const conditions: { readonly [K in Condition['kind']]: (of: Extract<Condition, { kind: K }>) => string } = {
  is: ({ column }) => sqlName(column),
  is_not: ({ column }) => `NOT ${sqlName(column)}`,
  below: ({ column, limit }) => `${sqlName(column)} < ${limitSql(limit)}`,
  not_below: ({ column, limit }) =>
    `(${sqlName(column)} IS NULL OR ${sqlName(column)} >= ${limitSql(limit)})`,
  equals: ({ column, value }) => `${sqlName(column)} = ${sqlText(value)}`,
  all: ({ of }) => of.map(conditionSql).join(' AND '),
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
  // Whole milliseconds are added, and divided once: sums of fractions depend on their order.
  sum_of_ms: ({ columns }) => `CAST(sum(${columns.map(sqlName).join(' + ')}) AS double) / 1E3`,
}

/** What is added up over the rows of a group. */
export function additiveSql(additive: Additive): string {
  const write = additives[additive.kind] as (of: Additive) => string
  return write(additive)
}

/** The quotient of two sums for the number of things that the unit says: NULL for a denominator of 0. */
export function quotientSql(over: string, under: string, unit: Unit): string {
  // A double, for a quotient of whole numbers is a whole number in Athena.
  const per = perOf(unit)
  const scaled = per === 1 ? '' : ` * ${sqlLiteral({ type: 'double', value: per })}`
  return `CAST(${over} AS double)${scaled} / nullif(${under}, 0)`
}

/** The quotient of two sums that are made at the same grain: NULL for a denominator of 0. */
export function ratioSql({ numerator, denominator, unit }: RatioMetric): string {
  return quotientSql(additiveSql(numerator.of), additiveSql(denominator.of), unit)
}

/** What makes the value of a metric out of the rows of a group; a percentile needs more than that. */
export function metricSql(metric: SumMetric | RatioMetric | MaxMetric): string {
  switch (metric.kind) {
    case 'sum':
      return additiveSql(metric.of)
    case 'ratio':
      return ratioSql(metric)
    case 'max':
      return `max(${sqlName(metric.over)})`
  }
}

/** Each name once, in the order of first use. */
export const distinctItems = <T extends Item>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map(item => [item.name, item])).values(),
]
