import { isoOf } from '../../schema/instant.ts'
import { attributeOf, contactAttributeColumn } from '../contact-attribute.ts'
import { isOneOfSql, sqlLiteral, sqlName, sqlText } from '../literal.ts'
import { localTimeSql } from '../local-time.ts'
import { attributedRows } from './attribute-join.ts'
import { conditionSql, metricSql } from './expression.ts'
import type { Metric, PercentileMetric } from './metric.ts'
import { type Period, partitionsOf } from './period.ts'
import type { Cell, Filter, Question } from './question.ts'
import type { Subject } from './subject.ts'
import { timeGroupings } from './time-grouping.ts'

/** The column of an answer that has the values of a grouping. */
function groupingColumn(grouping: string): string {
  const attribute = attributeOf(grouping)
  return sqlName(attribute === undefined ? grouping : contactAttributeColumn(attribute))
}

/** SQL of the value of a grouping. */
function groupingSql(grouping: string, subject: Subject, period: Period): string {
  const time = timeGroupings[grouping]
  if (attributeOf(grouping) !== undefined) return groupingColumn(grouping)
  if (!time) return sqlName((subject.groupings[grouping] as { column: string }).column)
  const { column } = subject.attributed_to
  return time.sql(
    period.zone === 'UTC' ? sqlName(column) : localTimeSql(sqlName(column), period.zone, period),
  )
}

const filterSql = ({ grouping, values }: Filter, subject: Subject, period: Period): string =>
  isOneOfSql(groupingSql(grouping, subject, period), values)

/** A value as it is printed, as a literal of the type that the grouping has. */
function cellSql({ grouping, value }: Cell, subject: Subject, period: Period): string {
  const column = groupingSql(grouping, subject, period)
  if (value === null) return `${column} IS NULL`
  const type = timeGroupings[grouping]?.type ?? 'varchar'
  return `${column} = ${sqlLiteral(type === 'bigint' ? { type, value: Number(value) } : { type, value })}`
}

/** The rows of a subject that lie in a period. Engines read only the partitions named; the times cut them to size. */
function periodSql({ attributed_to }: Subject, period: Period): readonly string[] {
  const { column, partition_days_later } = attributed_to
  const [first, last] = partitionsOf(period, partition_days_later)
  const partitions = `dt BETWEEN ${sqlText(first)} AND ${sqlText(last)}`
  if (period.zone === 'UTC' && partition_days_later === 0) return [partitions]
  const at = (ms: number): string => sqlLiteral({ type: 'timestamp', value: isoOf(ms) })
  return [
    partitions,
    `${sqlName(column)} >= ${at(period.from_ms)}`,
    `${sqlName(column)} < ${at(period.to_ms)}`,
  ]
}

/** The contact attributes that a question asks for, by their names. */
export function attributesOf({ by, filters, cells = [] }: Question): readonly string[] {
  const groupings = [...by, ...[...filters, ...cells].map(({ grouping }) => grouping)]
  return [...new Set(groupings.flatMap(name => attributeOf(name) ?? []))]
}

/** What is read, for FROM: the rows of a subject, with the contact attributes that are asked for. */
export const fromSql = (subject: Subject, question: Question): string =>
  attributedRows(
    subject,
    attributesOf(question),
    partitionsOf(question.period, subject.attributed_to.partition_days_later),
  )

/** Which rows are asked about: those of the period that pass the filters, of the one group if there is one. */
export const scopeSql = (subject: Subject, { period, filters, cells = [] }: Question): readonly string[] => [
  ...periodSql(subject, period),
  ...filters.map(filter => filterSql(filter, subject, period)),
  ...cells.map(cell => cellSql(cell, subject, period)),
]

/** Which of them are counted. */
export const rowsSql = (subject: Subject, question: Question): readonly string[] => [
  ...scopeSql(subject, question),
  ...subject.where.map(({ condition }) => conditionSql(condition)),
]

/** A part of the answer: the groups of one subject, with some of the metrics. */
interface Part {
  readonly columns: readonly string[]
  readonly sql: string
}

const indented = (text: string, indent: string): string => text.replace(/^/gm, indent)
const listed = (items: readonly string[]): string => items.map(item => `  ${item}`).join(',\n')
const ordinals = (count: number): string => Array.from({ length: count }, (_, i) => i + 1).join(', ')

/** GROUP BY; without groups one row, and none where there is nothing to count: no data is not 0. */
const grouped = (count: number): string =>
  count === 0 ? '\nHAVING count(*) > 0' : `\nGROUP BY ${ordinals(count)}`

const keysOf = (subject: Subject, { by, period }: Question): readonly string[] =>
  by.map(grouping => `${groupingSql(grouping, subject, period)} AS ${groupingColumn(grouping)}`)

function summed(
  subject: Subject,
  metrics: readonly Exclude<Metric, PercentileMetric>[],
  question: Question,
): Part {
  const items = metrics.map(metric => `${metricSql(metric)} AS ${sqlName(metric.column)}`)
  const columns = metrics.map(({ column }) => column)
  const where = rowsSql(subject, question).join('\n  AND ')
  const sql = `SELECT\n${listed([...keysOf(subject, question), ...items])}\nFROM ${fromSql(subject, question)}\nWHERE ${where}${grouped(question.by.length)}`
  return { columns, sql }
}

/** Counts how often each value occurs, and how many are not larger: the first that reaches the percentage. */
function percentile(subject: Subject, metric: PercentileMetric, question: Question): Part {
  const over = sqlName(metric.over)
  const where = [...rowsSql(subject, question), `${over} IS NOT NULL`].join('\n  AND ')
  const names = question.by.map(groupingColumn)
  const within = names.length > 0 ? `PARTITION BY ${names.join(', ')} ` : ''
  const counts = `SELECT\n${listed([...keysOf(subject, question), `${over} AS value`, 'count(*) AS contacts'])}\nFROM ${fromSql(subject, question)}\nWHERE ${where}\nGROUP BY ${ordinals(names.length + 1)}`
  const running = `SELECT\n${listed([
    ...names,
    'value',
    `sum(contacts) OVER (${within}ORDER BY value) AS up_to`,
    `sum(contacts) OVER (${within.trimEnd()}) AS total`,
  ])}\nFROM (\n${indented(counts, '  ')}\n) AS counts`
  const sql = `SELECT\n${listed([...names, `min(value) AS ${sqlName(metric.column)}`])}\nFROM (\n${indented(running, '  ')}\n) AS running\nWHERE up_to * 100 >= total * ${metric.percent}${grouped(names.length)}`
  return { columns: [metric.column], sql }
}

function partsOf(question: Question): readonly Part[] {
  const subjects = [...new Set(question.metrics.map(({ subject }) => subject))]
  return subjects.flatMap(subject => {
    const own = question.metrics.filter(found => found.subject === subject).map(({ metric }) => metric)
    const sums = own.filter(metric => metric.kind !== 'percentile')
    const percentiles = own.filter(metric => metric.kind === 'percentile')
    return [
      ...(sums.length > 0 ? [summed(subject, sums, question)] : []),
      ...percentiles.map(metric => percentile(subject, metric, question)),
    ]
  })
}

/**
 * The SQL that answers a question: one row for each group that has rows, the keys under the names of the groupings, the
 * metrics under those of `metricColumn`, in the order in which they were asked for.
 */
export function questionSql(question: Question): string {
  const parts = partsOf(question)
  const keys = question.by.map(groupingColumn)
  const columns = question.metrics.map(({ metric }) => sqlName(metric.column))
  const order = keys.length > 0 ? `\nORDER BY ${ordinals(keys.length)}` : ''
  const [only] = parts
  if (parts.length === 1 && only) {
    const asAsked = only.columns.every((column, i) => column === columns[i])
    if (asAsked) return only.sql + order
  }
  // Each part knows some of the columns: laid one upon the other, a group has all of them.
  const laid = parts.map(part => {
    const items = columns.map(column => (part.columns.includes(column) ? column : `NULL AS ${column}`))
    return `SELECT ${[...keys, ...items].join(', ')}\nFROM (\n${indented(part.sql, '  ')}\n) AS part`
  })
  const items = columns.map(column => `max(${column}) AS ${column}`)
  return `SELECT\n${listed([...keys, ...items])}\nFROM (\n${indented(laid.join('\nUNION ALL\n'), '  ')}\n) AS parts${grouped(keys.length)}${order}`
}
