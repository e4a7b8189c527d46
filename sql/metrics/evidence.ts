import { attributeOf, contactAttributeColumn } from '../contact-attribute.ts'
import { sqlLiteral, sqlName } from '../literal.ts'
import type { Additive } from './additive.ts'
import type { Found } from './catalogue.ts'
import { columnsIn } from './condition.ts'
import { additiveSql, conditionSql, type Item } from './expression.ts'
import type { Metric } from './metric.ts'
import { fromSql, rowsSql, scopeSql } from './query.ts'
import type { Question } from './question.ts'
import { columnsOfOrigin } from './records.ts'

/** A row that a number is made of: the columns that identify it, and what it adds. */
export const IN_NUMERATOR = 'in_numerator'
export const IN_DENOMINATOR = 'in_denominator'

/** Whether a row adds anything. */
const counts: { readonly [K in Additive['kind']]: (of: Extract<Additive, { kind: K }>) => string } = {
  rows: () => 'true',
  rows_where: ({ condition }) => `coalesce(${conditionSql(condition)}, false)`,
  rows_with: ({ column }) => `${sqlName(column)} IS NOT NULL`,
  sum: ({ column }) => `coalesce(${sqlName(column)}, 0) <> 0`,
  sum_of_ms: ({ columns }) => `coalesce(${columns.map(sqlName).join(' + ')}, 0) <> 0`,
}

const adds = (additive: Additive): string => (counts[additive.kind] as (of: Additive) => string)(additive)

/** What has to hold for a row to be part of the number, as its numerator, and as its denominator. */
function parts(metric: Metric): { readonly over: string; readonly under?: string } {
  switch (metric.kind) {
    case 'sum':
      return { over: adds(metric.of) }
    case 'ratio':
      return { over: adds(metric.numerator.of), under: adds(metric.denominator.of) }
    default:
      return { over: `${sqlName(metric.over)} IS NOT NULL` }
  }
}

/** The columns that a metric looks at. */
function columnsOf(metric: Metric): readonly string[] {
  const of = (additive: Additive): readonly string[] => {
    switch (additive.kind) {
      case 'rows':
        return []
      case 'rows_where':
        return columnsIn(additive.condition)
      case 'sum_of_ms':
        return additive.columns
      default:
        return [additive.column]
    }
  }
  switch (metric.kind) {
    case 'sum':
      return of(metric.of)
    case 'ratio':
      return [...of(metric.numerator.of), ...of(metric.denominator.of)]
    default:
      return [metric.over]
  }
}

const list = (items: readonly Item[]): string =>
  items.map(({ name, sql }) => `  ${sql} AS ${name}`).join(',\n')
const where = (conditions: readonly string[]): string => `WHERE ${conditions.join('\n  AND ')}`

/**
 * The sums of a number, and what was left out of them, in one row: `rows_in_scope`, `rows_counted`, for a ratio
 * `numerator` and `denominator` with how many rows are in each, and `left_out_1` … by the rules of the subject.
 */
export function accountSql({ metric, subject }: Found, question: Question): string {
  const counted = subject.where.map(({ condition }) => conditionSql(condition)).join(' AND ') || 'true'
  const within = (condition: string): string => `count_if(${counted} AND ${condition})`
  const { over, under } = parts(metric)
  const items: Item[] = [
    { name: 'rows_in_scope', sql: 'count(*)' },
    { name: 'rows_counted', sql: `count_if(${counted})` },
    { name: 'rows_in_numerator', sql: within(over) },
    { name: 'rows_in_denominator', sql: under === undefined ? 'CAST(NULL AS bigint)' : within(under) },
    { name: 'rows_in_neither', sql: within(`NOT (${under === undefined ? over : `${over} OR ${under}`})`) },
    ...subject.where.map(({ condition }, i) => ({
      name: `left_out_${i + 1}`,
      sql: `count_if(NOT coalesce(${conditionSql(condition)}, false))`,
    })),
  ]
  return `SELECT\n${list(items)}\nFROM ${fromSql(subject, question)}\n${where(scopeSql(subject, question))}`
}

/** The two sums of a ratio, or the one of a sum: `numerator`, `denominator`. Undefined for what is made of no sum. */
export function sumsSql({ metric, subject }: Found, question: Question): string | undefined {
  if (metric.kind !== 'sum' && metric.kind !== 'ratio') return undefined
  const [over, under] =
    metric.kind === 'sum' ? [metric.of, undefined] : [metric.numerator.of, metric.denominator.of]
  const items: Item[] = [
    { name: 'numerator', sql: additiveSql(over) },
    { name: 'denominator', sql: under ? additiveSql(under) : 'CAST(NULL AS bigint)' },
  ]
  return `SELECT\n${list(items)}\nFROM ${fromSql(subject, question)}\n${where(rowsSql(subject, question))}`
}

/**
 * What was left out before the rows of a subject came to be, in one row for each rule that left out any: `exclusion`,
 * `rows_left_out`. Undefined where the subject is drawn from nothing.
 */
export function exclusionsSql({ subject }: Found, question: Question): string | undefined {
  const { drawn_from } = subject
  if (!drawn_from) return undefined
  const exclusion = sqlName(drawn_from.exclusion)
  const groupings = Object.fromEntries(
    Object.entries(drawn_from.groupings).map(([name, column]) => [name, { column, doc: '' }]),
  )
  const conditions = [...scopeSql({ ...subject, groupings }, question), `${exclusion} IS NOT NULL`]
  return `SELECT ${exclusion} AS exclusion, count(*) AS rows_left_out\nFROM ${fromSql({ ...subject, view: drawn_from.view }, question)}\n${where(conditions)}\nGROUP BY 1\nORDER BY 1`
}

/** The rows that show best why a number is what it is, in their order. */
function shownFirst(
  metric: Metric,
  value: number | null,
): { readonly order: string; readonly only?: string } {
  switch (metric.kind) {
    case 'max':
      return { order: `${sqlName(metric.over)} DESC` }
    case 'percentile': {
      // From the row at its rank upwards: those below are as many as the percentage says.
      const at = sqlLiteral({ type: 'double', value: value ?? 0 })
      return { order: sqlName(metric.over), only: `${sqlName(metric.over)} >= ${at}` }
    }
    default:
      return { order: `${IN_NUMERATOR} DESC` }
  }
}

/**
 * The rows behind a number, those of the numerator first: what identifies them, the columns that the metric looks at,
 * and to which of its sums they belong. Of a maximum the largest, of a percentile those from its own value upwards.
 * @param value what the number is; only a percentile asks
 */
export function rowsBehindSql(
  { metric, subject }: Found,
  question: Question,
  limit: number,
  value: number | null,
): string {
  const { view, attributed_to, groupings } = subject
  const { over, under } = parts(metric)
  const split = question.by.flatMap(name => {
    const attribute = attributeOf(name)
    return attribute === undefined ? (groupings[name]?.column ?? []) : contactAttributeColumn(attribute)
  })
  const columns = [
    ...new Set([
      ...[...view.grain, ...columnsOfOrigin(subject), attributed_to.column],
      ...[...split, ...columnsOf(metric)],
    ]),
  ].map(sqlName)
  const items = [
    ...columns,
    `${over} AS ${IN_NUMERATOR}`,
    ...(under === undefined ? [] : [`${under} AS ${IN_DENOMINATOR}`]),
  ]
  const { order, only } = shownFirst(metric, value)
  const those = under === undefined ? over : `(${over} OR ${under})`
  return `SELECT\n${items.map(item => `  ${item}`).join(',\n')}\nFROM ${fromSql(subject, question)}\n${where([
    ...rowsSql(subject, question),
    those,
    ...(only === undefined ? [] : [only]),
  ])}\nORDER BY ${order}, ${sqlName(attributed_to.column)}, ${columns[0]}\nLIMIT ${limit}`
}
