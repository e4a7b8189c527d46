import type { Found } from '../../sql/metrics/catalogue.ts'
import { type Metric, perOf, type Unit } from '../../sql/metrics/metric.ts'
import type { Question } from '../../sql/metrics/question.ts'
import { numberText } from '../metric-result.ts'
import { alignedTable } from '../table.ts'
import { count, styled } from '../terminal.ts'
import type { Answer, RowBehind } from './answer.ts'

const LABEL = 12

const signs: Readonly<Record<Unit, string>> = {
  ...{ count: '', s: 's', bytes: 'bytes', percent: '%', number: '' },
  ...{ usd: 'USD', usd_per_thousand: 'USD' },
}

const block = (label: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, i) => `${(i === 0 ? label : '').padEnd(LABEL)}${line}`)

const asked = ({ period, filters, cells = [] }: Question): string =>
  [
    `${period.from} to before ${period.to} (${period.zone})`,
    ...cells.map(({ grouping, value }) => `${grouping} ${value ?? 'none'}`),
    ...filters.map(
      ({ grouping, values }) => `${grouping} ${values.map(value => value ?? 'none').join(' or ')}`,
    ),
  ].join(', ')

function sums(metric: Metric, answer: Answer): readonly string[] {
  if (metric.kind === 'percentile' && answer.value !== null) {
    const { in_numerator } = answer.rows
    const rank = Math.ceil((in_numerator * metric.percent) / 100)
    return [metric.doc, `Number ${count(rank)} of ${count(in_numerator)} values, the smallest first.`]
  }
  if (metric.kind === 'ratio') {
    const { numerator, denominator, unit } = metric
    return [
      `${numberText(answer.numerator, numerator)}  ${numerator.name}: ${numerator.doc}`,
      `÷ ${numberText(answer.denominator, denominator)}  ${denominator.name}: ${denominator.doc}`,
      ...(perOf(unit) > 1 ? [`× ${count(perOf(unit))}`] : []),
      ...(Number(answer.denominator ?? 0) === 0 ? ['Nothing to divide by: there is no value.'] : []),
    ]
  }
  return [metric.doc]
}

function rows({ rows: found, left_out }: Answer): readonly string[] {
  const { counted, in_numerator, in_denominator, in_neither } = found
  const both =
    in_denominator === null
      ? [`${count(in_numerator)} of them add to it`]
      : [`${count(in_numerator)} add to the numerator`, `${count(in_denominator)} to the denominator`]
  const out = left_out.filter(rule => rule.rows > 0)
  return [
    `${count(counted)} counted: ${both.join(', ')}; ${count(in_neither)} add nothing`,
    ...(out.length === 0
      ? ['none left out by a rule']
      : out.map(({ rule, rows: left }) => `${count(left)} left out: ${rule}`)),
  ]
}

function complete({ completeness: c }: Answer): readonly string[] {
  const at = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`
  const missing = c.records_quarantined === 0 ? '' : ', but for what is in the quarantine'
  const verdict = c.complete
    ? `${styled(missing === '' ? 'green' : 'yellow', `yes${missing}`)}: the newest raw object arrived at ${at(c.last_arrived_at ?? '')}, after the ${at(c.expected_until)} until which records come late`
    : `${styled('yellow', 'not yet')}: the newest raw object arrived at ${c.last_arrived_at === null ? 'no time' : at(c.last_arrived_at)}; records come late until ${at(c.expected_until)}`
  const { records_read, records_accepted, records_duplicate, records_superseded, records_quarantined } = c
  return [
    verdict,
    `ledger of what it is made of, from the days in which it can have arrived: ${count(c.raw_objects)} objects, ${count(records_read)} records = ${count(records_accepted)} accepted + ${count(records_duplicate)} duplicate + ${count(records_superseded)} superseded + ${count(records_quarantined)} in the quarantine`,
    records_quarantined === 0
      ? 'quarantine: nothing'
      : `quarantine: ${count(records_quarantined)} records are missing from the lake; see connect-lake quarantine list`,
  ]
}

/** The rows, numbered. */
function rowTable(found: readonly RowBehind[]): string {
  const names = Object.keys(found[0]?.row ?? {})
  const split = found[0]?.in_denominator !== null
  const columns = ['#', ...names, ...(split ? ['numerator'] : [])]
  const cells = found.map(({ row, in_numerator }, i) => [
    String(i + 1),
    ...names.map(name => String(row[name] ?? '–')),
    ...(split ? [in_numerator ? 'yes' : ''] : []),
  ])
  return alignedTable(
    columns.map(name => ({ name, align: 'left', whole: true })),
    cells,
  )
}

/** The records of the rows, by their numbers. */
function recordTable(found: readonly RowBehind[]): string {
  const cells = found.flatMap(({ records }, i) =>
    records.map(({ id, source_object, byte_offset, byte_length }) => [
      String(i + 1),
      id,
      source_object,
      byte_offset === null ? '–' : String(byte_offset),
      byte_length === null ? '–' : String(byte_length),
    ]),
  )
  const columns = ['#', 'id', 'raw object', 'byte', 'length'].map(name => ({
    name,
    align: name === 'byte' || name === 'length' ? ('right' as const) : ('left' as const),
    whole: true,
  }))
  return alignedTable(columns, cells)
}

/** Says of which rows not all records are shown. */
const moreRecords = (found: readonly RowBehind[]): readonly string[] => {
  const more = found.flatMap(({ records, records_in_all }, i) =>
    records_in_all > records.length ? [`${records_in_all - records.length} of row ${i + 1}`] : [],
  )
  return more.length === 0 ? [] : ['', `Not shown: ${more.join(', ')}; more with --limit.`]
}

const withRecords = (behind: readonly RowBehind[]): readonly string[] => [
  '',
  'Their records, and where these stand in the unzipped raw objects:',
  '',
  recordTable(behind),
  ...moreRecords(behind),
]

/** The answer for people. */
export function whyText({ metric, subject }: Found, question: Question, answer: Answer): string {
  const total = Math.max(answer.rows.in_numerator, answer.rows.in_denominator ?? 0)
  const from = metric.kind === 'percentile' ? 'those from it upwards' : 'the first'
  const some =
    answer.behind.length < total
      ? `${from}, ${answer.behind.length} of ${count(total)}, more with --limit`
      : 'all'
  return [
    styled(
      'bold',
      `${metric.name} = ${numberText(answer.value, metric)} ${answer.value === null ? '' : signs[metric.unit]}`.trimEnd(),
    ),
    '',
    ...block('is', [`${metric.label}: ${metric.doc}`, ...(metric.readings ? [metric.readings] : [])]),
    ...block('made of', sums(metric, answer)),
    ...block('asked', [asked(question)]),
    ...block('rows', rows(answer)),
    ...block('complete', complete(answer)),
    '',
    ...(answer.behind.length === 0
      ? ['No row adds to it.']
      : [
          `Rows behind it (${some}); times are UTC:`,
          '',
          rowTable(answer.behind),
          ...(subject.origin ? withRecords(answer.behind) : []),
        ]),
  ].join('\n')
}
