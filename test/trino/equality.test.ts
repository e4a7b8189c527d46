/**
 * Two engines, one truth: every table and every view of a simulated lake, row by row, and every metric by every
 * grouping that it allows, and whatever the dashboards ask, on DuckDB and on Trino, which is what Athena is made of. New ones are compared without a line
 * here.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Days } from '../../dashboards/local/days.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import type { Table } from '../../schema/table.ts'
import { tables } from '../../schema/tables.ts'
import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { views } from '../../sql/views.ts'
import { gallery } from '../dashboards/gallery/gallery.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { dashboardQuestions } from '../sql/dashboard-questions.ts'
import { metricQuestionsTogether } from '../sql/metric-questions.ts'
import { namedQuestions } from '../sql/named-questions.ts'
import { quickSightQuestions } from '../sql/quicksight-questions.ts'
import { type Answer, answerOf, differences } from './answers.ts'
import {
  ARRIVED_BY,
  FIRST_DAY,
  LAST_DAY,
  LONG_DAY,
  type TwoEngines,
  twoEngines,
  ZONE,
} from './two-engines.ts'

const folder = temporaryFolder()
let engines: TwoEngines
beforeAll(async () => {
  engines = await twoEngines(folder)
}, 300_000)
afterAll(() => {
  engines?.duckdb.close()
  engines?.trino.close()
  engines?.trino_rows.close()
})

/**
 * The answer of both engines; fails when they differ.
 * @param asked Trino over the views, or over the rows that they give
 */
async function agreed(sql: string, asked: QueryEngine = engines.trino): Promise<Answer> {
  const [duckdb, trino] = await Promise.all([engines.duckdb.query(sql), asked.query(sql)])
  const answer = answerOf(duckdb)
  expect(differences(answer, answerOf(trino))).toEqual([])
  return answer
}

const neverSimulated = new Set([
  // Its hierarchy has two levels.
  ...[3, 4, 5].map(level => `agent_hierarchy_level${level}_name`),
  // Nobody helps another agent, and no customer who was connected is left waiting.
  'is_assist',
  'wait_after_customer_connection_s',
  'is_conversation_abandoned',
  // The world is one instance's.
  'instance_arn',
])

/**
 * Nobody is at work, and nobody waits, when the simulated world ends: what shows how it is now has no rows.
 */
const withoutRows =
  /agents?[_-](now|online-now|available-now|by-activity-now)|queues_now|in-queue(-by-queue)?-now|longest-wait-now/

/** The last day that is asked for: data sets are told of as of the last arrival. */
const lastDayOf = (what: string): string => (/data_set_states|data-sets/.test(what) ? ARRIVED_BY : LAST_DAY)

/** Of what is longer, a day has to do: the one on which the clocks change. */
const LONG = 5000

test.each(Object.values<Table>(tables))('table $name', async ({ name }) => {
  const days = await agreed(`SELECT dt, count(*) AS n FROM ${name} GROUP BY dt`)
  const count = days.rows.reduce((sum, [, n]) => sum + Number(n), 0)
  // Events are there of the last days only.
  const day = days.rows.some(([dt]) => dt === LONG_DAY) ? LONG_DAY : LAST_DAY
  const { rows } = await agreed(`SELECT * FROM ${name}${count > LONG ? ` WHERE dt = '${day}'` : ''}`)
  expect(rows.length > 0).toBe(!withoutRows.test(name))
})

test('all situations are there: each column of contact has a value, and each flag both', async () => {
  const { columns, rows } = await agreed(
    `SELECT ${Object.keys(views.contact.columns).join(', ')} FROM contact`,
  )
  const missing = columns.filter((column, i) => {
    if (neverSimulated.has(column.split(' ')[0] as string)) return false
    const found = new Set(rows.map(row => row[i]))
    return column.endsWith(' Bool') ? !(found.has(true) && found.has(false)) : found.size < 2
  })
  expect(missing).toEqual([])
})

describe('views', () => {
  test.each(Object.values(views))('$name', async ({ name }) => {
    const { rows } = await agreed(`SELECT * FROM ${name}`)
    expect(rows.length > 0).toBe(!withoutRows.test(name))
  })
})

/** The partitions of each table that Trino means to read: all where none are named. */
async function partitionsRead(sql: string): Promise<Record<string, readonly string[] | 'all'>> {
  const [row] = (await engines.trino.query(`EXPLAIN (TYPE IO, FORMAT JSON) ${sql}`)).toArray()
  const plan = JSON.parse(Object.values(row?.toJSON() as Record<string, string>)[0] as string) as IoPlan
  return Object.fromEntries(
    plan.inputTableColumnInfos.map(({ table, constraint }) => {
      const dt = constraint.columnConstraints.find(({ columnName }) => columnName === 'dt')
      return [table.schemaTable.table, dt?.domain.ranges.map(({ low }) => low.value) ?? 'all']
    }),
  )
}
interface IoPlan {
  readonly inputTableColumnInfos: readonly {
    readonly table: { readonly schemaTable: { readonly table: string } }
    readonly constraint: {
      readonly columnConstraints: readonly {
        readonly columnName: string
        readonly domain: { readonly ranges: readonly { readonly low: { readonly value: string } }[] }
      }[]
    }
  }[]
}

test.each([
  `SELECT agent_username, queue_name, disconnect_reason, contact_duration FROM connect_contact_trace_records WHERE contact_date BETWEEN DATE '2025-11-01' AND DATE '2025-11-02'`,
  `SELECT * FROM contact WHERE contact_date >= DATE '2025-11-01' AND dt <= '2025-11-02'`,
  `SELECT sum(contacts) FROM queue_interval WHERE contact_date IN (DATE '2025-11-01', DATE '2025-11-02')`,
])('only the partitions asked for are read: %s', async sql => {
  expect(await partitionsRead(sql)).toEqual({ contact_record: ['2025-11-01', '2025-11-02'] })
})

describe('metrics', () => {
  // By the clocks of a zone where they matter: their SQL has all that the one for UTC has.
  const asked = metricQuestionsTogether.map(({ subject, by, by_zone, ask }) => {
    const zone = by_zone ? ZONE : 'UTC'
    return { subject, by, zone, question: ask(periodOf(FIRST_DAY, lastDayOf(subject), zone)) }
  })
  test.each(asked)('of $subject by "$by", $zone', async ({ subject, by, question }) => {
    // Of each subject a question goes through its views; they are compared themselves above, row by row.
    const { rows } = await agreed(questionSql(question), by === '' ? engines.trino : engines.trino_rows)
    expect(rows.length > 0).toBe(!withoutRows.test(subject))
  })
})

/** The questions that are made for days, each for its own. */
const forDays = <Q extends { readonly of: string }>(
  questionsFor: (days: Days) => readonly Q[],
): readonly Q[] =>
  [LAST_DAY, ARRIVED_BY].flatMap(to =>
    questionsFor({ from: FIRST_DAY, to }).filter(({ of }) => lastDayOf(of) === to),
  )

const asked = forDays(days => [...dashboardQuestions(days), ...dashboardQuestions(days, [gallery])])
test.each(asked)('dashboards: $of', async ({ of, sql }) => {
  const { rows } = await agreed(sql, engines.trino_rows)
  expect(withoutRows.test(of) || rows.length > 0).toBe(true)
})

test.each(forDays(quickSightQuestions))('QuickSight: $of', async ({ of, sql }) => {
  const { rows } = await agreed(sql, engines.trino_rows)
  expect(withoutRows.test(of) || rows.length > 0).toBe(true)
})

test.each(namedQuestions(LAST_DAY))('of an analyst: $name', async ({ sql }) => {
  const { rows } = await agreed(sql)
  expect(rows.length).toBeGreaterThan(0)
})
