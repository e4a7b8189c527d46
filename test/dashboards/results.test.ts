import { beforeAll, describe, expect, test } from 'vitest'
import { type ContactRow, contactTable, type Value } from './contact-table.ts'
import { sqlOf } from './overview.ts'

const ann: ContactRow = { agent_username: 'ann', is_handled: true }
const ben: ContactRow = { agent_username: 'ben', is_handled: true }
const sales: ContactRow = { queue_name: 'Sales', is_queued: true }
const care: ContactRow = { queue_name: 'Care', is_queued: true }
const [d1, d2, d3, d4] = ['2025-07-01', '2025-07-02', '2025-07-03', '2025-07-04'].map(day => ({
  local_date: day,
}))

/** Two days, and the two days before. */
const rows: readonly ContactRow[] = [
  // The period before: 3 queued, 1 abandoned; AHT (100 + 200) / 2.
  { ...d1, ...sales, ...ann, queue_duration_s: 5, handle_time_s: 100, contact_duration_s: 130 },
  { ...d1, ...sales, ...ben, queue_duration_s: 5, handle_time_s: 200, contact_duration_s: 230 },
  { ...d2, ...care, is_abandoned: true, queue_duration_s: 50, contact_duration_s: 60 },
  // Day 3: 3 queued, 2 abandoned, one of them within 20 s; one that only met the IVR.
  { ...d3, ...sales, ...ann, queue_duration_s: 19, handle_time_s: 60, contact_duration_s: 90 },
  { ...d3, ...sales, is_abandoned: true, queue_duration_s: 12, contact_duration_s: 20 },
  { ...d3, ...care, is_abandoned: true, queue_duration_s: 45, contact_duration_s: 50 },
  { ...d3, disconnect_reason: 'CONTACT_FLOW_DISCONNECT', contact_duration_s: 10 },
  // Day 4: 7 queued, none abandoned. 20 s is not less than 20 s. One without a handle time, one without a duration.
  { ...d4, ...sales, ...ann, queue_duration_s: 20, handle_time_s: 90, contact_duration_s: 120 },
  { ...d4, ...sales, ...ann, queue_duration_s: 0, handle_time_s: null, contact_duration_s: 30 },
  { ...d4, ...sales, ...ben, queue_duration_s: 0, handle_time_s: 300, contact_duration_s: 310 },
  { ...d4, ...sales, ...ben, queue_duration_s: 3, handle_time_s: 330, contact_duration_s: null },
  {
    ...d4,
    ...care,
    ...ben,
    queue_duration_s: 9,
    handle_time_s: 360,
    contact_duration_s: 400,
    channel: 'CHAT',
  },
  {
    ...d4,
    ...care,
    ...ben,
    queue_duration_s: 99,
    handle_time_s: 30,
    contact_duration_s: 200,
    channel: 'CHAT',
  },
  { ...d4, ...care, next_contact_id: 'callback', queue_duration_s: 80, contact_duration_s: 85 },
  // Simulated contacts count nowhere.
  { ...d4, ...care, is_test: true, is_abandoned: true, queue_duration_s: 1, handle_time_s: 9_999 },
]

const data = { from: '2025-07-01', to: '2025-07-04' }
const two = 'from=2025-07-03&to=2025-07-04'
let ask: (sql: string) => Promise<Record<string, Value>[]>

beforeAll(async () => {
  ask = await contactTable(rows)
})

const of = (id: string, search = two): Promise<Record<string, Value>[]> => ask(sqlOf(id, search, data))

describe('KPI', () => {
  test('counts by period, and by day of each', async () => {
    expect(await of('contacts')).toEqual([
      { period: 'current', local_date: '2025-07-03', contacts_created: 4 },
      { period: 'current', local_date: '2025-07-04', contacts_created: 7 },
      { period: 'current', local_date: null, contacts_created: 11 },
      { period: 'previous', local_date: '2025-07-01', contacts_created: 2 },
      { period: 'previous', local_date: '2025-07-02', contacts_created: 1 },
      { period: 'previous', local_date: null, contacts_created: 3 },
    ])
  })

  test('the rate of two days is not the mean of the rates of the days', async () => {
    const rates = (await of('abandonment-rate')).filter(({ period }) => period === 'current')
    expect(rates).toEqual([
      // 2 of 3, 0 of 7: together 2 of 10, where the mean would be a third.
      expect.objectContaining({ local_date: '2025-07-03', contacts_abandoned: 2, contacts_queued: 3 }),
      expect.objectContaining({ local_date: '2025-07-04', abandonment_rate: 0, contacts_queued: 7 }),
      {
        period: 'current',
        local_date: null,
        contacts_abandoned: 2,
        contacts_queued: 10,
        abandonment_rate: 20,
      },
    ])
  })

  test('contacts without a handle time are not in its mean', async () => {
    const [all] = (await of('average-handle-time')).filter(
      row => row.period === 'current' && row.local_date === null,
    )
    // 60 + 90 + 300 + 330 + 360 + 30 over 6, though 7 were handled.
    expect(all).toMatchObject({ sum_handle_time: 1170, contacts_with_handle_time: 6, avg_handle_time: 195 })
    const [before] = (await of('average-handle-time')).filter(
      row => row.period === 'previous' && row.local_date === null,
    )
    expect(before).toMatchObject({ avg_handle_time: 150 })
  })

  test('a ratio over nothing is NULL, not 0', async () => {
    const [, all] = await of('abandonment-rate', 'from=2025-07-03&to=2025-07-03&queue_none=1')
    expect(all).toMatchObject({ contacts_queued: 0, abandonment_rate: null })
  })

  test('without a whole period before there is none', async () => {
    const periods = await of('contacts', 'from=2025-07-02&to=2025-07-04')
    expect(new Set(periods.map(({ period }) => period))).toEqual(new Set(['current']))
  })
})

test('gauge: those that left the queue in less than 20 s, abandoned ones too, of all queued', async () => {
  // 19, 12, 0, 0, 3, 9 of ten.
  expect(await of('service-level')).toEqual([
    { contacts_removed_from_queue_in_20: 6, contacts_queued: 10, service_level_20: 60 },
  ])
})

test('line: a row for each day that has contacts', async () => {
  expect(await of('contact-volume')).toEqual([
    { local_date: '2025-07-03', contacts_created: 4, contacts_handled: 1, contacts_abandoned: 2 },
    { local_date: '2025-07-04', contacts_created: 7, contacts_handled: 6, contacts_abandoned: 0 },
  ])
})

test('bar: the longest first, those without a value left out, and how many there are', async () => {
  expect(await of('handle-time-by-agent')).toEqual([
    {
      agent_username: 'ben',
      categories: 2,
      sum_handle_time: 1020,
      contacts_with_handle_time: 4,
      avg_handle_time: 255,
      contacts_handled: 4,
    },
    {
      agent_username: 'ann',
      categories: 2,
      sum_handle_time: 150,
      contacts_with_handle_time: 2,
      avg_handle_time: 75,
      contacts_handled: 3,
    },
  ])
})

test('table: shares are of all contacts shown, means only of those with a duration', async () => {
  expect(await of('disconnect-reasons')).toEqual([
    expect.objectContaining({
      disconnect_reason: 'CUSTOMER_DISCONNECT',
      channel: 'VOICE',
      contacts_created: 8,
      contacts_created_share: (8 / 11) * 100,
      // 90 + 20 + 50 + 120 + 30 + 310 + 85 over 7.
      avg_contact_duration: 705 / 7,
    }),
    expect.objectContaining({ channel: 'CHAT', contacts_created: 2, avg_contact_duration: 300 }),
    expect.objectContaining({ disconnect_reason: 'CONTACT_FLOW_DISCONNECT', contacts_created: 1 }),
  ])
})

describe('pie', () => {
  test('the largest first; without any abandoned a queue is no part', async () => {
    expect(await of('abandonment-by-queue')).toEqual([
      { place: 1, queue_name: 'Care', contacts_abandoned: 1, categories: 1 },
      { place: 2, queue_name: 'Sales', contacts_abandoned: 1, categories: 1 },
    ])
  })

  test('five parts, and the others as one; a queue without a name is not the others', async () => {
    const many = [7, 6, 5, 4, 3, 2, 1].flatMap((count, i) =>
      Array.from({ length: count }, () => ({
        ...d4,
        queue_name: i === 1 ? null : `q${i}`,
        is_abandoned: true,
      })),
    )
    const asked = await contactTable(many)
    expect(await asked(sqlOf('abandonment-by-queue', two, data))).toEqual([
      { place: 1, queue_name: 'q0', contacts_abandoned: 7, categories: 1 },
      { place: 2, queue_name: null, contacts_abandoned: 6, categories: 1 },
      { place: 3, queue_name: 'q2', contacts_abandoned: 5, categories: 1 },
      { place: 4, queue_name: 'q3', contacts_abandoned: 4, categories: 1 },
      { place: 5, queue_name: 'q4', contacts_abandoned: 3, categories: 1 },
      { place: 6, queue_name: null, contacts_abandoned: 3, categories: 2 },
    ])
  })
})

test('bar: of many only those with most contacts, unless all are asked for', async () => {
  const many = Array.from({ length: 23 }, (_, i) =>
    Array.from({ length: i + 1 }, () => ({
      ...d4,
      is_handled: true,
      agent_username: `agent ${String(i).padStart(2, '0')}`,
      handle_time_s: 100 - i,
    })),
  ).flat()
  const asked = await contactTable(many)
  const top = await asked(sqlOf('handle-time-by-agent', two, data))
  expect(top.map(row => row.agent_username)).toEqual(
    Array.from({ length: 20 }, (_, i) => `agent ${String(i + 3).padStart(2, '0')}`),
  )
  expect(top[0]).toMatchObject({ categories: 23, contacts_handled: 4 })
  expect(await asked(sqlOf('handle-time-by-agent', two, data, true))).toHaveLength(23)
})

describe('personal queues are one', () => {
  const personal = { ...d4, is_queued: true, is_abandoned: true, queue_kind: 'AGENT' }
  const some: readonly ContactRow[] = [
    ...['agent/1', 'agent/2', 'Sales'].map(queue_name => ({ ...personal, queue_name })),
    { ...personal, queue_kind: 'STANDARD', queue_name: 'Sales' },
    { ...personal, queue_kind: 'NONE', queue_name: null },
  ]

  test('as a part of a whole, and nothing is lost', async () => {
    const asked = await contactTable(some)
    const parts = await asked(sqlOf('abandonment-by-queue', two, data))
    expect(parts.map(row => [row.queue_name, row.contacts_abandoned])).toEqual([
      ['Agent queues', 3],
      ['Sales', 1],
      [null, 1],
    ])
  })

  test.each([
    ['queue=Agent%20queues', 3],
    ['queue=Sales', 1],
    ['queue=agent/1', undefined],
    ['queue_none=1', 1],
    ['queue=Agent%20queues&queue=Sales&queue_none=1', 5],
  ])('to be chosen: %s', async (search, expected) => {
    const asked = await contactTable(some)
    const [whole] = (await asked(sqlOf('contacts', `${two}&${search}`, data))).filter(
      row => row.local_date === null,
    )
    expect(whole?.contacts_created).toBe(expected)
  })
})

test('what is not made by agent has no value where rows are chosen by agent, yet its sums', async () => {
  const whole = (all: readonly Record<string, Value>[]) =>
    all.find(row => row.period === 'current' && row.local_date === null)
  expect(whole(await of('abandonment-rate', `${two}&agent=ann`))).toMatchObject({
    ...{ abandonment_rate: null, contacts_abandoned: 0, contacts_queued: 3 },
  })
  expect(whole(await of('abandonment-rate', `${two}&agent_none=1`))?.abandonment_rate).toBeNull()
  expect(whole(await of('abandonment-rate', `${two}&queue=Sales`))?.abandonment_rate).toBeCloseTo(100 / 6)
  const [level] = await of('service-level', `${two}&agent=ann`)
  expect(level?.service_level_20).toBeNull()
})

describe('filters', () => {
  const counts = async (search: string): Promise<Value | undefined> =>
    (await of('contacts', `${two}&${search}`)).find(
      row => row.period === 'current' && row.local_date === null,
    )?.contacts_created

  test.each([
    ['', 11],
    ['queue=Sales', 6],
    ['queue=Sales&queue=Care', 10],
    ['queue_none=1', 1],
    ['queue=Care&queue_none=1', 5],
    ['agent=ann', 3],
    ['agent=ann&agent_none=1', 7],
    ['channel=CHAT', 2],
    ['queue=Care&agent=ben&channel=CHAT', 2],
    ['queue=nobody', undefined],
  ])('%s: %s contacts', async (search, expected) => {
    expect(await counts(search)).toBe(expected)
  })

  test('an open end goes as far as the data, and beyond it there is nothing', async () => {
    const days = async (search: string) => (await of('contact-volume', search)).map(row => row.local_date)
    expect(await days('from=&to=')).toEqual(['2025-07-01', '2025-07-02', '2025-07-03', '2025-07-04'])
    expect(await days('from=2025-07-03&to=')).toEqual(['2025-07-03', '2025-07-04'])
    expect(await days('from=&to=2025-07-01')).toEqual(['2025-07-01'])
    expect(await days('from=2024-01-01&to=2024-12-31')).toEqual([])
  })
})
