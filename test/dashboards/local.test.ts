import { tableFromArrays } from 'apache-arrow'
import { describe, expect, test } from 'vitest'
import { pageDashboard } from '../../dashboards/local/compile.ts'
import { countDays, type Days, daysBefore, eachDay } from '../../dashboards/local/days.ts'
import type { Field } from '../../dashboards/local/field.ts'
import { FOLDED_COLUMNS, fold } from '../../dashboards/local/fold.ts'
import { type Row, rowsOf, viewRows } from '../../dashboards/local/rows.ts'
import { shownRows } from '../../dashboards/local/shown.ts'
import { decodeFrames, encodeFrame, type Frame } from '../../dashboards/local/stream.ts'
import { addDays } from '../../schema/instant.ts'
import { overview } from './overview.ts'

test('days are counted over months, leap years and summer time', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  expect(addDays('2025-03-31', -31)).toBe('2025-02-28')
  expect(countDays({ from: '2025-03-29', to: '2025-03-31' })).toBe(3)
  expect(daysBefore({ from: '2025-07-08', to: '2025-07-14' })).toEqual({
    from: '2025-07-01',
    to: '2025-07-07',
  })
  expect(eachDay({ from: '2025-12-31', to: '2026-01-01' })).toEqual(['2025-12-31', '2026-01-01'])
  expect(eachDay({ from: '2026-01-01', to: '2025-12-31' })).toEqual([])
})

describe('the page is told', () => {
  const page = pageDashboard(overview)
  const text = JSON.stringify(page)

  test('plain data without any SQL', () => {
    expect(JSON.parse(text)).toEqual(page)
    expect(text).not.toMatch(/SELECT|is_test|WHERE/)
  })

  test('labels and units of every column', () => {
    const [visual] = page.sheets[0]?.visuals.filter(({ id }) => id === 'abandonment-rate') ?? []
    expect(visual?.fields).toEqual([
      { name: 'period', label: 'Period', type: 'text', none: '' },
      { name: 'local_date', label: 'Day', type: 'day', none: 'All days' },
      { name: 'abandonment_rate', label: 'Abandonment rate', type: 'percent', none: '–' },
      { name: 'contacts_abandoned', label: 'Contacts abandoned', type: 'count', none: '–' },
      { name: 'contacts_queued', label: 'Contacts queued', type: 'count', none: '–' },
    ])
  })
})

test('the folded grid is filled from edge to edge, without overlaps', () => {
  const placed = fold(overview.sheets[0]?.visuals ?? [])
  expect(placed.map(({ x, w }) => [x, w])).toEqual([
    ...[
      [0, 6],
      [6, 6],
      [0, 6],
      [6, 6],
    ],
    ...[
      [0, 8],
      [8, 4],
    ],
    ...[
      [0, FOLDED_COLUMNS],
      [0, FOLDED_COLUMNS],
      [0, FOLDED_COLUMNS],
      [0, FOLDED_COLUMNS],
    ],
  ])
  const ends = placed.map(({ y, h }) => [y, y + h])
  expect(ends[4]?.[0]).toBe(ends[3]?.[1])
  expect(ends.at(-1)?.[0]).toBe(ends.at(-2)?.[1])
})

const fields: readonly Field[] = [
  { name: 'queue', label: 'Queue', type: 'text', none: 'No queue' },
  { name: 'n', label: 'Contacts', type: 'count', none: '–' },
]

test('rows of a result are plain values', () => {
  const table = tableFromArrays({ queue: ['Sales', null], n: [1n, 2n], x: [0.5, 1.5] })
  expect(rowsOf(table, fields)).toEqual([
    { queue: 'Sales', n: 1, x: 0.5 },
    { queue: null, n: 2, x: 1.5 },
  ])
})

describe('by day every day is shown', () => {
  const shown = (id: string, rows: readonly Row[], previous: Days | null = null) => {
    const visual = overview.sheets[0]?.visuals.find(each => each.id === id)
    return visual && shownRows(visual, rows, { from: '2025-07-01', to: '2025-07-03' }, previous)
  }

  test('with 0 for what is counted', () => {
    const some = {
      local_date: '2025-07-02',
      contacts_created: 3,
      contacts_handled: 2,
      contacts_abandoned: 1,
    }
    const none = { contacts_created: 0, contacts_handled: 0, contacts_abandoned: 0 }
    expect(shown('contact-volume', [some])).toEqual([
      { local_date: '2025-07-01', ...none },
      some,
      { local_date: '2025-07-03', ...none },
    ])
    expect(shown('contact-volume', [])).toEqual([])
  })

  test('without a value for means and shares; a period that has nothing is not there', () => {
    const row = { period: 'current', sum_handle_time: 60, contacts_with_handle_time: 1, avg_handle_time: 60 }
    const [day, whole] = [
      { ...row, local_date: '2025-07-01' },
      { ...row, local_date: null },
    ]
    expect(shown('average-handle-time', [day, whole], { from: '2025-06-28', to: '2025-06-30' })).toEqual([
      day,
      { period: 'current', local_date: '2025-07-02', contacts_with_handle_time: 0 },
      { period: 'current', local_date: '2025-07-03', contacts_with_handle_time: 0 },
      whole,
    ])
  })
})

describe('a table is searched and sorted', () => {
  const rows = [
    { queue: 'Sales', n: 3 },
    { queue: null, n: 20 },
    { queue: 'Care', n: null },
    { queue: 'sales 2', n: 100 },
  ]
  const shown = (search: string, sort?: string, descending = false) =>
    viewRows(rows, fields, { search, sort, descending }).map(({ n }) => n)

  test.each([
    ['sALES ', undefined, false, [3, 100]],
    ['no queue', undefined, false, [20]],
    ['100', undefined, false, []],
    ['', 'n', false, [3, 20, 100, null]],
    ['', 'n', true, [100, 20, 3, null]],
    ['', 'queue', false, [null, 3, 100, 20]],
    ['', 'queue', true, [100, 3, null, 20]],
  ])('"%s" by %s, descending %s', (search, sort, descending, expected) => {
    expect(shown(search, sort, descending)).toEqual(expected)
  })
})

describe('frames', () => {
  const frames: readonly Frame[] = [
    {
      head: { type: 'sheet', seq: 3, days: null, previous: null, complete_to: null },
      body: new Uint8Array(),
    },
    { head: { type: 'result', visuals: ['ä', 'b'] }, body: Uint8Array.from({ length: 300 }, (_, i) => i) },
    {
      head: { type: 'problem', visuals: ['c'], problem: { what: 'w', remedy: 'r' } },
      body: new Uint8Array(),
    },
  ]
  const bytes = Uint8Array.from(frames.flatMap(frame => [...encodeFrame(frame)]))

  async function* pieces(size: number, end = bytes.length): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < end; at += size) yield bytes.subarray(at, Math.min(at + size, end))
  }

  test.each([1, 7, 64, 10_000])('come out as they went in, however they are cut: %s bytes', async size => {
    const decoded: Frame[] = []
    for await (const frame of decodeFrames(pieces(size))) decoded.push(frame)
    expect(decoded).toEqual(frames)
  })

  test('an answer that was cut off is an error', async () => {
    const read = async (): Promise<void> => {
      for await (const _ of decodeFrames(pieces(50, bytes.length - 1)));
    }
    await expect(read()).rejects.toThrow('within a frame')
  })
})
