import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fileName,
  type Grip,
  type MergeLimits,
  type PartitionPlan,
  planMerge,
  type Removed,
  type Slice,
  type StoredFile,
} from '../../etl/merge-plan.ts'

const dt = '2025-07-01'
const hours = ({ from_hour, to_hour }: Slice): number[] =>
  Array.from({ length: to_hour - from_hour }, (_, i) => from_hour + i)

/** A partition: its files, how many rows of each are replaced, and how many new rows each hour gets. */
const partition = fc.record({
  files: fc.array(
    fc
      .integer({ min: 1, max: 30 })
      .chain(rows => fc.record({ rows: fc.constant(rows), gone: fc.integer({ min: 0, max: rows }) })),
    { maxLength: 8 },
  ),
  added: fc.dictionary(fc.integer({ min: 0, max: 23 }).map(String), fc.integer({ min: 1, max: 30 }), {
    maxKeys: 24,
  }),
})
const limits = fc.record({
  slice_rows: fc.integer({ min: 1, max: 60 }),
  extra_files: fc.integer({ min: 0, max: 6 }),
  in_place_files: fc.constant(9),
})
type Case = typeof partition extends fc.Arbitrary<infer P> ? P : never

function plan({ files, added }: Case, limits: MergeLimits) {
  const stored = files.map(({ rows }, i) => ({ name: `f${i}`, rows }))
  const removed = files.flatMap(({ gone }, i) => (gone > 0 ? [{ dt, file: `f${i}`, rows: gone }] : []))
  const hourly = Object.entries(added).map(([hour, rows]) => ({ dt, hour: Number(hour), rows }))
  return planMerge({ [dt]: stored }, hourly, removed, limits)
}

/** Checks laws of the plan of a single partition, for any partition in which something changes. */
const forAnyChange = (law: (found: PartitionPlan, given: Case, limits: MergeLimits) => void) =>
  fc.assert(
    fc.property(partition, limits, (given, limits) => {
      fc.pre(Object.keys(given.added).length > 0 || given.files.some(({ gone }) => gone > 0))
      const [found, ...others] = plan(given, limits)
      expect(others).toEqual([])
      law(found as PartitionPlan, given, limits)
    }),
    { seed: 20250701, numRuns: 1000 },
  )

const names = (files: readonly { name: string }[]): string[] => files.map(({ name }) => name).sort()
const whole = ({ files }: Case, which: (file: { rows: number; gone: number }) => boolean): string[] =>
  files.flatMap((file, i) => (which(file) ? [`f${i}`] : [])).sort()

describe('the plan of a partition', () => {
  test('files without a replaced row stay, those with some are written again, those with none left go', () => {
    forAnyChange((found, given) => {
      if (found.kind === 'append') {
        expect(names(found.keep)).toEqual(whole(given, ({ gone }) => gone === 0))
        expect(names(found.rewrite)).toEqual(whole(given, ({ rows, gone }) => gone > 0 && gone < rows))
      } else if (found.kind === 'compact') {
        expect(names(found.from)).toEqual(whole(given, ({ rows, gone }) => gone < rows))
      }
    })
  })

  test('it is dropped when, and only when, no row is left', () => {
    forAnyChange((found, { files, added }) => {
      const left = files.reduce((sum, { rows, gone }) => sum + rows - gone, 0) + Object.keys(added).length
      expect(found.kind === 'drop').toBe(left === 0)
    })
  })

  test('every hour with new rows is in exactly one slice; an append makes no slice without', () => {
    forAnyChange((found, { added }) => {
      if (found.kind === 'drop') return
      const covered = found.add.flatMap(hours)
      expect(new Set(covered).size).toBe(covered.length)
      const wanted = Object.keys(added).map(Number)
      expect(covered).toEqual(expect.arrayContaining(wanted))
      for (const slice of found.kind === 'append' ? found.add : []) {
        expect(hours(slice).some(hour => wanted.includes(hour))).toBe(true)
      }
      // Stored rows may be of any hour.
      if (found.kind === 'compact') expect(covered).toHaveLength(24)
    })
  })

  test('files never outnumber what the rows need by more than allowed', () => {
    forAnyChange((found, { files, added }, { slice_rows, extra_files }) => {
      if (found.kind === 'drop') return
      const fresh = Object.values(added).reduce((a, b) => a + b, 0)
      const rows = files.reduce((sum, { rows, gone }) => sum + rows - gone, 0) + fresh
      const needed = [1, 2, 3, 4, 6, 8, 12, 24].find(count => count >= rows / slice_rows) ?? 24
      const after =
        found.add.length + (found.kind === 'append' ? found.keep.length + found.rewrite.length : 0)
      expect(after).toBeLessThanOrEqual(needed + extra_files)
    })
  })
})

describe('hand-worked', () => {
  const limits = { slice_rows: 10, extra_files: 2, in_place_files: 9 }
  const file = (name: string, rows: number) => ({ name, rows })
  const every = (rows: number) => Array.from({ length: 24 }, (_, hour) => ({ dt, hour, rows }))

  test('48 new rows at 10 a slice want five slices; whole hours make it six of four hours', () => {
    const [found] = planMerge({}, every(2), [], limits)
    expect(found).toMatchObject({ kind: 'append', keep: [], rewrite: [] })
    expect(found?.kind === 'append' && found.add.map(hours)).toEqual(
      [0, 4, 8, 12, 16, 20].map(from => [from, from + 1, from + 2, from + 3]),
    )
  })

  test('a few late rows are one more file', () => {
    const stored = { [dt]: [file('a', 8), file('b', 8)] }
    expect(planMerge(stored, [{ dt, hour: 5, rows: 1 }], [], limits)).toEqual([
      { kind: 'append', dt, keep: stored[dt], rewrite: [], add: [{ from_hour: 0, to_hour: 24 }] },
    ])
  })

  test('one too many, and all are written anew', () => {
    const files = ['a', 'b', 'c', 'd'].map(name => file(name, 4))
    // 17 rows need two files; four and one more are five: one over the two that are allowed beyond.
    expect(planMerge({ [dt]: files }, [{ dt, hour: 5, rows: 1 }], [], limits)).toEqual([
      {
        kind: 'compact',
        dt,
        from: files,
        add: [
          { from_hour: 0, to_hour: 12 },
          { from_hour: 12, to_hour: 24 },
        ],
      },
    ])
  })

  test('a row that moves leaves one day and enters another; other days are not touched', () => {
    const stored = { [dt]: [file('a', 3)], '2025-07-02': [file('b', 3)], '2025-07-03': [file('c', 1)] }
    const found = planMerge(
      stored,
      [{ dt: '2025-07-02', hour: 1, rows: 1 }],
      [{ dt, file: 'a', rows: 1 }],
      limits,
    )
    expect(found).toMatchObject([
      { kind: 'append', dt, keep: [], rewrite: [{ name: 'a' }], add: [] },
      { kind: 'append', dt: '2025-07-02', keep: [{ name: 'b' }], rewrite: [] },
    ])
  })

  test('the only row of a day moves away: the day is dropped', () => {
    const found = planMerge({ [dt]: [file('a', 1)] }, [], [{ dt, file: 'a', rows: 1 }], limits)
    expect(found).toEqual([{ kind: 'drop', dt }])
  })

  const rows = (count: number) => [{ dt, hour: 5, rows: count }]
  const planned = (grip: Grip, files: readonly StoredFile[], removed: readonly Removed[], added = rows(1)) =>
    planMerge({ [dt]: files }, added, removed, limits, new Map([[dt, grip]]))[0]

  test('of a partition that is too large to be fetched all rows that stay are written again, and new ones beside them', () => {
    const files = [file('a', 100), file('b', 50), file('c', 7)]
    const removed = [
      { dt, file: 'a', rows: 3 },
      { dt, file: 'c', rows: 7 },
    ]
    expect(planned('in-place', files, removed)).toEqual({
      ...{ kind: 'in-place', dt, from: files.slice(0, 2), rows: 147 },
      add: [{ from_hour: 0, to_hour: 24 }],
    })
  })

  test('unless nothing of it is replaced: then only new rows are written, until it has many files', () => {
    const files = (count: number) => Array.from({ length: count }, (_, i) => file(`f${i}`, 50))
    expect(planned('in-place', files(8), [])).toMatchObject({ kind: 'append', keep: files(8), rewrite: [] })
    expect(planned('in-place', files(9), [])).toMatchObject({ kind: 'in-place', from: files(9), rows: 450 })
  })

  test('files that are only good together are written again together, when a row of one is replaced', () => {
    const files = [file('a', 5), file('b', 5)]
    expect(planned('all', files, [{ dt, file: 'a', rows: 1 }])).toMatchObject({
      kind: 'compact',
      from: files,
    })
    expect(planned('all', files, [])).toMatchObject({ kind: 'append', keep: files })
  })

  test('days come in order, each once', () => {
    const added = ['2025-07-03', '2025-07-01', '2025-07-03'].map((dt, hour) => ({ dt, hour, rows: 1 }))
    expect(planMerge({}, added, [], limits).map(({ dt }) => dt)).toEqual(['2025-07-01', '2025-07-03'])
  })

  test('a file is named after the hours it covers', () => {
    expect(fileName({ from_hour: 0, to_hour: 24 }, '0000000007-u')).toBe('00-23-0000000007-u.parquet')
    expect(fileName({ from_hour: 4, to_hour: 8 }, 'v')).toBe('04-07-v.parquet')
  })
})
