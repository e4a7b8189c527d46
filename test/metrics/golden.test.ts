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
let lake: TestLake
beforeAll(async () => {
  // Each case has days of its own: one lake holds them all.
  lake = testLake(scratch)
  for (const name of cases)
    for (const file of readdirSync(new URL(`${name}/`, folder)))
      if (file.endsWith('.jsonl')) lake.add(`${name}/${file}`, read(name, file))
  await lake.run({ derive: true })
})

test('all of them are there', () => expect(cases).toHaveLength(13))

describe.each(cases)('%s', name => {
  const asked = JSON.parse(read(name, 'expected.json')) as readonly Asked[]

  test.each(asked)('$metrics by $by', async ({ metrics, by, from, to, tz = 'UTC', rows }) => {
    const question = questionOf({ metrics, by, filters: [], period: periodOf(from, to, tz) })
    const keys = by.map(grouping => `CAST(${grouping} AS varchar) AS ${grouping}`)
    const columns = question.metrics.map(({ metric }) => metric.column)
    const found = await lake.rows(
      `SELECT ${[...keys, ...columns].join(', ')} FROM (${questionSql(question)})`,
    )
    const wanted = rows.map(row =>
      row.map((value, i) => (i < by.length && value !== null ? String(value) : value)),
    )
    expect(found.map(row => Object.values(row))).toEqual(wanted)
  })
})
