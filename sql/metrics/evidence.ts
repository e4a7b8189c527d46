import { sqlLiteral, sqlName } from '../literal.ts'
import type { Additive } from './additive.ts'
import type { Found } from './catalogue.ts'
import { columnsIn } from './condition.ts'
import { additiveSql, conditionSql, type Item } from './expression.ts'
import type { Metric } from './metric.ts'
import { rowsSql, scopeSql } from './query.ts'
import type { Question } from './question.ts'
import type { Origin } from './subject.ts'

const varchar = (value: string): string => sqlLiteral({ type: 'varchar', value })

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
  return `SELECT\n${list(items)}\nFROM ${sqlName(subject.view.name)}\n${where(scopeSql(subject, question))}`
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
  return `SELECT\n${list(items)}\nFROM ${sqlName(subject.view.name)}\n${where(rowsSql(subject, question))}`
}

/**
 * The rows behind a number, those of the numerator first: what identifies them, the columns that the metric looks at,
 * and to which of its sums they belong.
 */
export function rowsBehindSql({ metric, subject }: Found, question: Question, limit: number): string {
  const { view, attributed_to, origin, groupings } = subject
  const { over, under } = parts(metric)
  const split = question.by.flatMap(name => groupings[name]?.column ?? [])
  const columns = [
    ...new Set([...view.grain, origin.by, attributed_to.column, ...split, ...columnsOf(metric)]),
  ].map(sqlName)
  const items = [
    ...columns,
    `${over} AS ${IN_NUMERATOR}`,
    ...(under === undefined ? [] : [`${under} AS ${IN_DENOMINATOR}`]),
  ]
  const order = metric.kind === 'max' || metric.kind === 'percentile' ? `${sqlName(metric.over)} DESC, ` : ''
  const those = under === undefined ? over : `(${over} OR ${under})`
  return `SELECT\n${items.map(item => `  ${item}`).join(',\n')}\nFROM ${sqlName(view.name)}\n${where([
    ...rowsSql(subject, question),
    those,
  ])}\nORDER BY ${order}${IN_NUMERATOR} DESC, ${sqlName(attributed_to.column)}, ${columns[0]}\nLIMIT ${limit}`
}

/** A row behind a number, as far as it is needed to find its records. */
export interface Traced {
  readonly value: string
  /** Beginning of the row's time, ISO 8601; only where the subject is one of time. */
  readonly from?: string
}

/** The records that rows were made of, with the raw object of each: `id`, `by_value`, `source_object`. */
export function recordsSql({ subject }: Found, rows: readonly Traced[]): string {
  const { table, by, column = by, minutes } = subject.origin
  const id = table === 'contact_record' ? 'contact_id' : 'event_id'
  const conditions = rows.map(({ value, from }) => {
    const same = `${sqlName(column)} = ${varchar(value)}`
    if (from === undefined || minutes === undefined) return same
    const at = sqlLiteral({ type: 'timestamp', value: from })
    // The row's own day: engines read one partition.
    const day = varchar(from.slice(0, 10))
    return `(dt = ${day} AND ${same} AND event_timestamp >= ${at} AND event_timestamp < ${at} + INTERVAL '${minutes}' MINUTE)`
  })
  return `SELECT ${id} AS id, ${sqlName(column)} AS by_value, source_object\nFROM ${table}\nWHERE ${conditions.join('\n  OR ')}\nORDER BY 1`
}

/**
 * How complete the days of a question are: what arrived in them, and until a day after, by the ledger, in one row. Only
 * records of the table that the number was made of, and those of which nobody can tell. What arrives later than the
 * newest object of the lake is not known yet.
 */
export function completenessSql(table: Origin['table'], first: string, last: string): string {
  const ofTable = `(table_name = ${varchar(table)} OR table_name IS NULL)`
  const where = `dt BETWEEN ${varchar(first)} AND ${varchar(last)} AND ${ofTable}`
  const sums = ['accepted', 'duplicate', 'superseded'].map(
    name => `  coalesce(sum(${name}), 0) AS records_${name},`,
  )
  return `SELECT
  (SELECT max(arrived_at) FROM ledger) AS last_arrived_at,
  count(DISTINCT CASE WHEN replay_of IS NULL THEN concat(raw_root, '/', object_key) END) AS raw_objects,
  coalesce(sum(CASE WHEN replay_of IS NULL THEN read END), 0) AS records_read,
${sums.join('\n')}
  (SELECT count(*) FROM quarantine WHERE status = 'quarantined' AND ${where}) AS records_quarantined
FROM ledger
WHERE ${where}`
}
