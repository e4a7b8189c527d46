import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { emptyState } from '../../lake/log/state.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { localTimeSql } from '../../sql/local-time.ts'
import { prelude } from '../../sql/prelude.ts'
import { timeZone, utcOffsets } from '../../sql/time-zone.ts'
import { temporaryFolder } from '../fixture/folder.ts'

const at = Date.parse
const year = { from_ms: at('2026-01-01T00:00:00Z'), to_ms: at('2027-01-01T00:00:00Z') }

describe('offsets', () => {
  const brief = (zone: string) =>
    utcOffsets(zone, year.from_ms, year.to_ms).map(({ from_ms, offset_minutes }) => [
      new Date(from_ms).toISOString().slice(0, 16),
      offset_minutes,
    ])

  // From the rules: the last Sundays of March and October at 01:00 UTC.
  test('of a zone with summer time', () =>
    expect(brief('Europe/Paris')).toEqual([
      ['2026-01-01T00:00', 60],
      ['2026-03-29T01:00', 120],
      ['2026-10-25T01:00', 60],
    ]))

  // Half an hour, at 02:00 by the local clock on the first Sundays of April and October: +11:00 and +10:30.
  test('of a zone whose summer time is half an hour', () =>
    expect(brief('Australia/Lord_Howe')).toEqual([
      ['2026-01-01T00:00', 660],
      ['2026-04-04T15:00', 630],
      ['2026-10-03T15:30', 660],
    ]))

  test.each([
    ['UTC', 0],
    ['Asia/Kolkata', 330],
    ['Asia/Kathmandu', 345],
    ['Pacific/Marquesas', -570],
  ])('of %s, where clocks never change', (zone, minutes) =>
    expect(brief(zone)).toEqual([['2026-01-01T00:00', minutes]]),
  )

  test.each(['Europe/Nowhere', 'europe/paris', 'EST', 'CET', '+01:00', '', "UTC' OR '1'='1"])(
    '%j is no zone',
    name =>
      expect(() => timeZone(name)).toThrow(
        expect.objectContaining({ value: name, allowed: expect.stringContaining('Europe/Paris') }),
      ),
  )
})

describe('local time', () => {
  let engine: QueryEngine
  const folder = temporaryFolder()
  beforeAll(async () => {
    engine = await duckdbEngine(
      memoryStorage(folder, () => 0),
      emptyState,
      {
        prelude,
        views: [],
        memory_bytes: 256 * 1024 * 1024,
        scratch: folder,
      },
    )
  })
  afterAll(() => engine.close())

  test.each([
    'UTC',
    'Europe/Paris',
    'America/New_York',
    'America/St_Johns',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    // Summer time all year but for Ramadan: two more changes.
    'Africa/Casablanca',
  ])("is what the engine's own calendar says, each quarter of an hour of a year in %s", async zone => {
    const quarters = `SELECT TIMESTAMP '2026-01-01' + i * INTERVAL '15' MINUTE AS t FROM range(35040) AS r(i)`
    const [row] = (
      await engine.query(
        `SELECT count(*) AS quarters,
           sum(CASE WHEN ours <> timezone('${zone}', timezone('UTC', t)) THEN 1 ELSE 0 END) AS wrong
         FROM (SELECT t, ${localTimeSql('t', zone, year)} AS ours FROM (${quarters}) AS q) AS l`,
      )
    ).toArray()
    expect(Number(row?.quarters)).toBe(35_040)
    expect(Number(row?.wrong)).toBe(0)
  })
})
