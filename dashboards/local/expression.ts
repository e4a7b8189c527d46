import { sqlLiteral, sqlName } from '../../sql/literal.ts'
import type { Condition } from '../spec/condition.ts'
import type { Merged } from '../spec/dataset.ts'
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
  equals: ({ column, value }) => `${sqlName(column)} = ${sqlLiteral({ type: 'varchar', value })}`,
}

/** A condition on a row. */
export function conditionSql(condition: Condition): string {
  const write = conditions[condition.kind] as (of: Condition) => string
  return write(condition)
}

/** The value by which rows are grouped and filtered. */
export function dimensionSql({
  name,
  merged,
}: {
  readonly name: string
  readonly merged?: Merged | undefined
}): string {
  if (!merged) return sqlName(name)
  const as = sqlLiteral({ type: 'varchar', value: merged.as })
  return `CASE WHEN ${conditionSql(merged.rows)} THEN ${as} ELSE ${sqlName(name)} END`
}

/** The same as a column of a result, under the name of the dimension. */
export function dimensionColumn(dimension: Parameters<typeof dimensionSql>[0]): string {
  const [name, sql] = [sqlName(dimension.name), dimensionSql(dimension)]
  return sql === name ? name : `${sql} AS ${name}`
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

/** Columns by which the viewer has filtered. */
interface Filtered {
  readonly filtered: readonly string[]
}

/**
 * The columns that a measure needs: a ratio comes with the sums it is made of, so that it can be checked and re-summed.
 * Where rows are filtered by a column by which it is not made, it has no value.
 */
export function measureItems(measure: Measure, { filtered }: Filtered): readonly Item[] {
  if (measure.kind === 'sum') return [{ name: measure.column, sql: additiveSql(measure.of) }]
  const { numerator, denominator, unit, column, not_by } = measure
  const scope = { filtered }
  const isMade = !filtered.some(name => name in not_by)
  const [over, under] = [additiveSql(numerator.of), additiveSql(denominator.of)]
  // A double, for a quotient of whole numbers is a whole number in Athena.
  const scaled = `CAST(${over} AS double)${unit === 'percent' ? ' * 1E2' : ''}`
  return distinctItems([
    ...measureItems(numerator, scope),
    ...measureItems(denominator, scope),
    { name: column, sql: isMade ? `${scaled} / nullif(${under}, 0)` : 'CAST(NULL AS double)' },
  ])
}

/** Each name once, in the order of first use. */
export const distinctItems = (items: readonly Item[]): readonly Item[] => [
  ...new Map(items.map(item => [item.name, item])).values(),
]
