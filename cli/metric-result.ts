import { type DataType, Schema } from 'apache-arrow'
import type { QueryEngine, ResultStream } from '../lake/engine/engine.ts'
import type { LakeState } from '../lake/log/state.ts'
import type { Metric, Unit } from '../sql/metrics/metric.ts'
import type { Question } from '../sql/metrics/question.ts'
import { cellText, rowsOf, stdout, writeResult } from './output.ts'
import { daysOf } from './question.ts'
import { alignedTable } from './table.ts'

const units: Readonly<Record<Unit, string>> = {
  ...{ count: '', s: ' (s)', bytes: ' (bytes)', percent: ' (%)', number: '' },
  ...{ usd: ' (USD)', usd_per_thousand: ' (USD)' },
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const fractional = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A number as people read it; a dash where there is none. */
export function numberText(value: unknown, { kind, unit }: Pick<Metric, 'kind' | 'unit'>): string {
  if (value === null || value === undefined) return '–'
  return (kind === 'ratio' || unit === 'usd' ? fractional : whole).format(Number(value))
}

/** Writes the answer, its columns named as they were asked for; gives how many groups there are. */
export async function writeMetrics(
  result: ResultStream,
  { by, metrics }: Question,
  format: 'table' | 'csv' | 'json',
): Promise<number> {
  const names = [...by, ...metrics.map(({ metric }) => metric.name)]
  const { fields } = result.schema
  let rows = 0
  async function* counted() {
    for await (const batch of result.batches) {
      rows += batch.numRows
      yield batch
    }
  }
  if (format !== 'table') {
    const schema = new Schema(fields.map((field, i) => field.clone({ name: names[i] ?? field.name })))
    await writeResult({ schema, batches: counted() }, format, stdout)
    return rows
  }
  const columns = [
    ...by.map(name => ({ name, align: 'left' as const })),
    ...metrics.map(({ metric }) => ({ name: metric.name + units[metric.unit], align: 'right' as const })),
  ]
  const cells: string[][] = []
  for await (const row of rowsOf({ schema: result.schema, batches: counted() }))
    cells.push(
      row.map((value, i) => {
        const metric = metrics[i - by.length]?.metric
        return metric ? numberText(value, metric) : cellText(value, fields[i]?.type as DataType, '–')
      }),
    )
  if (rows > 0) await stdout.write(`${alignedTable(columns, cells)}\n`)
  return rows
}

/** So many values are shown where none is near. */
const MOST_VALUES = 8

/** Of each filter that no row of the period passes: which values there are, the near ones if some are. */
export async function strayFilters(question: Question, engine: QueryEngine): Promise<readonly string[]> {
  const { isNear } = await import('../sql/metrics/near.ts')
  const { questionSql } = await import('../sql/metrics/query.ts')
  const said: string[] = []
  for (const { grouping, values } of question.filters) {
    const asked = { ...question, metrics: question.metrics.slice(0, 1), by: [grouping], filters: [] }
    const found = (await engine.query(questionSql(asked))).getChildAt(0)?.toArray() ?? []
    const there = [...new Set([...found].filter(value => value !== null).map(String))].sort()
    for (const value of values) {
      if (value === null || there.includes(value)) continue
      const near = there.filter(each => isNear(value, each))
      const some = (near.length > 0 ? near : there).slice(0, MOST_VALUES)
      const more = some.length < there.length && near.length === 0 ? ' …' : ''
      const list =
        some.length === 0 ? 'it has none' : `${near.length > 0 ? 'near are' : 'there are'} ${some.join(', ')}`
      said.push(`${grouping} is never ${value} in this period: ${list}${more}`)
    }
  }
  return said
}

/** Says that nothing was found, and where there would be something. */
export function noData({ period, filters }: Question, state: LakeState | undefined): string {
  const days = state && daysOf(state)
  const has = days
    ? `; the lake has data from ${days.first} to ${days.last}`
    : state
      ? '; the lake has none yet'
      : ''
  const those = filters.length > 0 ? ' with these filters' : ''
  return `no data from ${period.from} to before ${period.to} (${period.zone})${those}${has}`
}
