/** What the ledger counts, by the rates of the cost model: worked out by hand, and held to the model's own sum. */
import { beforeAll, describe, expect, test } from 'vitest'
import { assumptions } from '../../sql/cost/assumptions.ts'
import { costOf, fixedUsage, recordUsage, storedUsage } from '../../sql/cost/model.ts'
import { costRates } from '../../sql/cost/rates.ts'
import { isRead, sourceNames } from '../../sql/cost/volume.ts'
import { viewSql } from '../../sql/files.ts'
import { sqlText } from '../../sql/literal.ts'
import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { questionOf } from '../../sql/metrics/question.ts'
import { views } from '../../sql/views.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'

const folder = temporaryFolder()
let lake: TestLake
beforeAll(async () => {
  lake = testLake(folder)
  await lake.run()
})

/** An object as the ledger has it. */
interface Entry {
  readonly arrived_at: string
  readonly table_name: string | null
  readonly object_bytes: number
  readonly read: number
  readonly accepted: number
  readonly replaced?: number
}

/** A question of the view over a ledger of these entries. */
function over(entries: readonly Entry[], time_zone: string, sql: string): string {
  const rows = entries.map(
    ({ arrived_at, table_name, object_bytes, read, accepted, replaced = 0 }, i) =>
      `SELECT ${sqlText(arrived_at.slice(0, 10))} AS dt, 'raw' AS raw_root, 'o${i}' AS object_key,
        CAST(${object_bytes} AS bigint) AS object_bytes, TIMESTAMP ${sqlText(arrived_at)} AS arrived_at,
        CAST(NULL AS varchar) AS replay_of, CAST(${table_name === null ? 'NULL' : sqlText(table_name)} AS varchar) AS table_name,
        CAST(${read} AS bigint) AS read, CAST(${accepted} AS bigint) AS accepted, CAST(0 AS bigint) AS duplicate,
        CAST(0 AS bigint) AS superseded, CAST(0 AS bigint) AS quarantined, CAST(${replaced} AS bigint) AS replaced,
        'c' AS commit_id, TIMESTAMP ${sqlText(arrived_at)} AS committed_at`,
  )
  const made = (['business_calendar', 'cost_rate', 'cost_estimate'] as const).map(
    name => `${name} AS (\n${viewSql(views[name], { time_zone })}\n)`,
  )
  return `WITH ledger AS (\n${rows.join('\nUNION ALL\n')}\n), ${made.join(', ')}\n${sql}`
}

const MILLION = 1_000_000

describe('a million contact records one day, nothing the next, two million agent events the day after', () => {
  const entries: readonly Entry[] = [
    {
      ...{ arrived_at: '2025-07-01 10:00:00', table_name: 'contact_record', object_bytes: 500 * MILLION },
      ...{ read: MILLION, accepted: 900_000, replaced: 100_000 },
    },
    {
      ...{ arrived_at: '2025-07-03 10:00:00', table_name: 'agent_event', object_bytes: 1000 * MILLION },
      ...{ read: 2 * MILLION, accepted: 2 * MILLION },
    },
    // Of no table: it is kept all the same.
    {
      ...{ arrived_at: '2025-07-03 11:00:00', table_name: null, object_bytes: 1000 * MILLION },
      ...{ read: 7, accepted: 0 },
    },
  ]

  /*
   * Fixed, each day: two streams of 24 hours at 0.04 are 1.92. 24 runs of 30 s at 3.008 GB are 2,165.76 GB-seconds at
   * 0.0000133334, 0.02888; 24 × 5 calls 0.000024. 24 × 13 transitions 0.0078. 4 × 24 × 12 objects and 24 × 60 writes are
   * 2,592 writes, 0.01296, and 1,152 + 5 × 2,592 reads, 0.0056448. Keys: 2 of a month of 30.41667 days, each with
   * an older version, 0.131507, and 518.4 requests, 0.001555. Alarms and dashboard 6.00 a month, 0.197260; 19 metrics 5.70, 0.187397; 57.6 thousand updates 0.1728; 4.8 MB of logs 0.0024
   * (24 × 200 kB at 0.50).
   */
  const fixed = {
    ...{ 'Kinesis Data Streams': 1.92, S3: 0.0186048, Lambda: 0.0289009, 'Step Functions': 0.0078 },
    ...{ KMS: 0.133062, CloudWatch: 0.5598575 },
  }
  /*
   * A million contact records are 4 GB in, 3.52 GB out and 4 / 30.41667 GB-months kept: 0.32 + 0.1408 + 0.0131507. 5 GB in
   * Firehose: 0.145. 3,520 MB at 0.124 s and 3.008 GB: 0.0175058. 0.5 GB of Parquet: twelve months in S3 0.138, in
   * QuickSight, twice as large, 4.56, and read 4 × 30.41667 times by Athena: 60.8333 GB, 0.3041667. 0.5 GB of raw objects:
   * three months at 0.023 and nine at 0.0125, 0.09075. Versions not yet collected: 24 a day of half a day for three days, 36 /
   * 30.41667 of the Parquet, 0.0136110.
   */
  const contacts = {
    ...{ 'Kinesis Data Streams': 0.4739507, 'Data Firehose': 0.145, Lambda: 0.0175058 },
    ...{ S3: 0.138 + 0.013611 + 0.09075, QuickSight: 4.56, Athena: 0.3041667 },
  }
  /*
   * Two million agent events: 10 GB in, 9.06 out, 10 / 30.41667 kept: 0.8 + 0.3624 + 0.0328767. 10 GB: 0.29. 9,060 MB:
   * 0.0450577. 0.32 GB of Parquet: 0.08832 and 0.0087110, 2.9184, 0.1946667. 2 GB of raw objects: 0.363.
   */
  const events = {
    ...{ 'Kinesis Data Streams': 1.1952767, 'Data Firehose': 0.29, Lambda: 0.0450577 },
    ...{ S3: 0.08832 + 0.008711 + 0.363, QuickSight: 2.9184, Athena: 0.1946667 },
  }

  test('each day and service', async () => {
    const rows = await lake.rows<{ dt: string; service: string; fixed_usd: number; variable_usd: number }>(
      over(entries, 'UTC', 'SELECT dt, service, fixed_usd, variable_usd FROM cost_estimate'),
    )
    expect([...new Set(rows.map(({ dt }) => dt))].sort()).toEqual(['2025-07-01', '2025-07-02', '2025-07-03'])
    const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
      '2025-07-01': contacts,
      '2025-07-02': {},
      '2025-07-03': events,
    }
    for (const [dt, variable] of Object.entries(expected)) {
      const found = rows.filter(row => row.dt === dt)
      // Each service has its row, be it of nothing.
      expect(found.map(({ service }) => service).sort()).toEqual(
        [...new Set([...Object.keys(fixed), ...Object.keys(contacts)])].sort(),
      )
      for (const row of found) {
        expect(row.fixed_usd, `${dt} ${row.service}`).toBeCloseTo(
          fixed[row.service as keyof typeof fixed] ?? 0,
          6,
        )
        expect(row.variable_usd, `${dt} ${row.service}`).toBeCloseTo(variable[row.service] ?? 0, 6)
      }
    }
  })

  test('metrics: contacts are counted once, whatever number of services', async () => {
    const period = periodOf('2025-07-01', '2025-07-03', 'UTC')
    const metrics = ['contacts_taken_in', 'estimated_cost_per_thousand_contacts', 'fixed_cost_rate']
    const sql = questionSql(questionOf({ metrics, by: ['day'], filters: [], period }))
    const rows = await lake.rows<Record<string, number | null>>(over(entries, 'UTC', sql))
    const [first, second] = rows
    const sum = (of: object): number =>
      Object.values(of).reduce((total: number, usd: number) => total + usd, 0)
    const [fixed_usd, first_usd] = [sum(fixed), sum(fixed) + sum(contacts)]
    expect(first).toMatchObject({ contacts_taken_in: 800_000 })
    expect(first?.estimated_cost_per_thousand_contacts).toBeCloseTo(first_usd / 800, 7)
    expect(first?.fixed_cost_rate).toBeCloseTo((100 * fixed_usd) / first_usd, 4)
    // Nothing to divide by is no cost of 0.
    expect(second).toMatchObject({ contacts_taken_in: 0, estimated_cost_per_thousand_contacts: null })
    expect(second?.fixed_cost_rate).toBeCloseTo(100, 9)
  })

  test('by the clocks of Kathmandu, 5:45 before UTC: each day of UTC is cut there, and nothing is lost', async () => {
    const rows = await lake.rows(
      over(
        entries,
        'Asia/Kathmandu',
        `SELECT dt, CAST(local_date AS varchar) AS day, CAST(from_timestamp AS varchar) AS begins, fixed_usd, contacts
         FROM cost_estimate WHERE service = 'Kinesis Data Streams' ORDER BY from_timestamp`,
      ),
    )
    // 18:15 of 24 hours are of the day that began in Nepal at 18:15 UTC the day before.
    const [most, rest] = [(1.92 * 18.25) / 24, (1.92 * 5.75) / 24]
    expect(rows.map(row => ({ ...row, contacts: undefined }))).toEqual(
      [
        ['2025-07-01', '2025-07-01', '2025-07-01 00:00:00', most],
        ['2025-07-01', '2025-07-02', '2025-07-01 18:15:00', rest],
        ['2025-07-02', '2025-07-02', '2025-07-02 00:00:00', most],
        ['2025-07-02', '2025-07-03', '2025-07-02 18:15:00', rest],
        ['2025-07-03', '2025-07-03', '2025-07-03 00:00:00', most],
        ['2025-07-03', '2025-07-04', '2025-07-03 18:15:00', rest],
      ].map(([dt, day, begins, usd]) => ({ dt, day, begins, fixed_usd: expect.closeTo(usd as number, 9) })),
    )
  })
})

test('a month of ten thousand contacts a day costs what the model says of it', async () => {
  // A model's month has 365 / 12 days; these are thirty.
  const [days, contacts_per_day] = [30, 10_000]
  const read = sourceNames.filter(isRead)
  const perDay = read.map(name => {
    const { records_per_contact, record_bytes, gzip_ratio } = assumptions.sources[name]
    const records = contacts_per_day * records_per_contact
    return { name, records, object_bytes: Math.round((records * record_bytes) / gzip_ratio) }
  })
  const entries = Array.from({ length: days }, (_, i) =>
    perDay.map(({ name, records, object_bytes }) => ({
      ...{ arrived_at: `2025-06-${String(i + 1).padStart(2, '0')} 12:00:00`, table_name: name },
      ...{ object_bytes, read: records, accepted: records },
    })),
  ).flat()
  const rows = await lake.rows<{ service: string; usd: number }>(
    over(entries, 'UTC', 'SELECT service, sum(estimated_usd) AS usd FROM cost_estimate GROUP BY service'),
  )
  const found = Object.fromEntries(rows.map(({ service, usd }) => [service, usd]))

  const month = 365 / 12
  const parts = [
    fixedUsage('stream'),
    ...perDay.map(({ name, records }) => recordUsage(name, records * month, 'stream')),
    ...perDay.map(({ object_bytes }) => storedUsage((object_bytes * month) / 1e9)),
  ]
  const expected: Record<string, number> = {}
  for (const part of parts)
    for (const { service, usd } of costOf(part))
      if (usd > 0) expected[service] = (expected[service] ?? 0) + (usd * days) / month
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
  // Rates have twelve digits, so that sums of them agree in more than nine.
  for (const [service, usd] of Object.entries(expected))
    expect(Math.abs((found[service] ?? 0) - usd), service).toBeLessThan(1e-9 * usd)
})

test('no rate is negative, and each service takes something', () => {
  for (const { service, ...rates } of costRates) {
    expect(Math.min(...Object.values(rates)), service).toBeGreaterThanOrEqual(0)
    expect(Math.max(...Object.values(rates)), service).toBeGreaterThan(0)
  }
})
