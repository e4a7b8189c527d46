import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packed, packedEvenly } from '../../etl/packing.ts'

const itself = (size: number): number => size
const sum = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0)
const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 })
const limit = fc.record({ size: fc.integer({ min: 1, max: 60 }), count: fc.integer({ min: 1, max: 8 }) })
const runs = { seed: 20250701, numRuns: 500 }

describe('packed', () => {
  test('everything is in exactly one group, in order; none is over a limit, unless alone', () => {
    fc.assert(
      fc.property(sizes, limit, (things, limit) => {
        const groups = packed(things, itself, limit)
        expect(groups.flat()).toEqual(things)
        for (const group of groups) {
          expect(group.length).toBeGreaterThan(0)
          expect(group.length).toBeLessThanOrEqual(limit.count)
          if (group.length > 1) expect(sum(group)).toBeLessThanOrEqual(limit.size)
        }
      }),
      runs,
    )
  })

  test('a group ends only when the next thing has no room in it', () => {
    fc.assert(
      fc.property(sizes, limit, (things, limit) => {
        const groups = packed(things, itself, limit)
        for (const [i, group] of groups.entries()) {
          const next = groups[i + 1]?.[0]
          if (next === undefined || group.length === limit.count) continue
          expect(sum(group) + next).toBeGreaterThan(limit.size)
        }
      }),
      runs,
    )
  })

  test.each([
    ['nothing', [], []],
    ['one that is larger than the limit', [11, 3, 4], [[11], [3, 4]]],
    ['exactly full', [4, 6, 1], [[4, 6], [1]]],
    ['more than the count', [1, 1, 1, 1], [[1, 1, 1], [1]]],
    ['one that does not fit is not jumped over', [6, 6, 1], [[6], [6, 1]]],
  ])('%s', (_name, things: number[], groups: number[][]) => {
    expect(packed(things, itself, { size: 10, count: 3 })).toEqual(groups)
  })
})

describe('packedEvenly', () => {
  const lanes = fc.integer({ min: 1, max: 4 })

  test('everything is in exactly one group, in order', () => {
    fc.assert(
      fc.property(sizes, limit, lanes, (things, limit, lanes) => {
        const groups = packedEvenly(things, itself, limit, lanes)
        expect(groups.flat()).toEqual(things)
        for (const group of groups) expect(group.length).toBeLessThanOrEqual(limit.count)
      }),
      runs,
    )
  })

  test('no group is over the limit, nor more than the share of a lane and one thing, unless alone', () => {
    fc.assert(
      fc.property(sizes, limit, lanes, (things, limit, lanes) => {
        fc.pre(things.length >= lanes)
        const share = Math.ceil(sum(things) / lanes) + Math.max(...things) - 1
        for (const group of packedEvenly(things, itself, limit, lanes)) {
          if (group.length > 1) expect(sum(group)).toBeLessThanOrEqual(Math.min(limit.size, share))
        }
      }),
      runs,
    )
  })

  test('no few last things are left over for a group of their own', () => {
    // Five full groups and a little: six of about the same size, not six and a seventh.
    const things = Array.from({ length: 83 }, (_, i) => 100 + (i % 7))
    const groups = packedEvenly(things, itself, { size: 1700, count: 100 }, 2)
    expect(groups).toHaveLength(6)
    expect(Math.min(...groups.map(sum))).toBeGreaterThan(1000)
  })

  test('what one group could hold is still spread over the lanes', () => {
    const groups = packedEvenly([1000, 1000, 1000, 1000, 1000, 1000], itself, { size: 1e6, count: 100 }, 2)
    expect(groups.map(group => group.length)).toEqual([3, 3])
  })

  test('a large one among small ones does not make room for more than the limit', () => {
    expect(packedEvenly([100, 10, 15], itself, { size: 16, count: 100 }, 1)).toEqual([[100], [10], [15]])
  })

  test('the count counts, too', () => {
    const groups = packedEvenly(
      Array.from({ length: 12 }, () => 1000),
      itself,
      { size: 1e6, count: 3 },
      2,
    )
    expect(groups.map(group => group.length)).toEqual([3, 3, 3, 3])
  })
})
