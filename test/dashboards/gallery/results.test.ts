import { beforeAll, describe, expect, test } from 'vitest'
import type { Row } from '../../../dashboards/local/rows.ts'
import { pictureOf } from '../../../dashboards/page/pictures/pictures.ts'
import { type ContactRow, contactTable } from '../contact-table.ts'
import { DAYS, pageVisual, setting, shownOf } from './shown.ts'

const sales: ContactRow = { queue_name: 'Sales', is_queued: true }
const care: ContactRow = { queue_name: 'Care', is_queued: true }
const ann: ContactRow = { agent_username: 'ann', is_handled: true }
const ben: ContactRow = { agent_username: 'ben', is_handled: true }
const at = (day: number, hour: number): ContactRow => ({
  contact_date: `2025-07-0${day}`,
  interval_start: `2025-07-0${day} ${String(hour).padStart(2, '0')}:00:00`,
  initiation_method: 'INBOUND',
})

// July 3 was a Thursday (4), July 4 a Friday (5).
const rows: readonly ContactRow[] = [
  { ...at(1, 9), ...sales, ...ann, queue_duration_s: 5, handle_time_s: 100 },
  { ...at(2, 9), ...care, is_abandoned: true, queue_duration_s: 50 },
  { ...at(3, 9), ...sales, ...ann, queue_duration_s: 19, handle_time_s: 60 },
  { ...at(3, 9), ...sales, ...ann, queue_duration_s: 10, handle_time_s: 10 },
  { ...at(3, 11), ...sales, ...ben, queue_duration_s: 125, handle_time_s: 40, channel: 'CHAT' },
  { ...at(3, 11), ...sales, is_abandoned: true, queue_duration_s: 45 },
  { ...at(4, 9), ...sales, ...ben, queue_duration_s: 20, handle_time_s: 20, initiation_method: 'TRANSFER' },
  { ...at(4, 10), ...care, ...ann, queue_duration_s: 0, handle_time_s: 300 },
  { ...at(4, 10), ...care, is_abandoned: true, queue_duration_s: 30, disconnect_reason: 'OTHER' },
  { ...at(4, 10), disconnect_reason: 'FLOW', initiation_method: 'API' },
]

let ask: Awaited<ReturnType<typeof contactTable>>
beforeAll(async () => {
  ask = await contactTable(rows)
})
const shown = (id: string): Promise<readonly Row[]> => shownOf(ask, id)
const pick = (all: readonly Row[], ...names: readonly string[]) =>
  all.map(row => names.map(name => row[name] ?? null))

test('KPI without a trend: one row a period; the largest value of a column', async () => {
  expect(pick(await shown('kpi-plain'), 'period', 'contacts_handled')).toEqual([
    ['current', 5],
    ['previous', 1],
  ])
  expect(pick(await shown('kpi-max'), 'period', 'max_queued_time')).toEqual([
    ['current', 125],
    ['previous', 50],
  ])
})

test('line by moments: each hour from the first to the last', async () => {
  const found = await shown('line-moments')
  expect(found).toHaveLength(26)
  expect(pick(found.slice(0, 4), 'interval_start', 'contacts_created')).toEqual([
    ['2025-07-03 09:00:00', 2],
    ['2025-07-03 10:00:00', 0],
    ['2025-07-03 11:00:00', 2],
    ['2025-07-03 12:00:00', 0],
  ])
})

test('line by colours: the largest first, every declared weekday', async () => {
  const found = pick(await shown('line-colors'), 'queue_name', 'weekday', 'contacts_created')
  expect(found).toHaveLength(21)
  expect(found.filter(([, , count]) => Number(count) > 0)).toEqual([
    ['Sales', 4, 4],
    ['Sales', 5, 1],
    ['Care', 5, 2],
    [null, 5, 1],
  ])
})

test('bar by colours: parts of each category, in the order of the colours', async () => {
  expect(pick(await shown('bar-stacked'), 'queue_name', 'channel', 'contacts_created', 'categories')).toEqual(
    [
      ['Sales', 'VOICE', 4, 3],
      ['Sales', 'CHAT', 1, 3],
      ['Care', 'VOICE', 2, 3],
      [null, 'VOICE', 1, 3],
    ],
  )
})

test('bar by colours: those beyond the seventh are one, and nothing is lost', async () => {
  const many = Array.from({ length: 9 }, (_, i) =>
    Array.from({ length: 9 - i }, () => ({ ...at(3, 9), queue_name: `q${i}` })),
  ).flat()
  const found = await shownOf(await contactTable(many), 'bar-days')
  expect(pick(found, 'queue_name', 'place', 'contacts_created')).toEqual([
    ...Array.from({ length: 7 }, (_, i) => [`q${i}`, i + 1, 9 - i]),
    ['Others', 8, 3],
  ])
})

test('bar by hour: all of the day', async () => {
  const found = await shown('bar-hours')
  expect(found.map(({ hour }) => hour)).toEqual(Array.from({ length: 24 }, (_, i) => i))
  expect(found.map(row => row.contacts_created).reduce<number>((a, b) => a + Number(b), 0)).toBe(8)
})

test('heat map: nothing is not 0', async () => {
  expect(pick(await shown('heat-map'), 'weekday', 'hour', 'contacts_created')).toEqual([
    [4, 9, 2],
    [4, 11, 2],
    [5, 9, 1],
    [5, 10, 3],
  ])
})

test('funnel: stages in their order, with those that nobody got to; others behind them', async () => {
  expect(pick(await shown('funnel'), 'initiation_method', 'contacts_created')).toEqual([
    ['INBOUND', 6],
    ['TRANSFER', 1],
    ['CALLBACK', 0],
    ['API', 1],
  ])
})

test('sankey: flows, the largest first', async () => {
  expect(pick(await shown('sankey'), 'queue_name', 'disconnect_reason', 'contacts_created')).toEqual([
    ['Sales', 'CUSTOMER_DISCONNECT', 5],
    ['Care', 'CUSTOMER_DISCONNECT', 1],
    ['Care', 'OTHER', 1],
    [null, 'FLOW', 1],
  ])
})

test('histogram: a value on an edge is in the bin above it, the last bin has no end, no value is in none', async () => {
  const found = pick(await shown('histogram'), 'at_least', 'below', 'value_count')
  expect(found).toHaveLength(12)
  expect(found.filter(([, , count]) => Number(count) > 0)).toEqual([
    [0, 10, 1],
    [10, 20, 2],
    [20, 30, 1],
    [30, 40, 1],
    [40, 50, 1],
    [110, null, 1],
  ])
})

test('box plot: nearest rank', async () => {
  // Sales: 10, 20, 40, 60. A quarter of four is one value, a half two, three quarters three.
  expect(
    pick(
      await shown('box-plot'),
      ...['queue_name', 'smallest', 'first_quartile', 'median', 'third_quartile', 'largest', 'value_count'],
    ),
  ).toEqual([
    ['Care', 300, 300, 300, 300, 300, 1],
    ['Sales', 10, 10, 20, 40, 60, 4],
  ])
})

test('scatter: only those with both values', async () => {
  expect(pick(await shown('scatter'), 'agent_username', 'contacts_handled', 'avg_handle_time')).toEqual([
    ['ann', 3, 370 / 3],
    ['ben', 2, 30],
  ])
})

test('tree map: the ratio of all the others is made of their sums', async () => {
  const many = Array.from({ length: 7 }, (_, i) =>
    Array.from({ length: 8 - i }, () => ({
      ...at(3, 9),
      queue_name: `q${i}`,
      is_handled: true,
      handle_time_s: i === 5 ? 100 : 10,
    })),
  ).flat()
  const found = await shownOf(await contactTable(many), 'tree-map')
  // Three of 100 s and two of 10 s.
  expect(found.at(-1)).toMatchObject({ queue_name: '2 others', contacts_created: 5, avg_handle_time: 64 })
})

test('words: the absence of one is none', async () => {
  expect(pick(await shown('word-cloud'), 'agent_username', 'contacts_handled')).toEqual([
    ['ann', 3],
    ['ben', 2],
  ])
})

test('table: the last line is of all groups, also of those beyond the limit', async () => {
  const many = Array.from({ length: 8 }, (_, i) => ({
    ...at(3, 9),
    disconnect_reason: `r${i}`,
    handle_time_s: i === 7 ? 800 : 0,
  }))
  const found = await shownOf(await contactTable(many), 'table')
  expect(found).toHaveLength(6)
  expect(found.at(-1)).toMatchObject({
    ...{ disconnect_reason: 'All', channel: 'All', whole: 1, categories: 8 },
    ...{ contacts_created: 8, contacts_created_share: 100, avg_handle_time: 100 },
  })
  expect(found[0]).toMatchObject({ contacts_created_share: 12.5 })
})

test('pivot: wholes are made of the rows they are about, not of ratios', async () => {
  const found = await shown('pivot')
  const cell = (queue: string | null, reason: string | null, channel: string) =>
    found.find(row => row.queue_name === queue && row.disconnect_reason === reason && row.channel === channel)
  // Within 20 s: 19 and 10 of five in Sales, 0 of two in Care.
  expect(cell('Sales', 'All', 'All')).toMatchObject({ contacts_created: 5, service_level_20: 40 })
  expect(cell('Sales', 'All', 'CHAT')).toMatchObject({ contacts_created: 1, service_level_20: 0 })
  expect(cell('Care', 'All', 'All')).toMatchObject({ contacts_created: 2, service_level_20: 50 })
  expect(cell('All', 'All', 'All')).toMatchObject({ contacts_created: 8, service_level_20: 300 / 7 })
  expect(cell('Sales', 'CUSTOMER_DISCONNECT', 'VOICE')).toMatchObject({ contacts_created: 4 })
})

test('insight: periods, their days and their queues', async () => {
  expect(
    pick(await shown('insight'), 'period', 'about', 'contact_date', 'queue_name', 'contacts_abandoned'),
  ).toEqual([
    ['current', 1, '2025-07-03', null, 1],
    ['current', 1, '2025-07-04', null, 1],
    ['current', 2, null, 'Care', 1],
    ['current', 2, null, 'Sales', 1],
    ['current', 2, null, null, 0],
    ['current', 3, null, null, 2],
    ['previous', 1, '2025-07-01', null, 0],
    ['previous', 1, '2025-07-02', null, 1],
    ['previous', 2, null, 'Care', 1],
    ['previous', 2, null, 'Sales', 0],
    ['previous', 3, null, null, 1],
  ])
})

describe('pictures', () => {
  test('shares of 100 % add up, of what is there', async () => {
    const picture = pictureOf(
      pageVisual('bar-hundred', 'bar'),
      { rows: await shown('bar-hundred'), days: DAYS },
      setting,
    )
    const series = picture.option.series as { data: { value: number | null }[] }[]
    // Thursday: three handled, one abandoned. Friday: two and one. The others: nothing, not 0 %.
    expect(series.map(({ data }) => data[3]?.value)).toEqual([75, 25])
    expect(series.map(({ data }) => data[4]?.value)).toEqual([(2 / 3) * 100, (1 / 3) * 100])
    expect(series.map(({ data }) => data[0]?.value)).toEqual([null, null])
  })

  test('a funnel: the longest stage is as long as its track', async () => {
    const { option } = pictureOf(
      pageVisual('funnel', 'funnel'),
      { rows: await shown('funnel'), days: DAYS },
      setting,
    )
    expect(option).toMatchObject({ xAxis: { min: 0, max: 6 }, series: [{ data: [6, 1, 0, 1] }] })
  })

  test('a heat map has a cell for each hour of each weekday, empty ones too', async () => {
    const { points, columns } = pictureOf(
      pageVisual('heat-map', 'heat_map'),
      { rows: await shown('heat-map'), days: DAYS },
      setting,
    )
    expect([points.length, columns]).toEqual([7 * 24, 24])
    expect(points[3 * 24 + 9]).toMatchObject({ title: 'Thursday, 09:00', rows: [{ value: '2' }] })
    expect(points[0]).toMatchObject({ title: 'Monday, 00:00', rows: [{ value: '–' }] })
  })
})
