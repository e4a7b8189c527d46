import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inOrderOfArrival, withArrival } from '../../etl/arrival.ts'

const uuid = '1f2e3d4c-5b6a-4789-8abc-def012345678'
const modified = Date.parse('2026-01-01T00:00:00Z')

/** When an object is taken to have arrived. */
const arrivedAt = (key: string, modified_at_ms = modified): number | undefined =>
  withArrival([{ key, modified_at_ms }])[0]?.arrived_at_ms

describe('when an object arrived', () => {
  const cases: Record<string, [key: string, iso: string]> = {
    "Firehose's name": [`contact-2-2025-07-01-10-59-58-${uuid}`, '2025-07-01T10:59:58.000Z'],
    'its ending does not matter': [
      `contact-2-2025-07-01-10-59-58-${uuid}.parquet.gz`,
      '2025-07-01T10:59:58.000Z',
    ],
    'a stream with dashes and a date in its name': [
      `a-2020-01-01-b-1-2025-07-01-10-59-58-${uuid}.gz`,
      '2025-07-01T10:59:58.000Z',
    ],
    // The object holds a record of 10:59:58, but was begun before the hour was over: the name is more exact.
    'the name before the prefix': [
      `2025/07/01/10/x-1-2025-07-01-10-59-58-${uuid}.gz`,
      '2025-07-01T10:59:58.000Z',
    ],
    'the prefix where the name says nothing': [
      'contact-records/2025/07/01/10/part.json',
      '2025-07-01T10:00:00.000Z',
    ],
    'a prefix at the root': ['2025/07/01/10/part.json', '2025-07-01T10:00:00.000Z'],
    'a prefix without an hour': ['raw/2025/07/01/part.json', '2025-07-01T00:00:00.000Z'],
    'the Hive form': ['raw/year=2025/month=07/day=01/hour=23/part.json', '2025-07-01T23:00:00.000Z'],
    'the date as one folder': ['raw/dt=2025-07-01/part.json', '2025-07-01T00:00:00.000Z'],
    'the date as one folder, with an hour': ['dt=2025-07-01/hour=23/part.json', '2025-07-01T23:00:00.000Z'],
    'a leap day': ['2024/02/29/00/part.json', '2024-02-29T00:00:00.000Z'],
    'no date at all': ['export/part.json', '2026-01-01T00:00:00.000Z'],
    'a folder that looks like a date and is none': ['2025/13/45/part.json', '2026-01-01T00:00:00.000Z'],
    'a day that the month has not': ['2025/02/30/00/part.json', '2026-01-01T00:00:00.000Z'],
    'an hour that the day has not': ['2025/07/01/24/part.json', '2026-01-01T00:00:00.000Z'],
    'digits inside of longer ones': ['12025/07/01/10/part.json', '2026-01-01T00:00:00.000Z'],
  }
  test.each(Object.entries(cases))('%s', (_name, [key, iso]) => {
    expect(new Date(arrivedAt(key) ?? 0).toISOString()).toBe(iso)
  })

  test('whole milliseconds, though file systems have finer ones', () => {
    expect(arrivedAt('x', 1_751_364_000_123.75)).toBe(1_751_364_000_124)
  })
})

describe('the order of arrival', () => {
  // Few hours and few names, so that many arrive together.
  const key = fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom('a', 'B', 'ä', '10', '9', ''))
    .map(([hour, name]) => `2025/07/01/0${hour}/${name}`)
  const objects = fc
    .uniqueArray(key, { maxLength: 12 })
    .map(keys => keys.map(key => ({ key, modified_at_ms: modified })))

  test('is total: however the objects were listed, the order is the same', () => {
    const shuffled = objects.chain(some =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    )
    fc.assert(
      fc.property(shuffled, ([some, listed]) => {
        expect(inOrderOfArrival(withArrival(listed))).toEqual(inOrderOfArrival(withArrival(some)))
      }),
      { seed: 20250701, numRuns: 300 },
    )
  })

  test('goes by time, then by key in code units, which no locale changes', () => {
    const given = [`z-1-2025-07-01-09-00-01-${uuid}`, '2025/07/01/10/a', '2025/07/01/10/B', '2025/07/01/09/ä']
    const inOrder = inOrderOfArrival(withArrival(given.map(key => ({ key, modified_at_ms: modified }))))
    expect(inOrder.map(({ key }) => key)).toEqual([given[3], given[0], given[2], given[1]])
    expect(inOrder[0]?.arrived_at_ms).toBe(Date.parse('2025-07-01T09:00:00Z'))
  })
})
