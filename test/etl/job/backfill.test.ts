/** Raw objects of some days, taken in by themselves: in any order, each record is counted once, and a run has the rest. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ArrivalDays } from '../../../etl/arrival.ts'
import { run } from '../../../etl/job/run.ts'
import { defaultLimits } from '../../../etl/limits.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const MOST_DAYS = 9

const dayAt = (day: number): string => `2025-07-0${1 + day}`
const backfill = (lake: TestLake, days: ArrivalDays, derive = false) =>
  run(lake.ports, { audit: false, derive, days, limits: defaultLimits })
const scanned = async (lake: TestLake) => (await lake.log.head()).scanned

/** The key of an object that arrived on a day. */
const keyOn = (day: number, name: number): string =>
  `${dayAt(day).replaceAll('-', '/')}/10/acme-1-${dayAt(day)}-10-00-00-00000000-0000-0000-0000-${String(name).padStart(12, '0')}`

/** A version of a contact: later versions are newer, and some lie on another day. */
const record = (id: number, version: number) =>
  contactRecord({
    id: `contact-${id}`,
    at: `${dayAt((id + Math.floor(version / 4)) % MOST_DAYS)}T09:00:00Z`,
    updated: `2025-07-20T00:00:0${version}Z`,
    attributes: { version: String(version) },
  })

const emission = fc.record({ id: fc.integer({ min: 0, max: 5 }), version: fc.integer({ min: 0, max: 7 }) })
const objects = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: MOST_DAYS - 1 }),
    emissions: fc.array(emission, { maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 12 },
)
const range = fc
  .tuple(fc.integer({ min: 0, max: MOST_DAYS - 1 }), fc.integer({ min: 0, max: MOST_DAYS - 1 }))
  .map(([a, b]): ArrivalDays => ({ from: dayAt(Math.min(a, b)), to: dayAt(Math.max(a, b)) }))

test('backfills of any days in any order, and then a run, are the same as one run', async () => {
  const contacts = 'SELECT contact_id AS id, dt FROM contact_record ORDER BY 1'
  const attributes = 'SELECT contact_id, attribute_value FROM contact_attribute ORDER BY 1'
  const journeys = 'SELECT * FROM contact_journey ORDER BY ALL'
  await fc.assert(
    fc.asyncProperty(objects, fc.array(range, { maxLength: 4 }), async (made, ranges) => {
      const [parts, whole] = [testLake(folder), testLake(folder)]
      for (const [name, { day, emissions }] of made.entries())
        for (const lake of [parts, whole])
          lake.add(
            keyOn(day, name),
            emissions.map(({ id, version }) => JSON.stringify(record(id, version))).join('\n'),
          )
      await whole.run({ derive: true })
      for (const days of ranges) {
        await backfill(parts, days, true)
        expect(await scanned(parts)).toEqual({})
      }
      await parts.run({ derive: true })

      const newest = new Map<number, number>()
      for (const { id, version } of made.flatMap(({ emissions }) => emissions))
        newest.set(id, Math.max(version, newest.get(id) ?? 0))
      expect(await parts.rows(attributes)).toEqual(
        [...newest]
          .sort(([a], [b]) => a - b)
          .map(([id, version]) => ({ contact_id: `contact-${id}`, attribute_value: String(version) })),
      )
      expect(await parts.rows(contacts)).toEqual(await whole.rows(contacts))
      expect(await parts.rows(journeys)).toEqual(await whole.rows(journeys))
      expect(
        await parts.rows('SELECT count(*) AS objects, count(DISTINCT object_key) AS keys FROM ledger'),
      ).toEqual([{ objects: made.length, keys: made.length }])
    }),
    { seed: 20250702, numRuns: 8 },
  )
}, 240_000)

describe('which objects', () => {
  const three = () => {
    const lake = testLake(folder)
    for (const day of [0, 1, 2]) lake.add(keyOn(day, day), JSON.stringify(record(day, 0)))
    return lake
  }
  const had = (lake: TestLake) => lake.rows('SELECT contact_id AS id FROM contact_record ORDER BY 1')

  test('both ends are included, and nothing else', async () => {
    const lake = three()
    expect(await backfill(lake, { from: dayAt(1), to: dayAt(2) })).toMatchObject({ objects: 2, accepted: 2 })
    expect(await had(lake)).toEqual([{ id: 'contact-1' }, { id: 'contact-2' }])
  })

  test('what a run would pass over is found; the moment up to which all is consumed stays', async () => {
    const lake = three()
    await lake.run()
    const before = await scanned(lake)
    expect(before).toEqual({ 'memory:raw': expect.any(Number) })
    // Put there late, and dated back: no run looks so far back.
    lake.raw.add(keyOn(0, 7), Buffer.from(JSON.stringify(record(4, 0))), Date.parse('2025-07-01T10:00:00Z'))
    expect(await lake.run()).toMatchObject({ objects: 0 })
    expect(await backfill(lake, { from: dayAt(0), to: dayAt(0) })).toMatchObject({ objects: 1, accepted: 1 })
    expect(await scanned(lake)).toEqual(before)
    expect(await backfill(lake, { from: dayAt(0), to: dayAt(8) })).toMatchObject({ objects: 0, commit: null })
  })

  test('without a time in its name or folders an object is of the day on which it was written', async () => {
    const lake = testLake(folder)
    lake.raw.add('export.json', Buffer.from(JSON.stringify(record(1, 0))), Date.parse('2025-07-03T23:59:59Z'))
    expect(await backfill(lake, { from: dayAt(3), to: dayAt(3) })).toMatchObject({ objects: 0 })
    expect(await backfill(lake, { from: dayAt(2), to: dayAt(2) })).toMatchObject({ objects: 1 })
  })
})
