/** Hand-worked cases, each a folder that a person can read: what happened, what arrived, and what it comes to. */
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { questionOf } from '../../sql/metrics/question.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'

interface Asked {
  readonly metrics: readonly string[]
  readonly by: readonly string[]
  readonly from: string
  readonly to: string
  readonly tz?: string
  /** The values of the groupings, then of the metrics. */
  readonly rows: readonly (readonly (string | number | null)[])[]
}

const folder = new URL('./golden/', import.meta.url)
const cases = readdirSync(folder).sort()
const read = (name: string, file: string): string => readFileSync(new URL(`${name}/${file}`, folder), 'utf8')

const scratch = temporaryFolder()
/** How far data reach is a property of the lake: what depends on it has one of its own. */
const alone = cases.filter(name => name.startsWith('14-'))
const lakes = new Map<string, TestLake>()
beforeAll(async () => {
  // Each of the others has days of its own: one lake holds them all.
  for (const names of [cases.filter(name => !alone.includes(name)), alone]) {
    const lake = testLake(scratch)
    for (const name of names) {
      lakes.set(name, lake)
      for (const file of readdirSync(new URL(`${name}/`, folder)))
        if (file.endsWith('.jsonl')) lake.add(`${name}/${file}`, read(name, file))
    }
    await lake.run({ derive: true })
  }
})

test('all of them are there', () => expect(cases).toHaveLength(15))

describe.each(cases)('%s', name => {
  const asked = JSON.parse(read(name, 'expected.json')) as readonly Asked[]

  test.each(asked)('$metrics by $by', async ({ metrics, by, from, to, tz = 'UTC', rows }) => {
    const question = questionOf({ metrics, by, filters: [], period: periodOf(from, to, tz) })
    const keys = by.map(grouping => `CAST(${grouping} AS varchar) AS ${grouping}`)
    const columns = question.metrics.map(({ metric }) => metric.column)
    const found = await (lakes.get(name) as TestLake).rows(
      `SELECT ${[...keys, ...columns].join(', ')} FROM (${questionSql(question)})`,
    )
    const wanted = rows.map(row =>
      row.map((value, i) => (i < by.length && value !== null ? String(value) : value)),
    )
    const rounded = (value: unknown) => (typeof value === 'number' ? Number(value.toFixed(6)) : value)
    expect(found.map(row => Object.values(row).map(rounded))).toEqual(wanted)
  })
})
