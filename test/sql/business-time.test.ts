import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { emptyState } from '../../lake/log/state.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { businessTime } from '../../sql/business-time.ts'
import { viewSql } from '../../sql/files.ts'
import { prelude } from '../../sql/prelude.ts'
import { businessCalendar } from '../../sql/views/business_calendar.ts'
import { temporaryFolder } from '../fixture/folder.ts'

describe('what is configured', () => {
  test('is taken, and what is not stays as it was', () => {
    const hours = { saturday: ['09:00-12:00', '13:15-24:00'] }
    expect(businessTime({})).toEqual({ time_zone: 'UTC' })
    expect(businessTime({ time_zone: 'Asia/Kolkata' })).toEqual({ time_zone: 'Asia/Kolkata' })
    const deployed = { time_zone: 'Asia/Kolkata', business_hours: hours }
    expect(businessTime({}, deployed)).toEqual(deployed)
    expect(businessTime({ time_zone: 'UTC' }, deployed)).toEqual({ ...deployed, time_zone: 'UTC' })
  })

  test.each(['18:00-08:00', '08:00-08:00', '8:00-18:00', '08:10-18:00', '08:00-24:15', '08:00', ''])(
    '%j is no span of a day',
    span =>
      expect(() => businessTime({ business_hours: { friday: [span] } })).toThrow(
        expect.objectContaining({ value: expect.stringContaining('friday') }),
      ),
  )

  test('a business that never opens is a mistake', () =>
    expect(() => businessTime({ business_hours: { monday: [] } })).toThrow('never open'))
})

/** Zones with their views, all in one engine. */
const zones = {
  paris: 'Europe/Paris',
  lord_howe: 'Australia/Lord_Howe',
  kathmandu: 'Asia/Kathmandu',
  marquesas: 'Pacific/Marquesas',
  casablanca: 'Africa/Casablanca',
  utc: 'UTC',
} as const

describe('the business calendar', () => {
  let engine: QueryEngine
  const folder = temporaryFolder()
  beforeAll(async () => {
    const business_hours = { monday: ['08:00-12:00', '12:30-18:00'], sunday: ['00:00-24:00'] }
    engine = await duckdbEngine(
      memoryStorage(folder, () => 0),
      emptyState,
      {
        prelude,
        views: Object.entries(zones).map(([name, time_zone]) => ({
          name,
          sql: viewSql(businessCalendar, { time_zone, business_hours }),
        })),
        memory_bytes: 256 * 1024 * 1024,
        scratch: folder,
      },
    )
  })
  afterAll(() => engine.close())

  const rows = async (sql: string): Promise<unknown[]> =>
    (await engine.query(sql)).toArray().map(row => Object.values(row.toJSON()).map(String))

  test.each(Object.keys(zones))(
    '%s: each instant of a hundred years is in one stretch, in order',
    async zone => {
      const [row] = await rows(
        `SELECT count(*) - count(DISTINCT from_timestamp), min(from_timestamp) = TIMESTAMP '2000-01-01',
         max(to_timestamp) = TIMESTAMP '2100-01-01', count(DISTINCT dt),
         sum(CASE WHEN to_timestamp <> coming OR CAST(from_timestamp AS date) <> CAST(dt AS date)
           OR CAST(to_timestamp - INTERVAL '1' MILLISECOND AS date) <> CAST(dt AS date) THEN 1 ELSE 0 END)
       FROM (SELECT *, lead(from_timestamp) OVER (ORDER BY from_timestamp) AS coming FROM ${zone}) AS c`,
      )
      expect(row).toEqual(['0', 'true', 'true', '36525', '0'])
    },
  )

  // The engine's own calendar is the judge.
  test.each(Object.entries(zones))(
    "%s: the local day is that of the engine's calendar",
    async (name, zone) => {
      const instants = `SELECT TIMESTAMP '2025-01-01' + i * INTERVAL '15' MINUTE AS t FROM range(70080) AS r(i)`
      const [row] = await rows(
        `SELECT count(*), sum(CASE WHEN t + utc_offset_minutes * INTERVAL '1' MINUTE <> local
           OR local_date <> CAST(local AS date) OR local_weekday <> isodow(local) THEN 1 ELSE 0 END)
       FROM (SELECT t, timezone('${zone}', timezone('UTC', t)) AS local FROM (${instants}) AS i) AS x
       JOIN ${name} AS c ON c.dt = CAST(CAST(t AS date) AS varchar) AND c.from_timestamp <= t AND t < c.to_timestamp`,
      )
      expect(row).toEqual(['70080', '0'])
    },
  )

  test.each([
    // Clocks go forward on the last Sunday of March and back on the last of October.
    ['paris', '2026-03-29', 23 * 60],
    ['paris', '2026-03-30', 24 * 60],
    ['paris', '2026-10-25', 25 * 60],
    // Half an hour, on the first Sundays of April (back) and October (forward).
    ['lord_howe', '2026-04-05', 24 * 60 + 30],
    ['lord_howe', '2026-10-04', 24 * 60 - 30],
    ['kathmandu', '2026-03-29', 24 * 60],
  ])('%s: %s has %i minutes', async (zone, day, minutes) =>
    expect(
      await rows(
        `SELECT sum(date_diff('minute', from_timestamp, to_timestamp)) FROM ${zone} WHERE local_date = DATE '${day}'`,
      ),
    ).toEqual([[String(minutes)]]),
  )

  test('business hours are those of the weekday', async () => {
    // 2026-03-30 is a Monday: 8 × 4 quarters closed, 16 open, 2 closed, 22 open until 18:00, 24 closed.
    const monday = `${'0'.repeat(32)}${'1'.repeat(16)}00${'1'.repeat(22)}${'0'.repeat(24)}`
    expect(
      await rows(
        `SELECT DISTINCT local_weekday, open_quarters FROM paris
         WHERE local_date BETWEEN DATE '2026-03-29' AND DATE '2026-03-31' ORDER BY 1`,
      ),
    ).toEqual([
      ['1', monday],
      ['2', '0'.repeat(96)],
      ['7', '1'.repeat(96)],
    ])
  })
})
