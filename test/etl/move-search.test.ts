import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { searched } from '../../etl/move-search.ts'

const DAY_MS = 86_400_000
const day = (n: number): string =>
  new Date(Date.parse('2025-07-01T00:00:00Z') + n * DAY_MS).toISOString().slice(0, 10)

const number = fc.integer({ min: -20, max: 20 })
const case_ = fc.record({
  rows: fc.dictionary(number.map(day), fc.integer({ min: 0, max: 10 }), { maxKeys: 15 }),
  span: fc
    .tuple(number, number)
    .map(ends => ({ first: day(Math.min(...ends)), last: day(Math.max(...ends)) })),
  limit: fc.integer({ min: 0, max: 60 }),
})
const runs = { seed: 20250701, numRuns: 500 }

/** Days outside of the span, and how far. */
const away = (dt: string, { first, last }: { first: string; last: string }): number =>
  dt < first
    ? (Date.parse(first) - Date.parse(dt)) / DAY_MS
    : dt > last
      ? (Date.parse(dt) - Date.parse(last)) / DAY_MS
      : 0

describe('where a row that moved is searched', () => {
  test('all of the span, whatever the limit; each partition once, and only partitions there are', () => {
    fc.assert(
      fc.property(case_, ({ rows, span, limit }) => {
        const found = searched(rows, span, limit)
        expect(new Set(found).size).toBe(found.length)
        const inside = Object.keys(rows).filter(dt => away(dt, span) === 0)
        expect(found).toEqual(expect.arrayContaining(inside))
        expect(Object.keys(rows)).toEqual(expect.arrayContaining([...found]))
      }),
      runs,
    )
  })

  test('outside, no more rows than allowed, and nothing farther than what is left out', () => {
    fc.assert(
      fc.property(case_, ({ rows, span, limit }) => {
        const found = searched(rows, span, limit).filter(dt => away(dt, span) > 0)
        const left = Object.keys(rows).filter(dt => away(dt, span) > 0 && !found.includes(dt))
        const total = found.reduce((sum, dt) => sum + (rows[dt] ?? 0), 0)
        expect(total).toBeLessThanOrEqual(limit)
        const nearest = Math.min(...left.map(dt => away(dt, span)))
        for (const dt of found) expect(away(dt, span)).toBeLessThanOrEqual(nearest)
        // It ends only where the next one is too much.
        const next = left.filter(dt => away(dt, span) === nearest).map(dt => rows[dt] ?? 0)
        if (next.length > 0) expect(total + Math.max(...next)).toBeGreaterThan(limit)
      }),
      runs,
    )
  })

  test('outward from both ends, the earlier first', () => {
    const rows = { [day(-3)]: 5, [day(-1)]: 5, [day(0)]: 5, [day(2)]: 5, [day(3)]: 5, [day(9)]: 5 }
    const span = { first: day(0), last: day(2) }
    expect(searched(rows, span, 0)).toEqual([day(0), day(2)])
    expect(searched(rows, span, 9)).toEqual([day(0), day(2), day(-1)])
    expect(searched(rows, span, 10)).toEqual([day(0), day(2), day(-1), day(3)])
    expect(searched(rows, span, 100)).toEqual([day(0), day(2), day(-1), day(3), day(-3), day(9)])
  })

  test('a large partition ends the search: a smaller one behind it is no nearer', () => {
    const rows = { [day(0)]: 1, [day(1)]: 100, [day(2)]: 1 }
    expect(searched(rows, { first: day(0), last: day(0) }, 50)).toEqual([day(0)])
  })
})
