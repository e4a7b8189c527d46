import { beforeAll, describe, expect, test } from 'vitest'
import { agentOn, type Held, type Seen } from '../fixture/agent-events.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'

const folder = temporaryFolder()
const queue = contactRecord({ id: '' }).Queue
const plain = (storage: TestLake['storage']) => storage

const paris = (): TestLake =>
  testLake(folder, plain, {
    time_zone: 'Europe/Paris',
    business_hours: { monday: ['08:00-12:00'], sunday: ['00:00-24:00'] },
  })

async function loaded(lake: TestLake, records: readonly unknown[]): Promise<TestLake> {
  lake.add('all', records.map(record => JSON.stringify(record)).join(''))
  await lake.run({ derive: true })
  return lake
}

describe('by the clocks of Paris, when they go back', () => {
  /** Sunday 26 October 2025 has 25 hours: at 01:00 UTC clocks go from 03:00 back to 02:00. */
  const cases = [
    ['saturday_last', '2025-10-25T21:59:59Z', '2025-10-25 23:59:59', false],
    ['sunday_first', '2025-10-25T22:00:00Z', '2025-10-26 00:00:00', true],
    ['half_past_two', '2025-10-26T00:30:00Z', '2025-10-26 02:30:00', true],
    ['half_past_two_again', '2025-10-26T01:30:00Z', '2025-10-26 02:30:00', true],
    ['sunday_last', '2025-10-26T22:59:59Z', '2025-10-26 23:59:59', true],
    ['monday_first', '2025-10-26T23:00:00Z', '2025-10-27 00:00:00', false],
    ['before_eight', '2025-10-27T06:59:59Z', '2025-10-27 07:59:59', false],
    ['eight', '2025-10-27T07:00:00Z', '2025-10-27 08:00:00', true],
    ['before_noon', '2025-10-27T10:59:59Z', '2025-10-27 11:59:59', true],
    ['noon', '2025-10-27T11:00:00Z', '2025-10-27 12:00:00', false],
  ] as const
  let lake: TestLake
  beforeAll(async () => {
    lake = await loaded(
      paris(),
      cases.map(([id, at]) => contactRecord({ id, at })),
    )
  })

  test('contact_local', async () => {
    const rows = await lake.rows(
      `SELECT contact_id, CAST(local_disconnect_timestamp AS varchar) AS local, is_business_hours AS open,
         CAST(local_date AS varchar) || ' ' || lpad(CAST(local_hour AS varchar), 2, '0') AS hour_of_day,
         local_weekday, CAST(local_interval_start AS varchar) AS quarter, time_zone
       FROM contact_local ORDER BY dt, contact_id`,
    )
    const expected = cases.map(([contact_id, , local, open]) => ({
      contact_id,
      local,
      open,
      hour_of_day: local.slice(0, 13),
      local_weekday: { '25': 6, '26': 7, '27': 1 }[local.slice(8, 10)],
      quarter: local.replace('59:59', '45:00'),
      time_zone: 'Europe/Paris',
    }))
    expect(rows).toHaveLength(cases.length)
    expect(rows).toEqual(expect.arrayContaining(expected))
  })

  test('queue_daily', async () => {
    const rows = await lake.rows(
      `SELECT CAST(local_date AS varchar) AS day, local_weekday, queue_name, channel, contacts, handle_time_s, max_queue_duration_s
       FROM queue_daily ORDER BY 1`,
    )
    // 95 s is what each was handled, 30 s what each waited.
    const of = (day: string, local_weekday: number, contacts: number) => ({
      ...{ day, local_weekday, queue_name: 'Sales', channel: 'VOICE', contacts },
      ...{ handle_time_s: contacts * 95, max_queue_duration_s: 30 },
    })
    expect(rows).toEqual([of('2025-10-25', 6, 1), of('2025-10-26', 7, 4), of('2025-10-27', 1, 5)])
  })

  test('hour_of_week has the hour that comes twice as one', async () => {
    const rows = await lake.rows(
      `SELECT local_hour, sum(contacts) AS contacts FROM hour_of_week WHERE local_weekday = 7 GROUP BY 1 ORDER BY 1`,
    )
    expect(rows).toEqual([
      { local_hour: 0, contacts: 1 },
      { local_hour: 2, contacts: 2 },
      { local_hour: 23, contacts: 1 },
    ])
  })
})

/** Cases of several views, each on days of its own, in one lake whose clocks show UTC. */
describe('by clocks of UTC', () => {
  const wait = (id: string, from: string, to: string, at = to) =>
    contactRecord({ id, at, more: { Queue: { ...queue, EnqueueTimestamp: from, DequeueTimestamp: to } } })
  const waits = [
    wait('waits_since_before', '2025-07-01T09:59:00Z', '2025-07-01T10:01:00Z'),
    wait('comes_at_the_border', '2025-07-01T10:00:00Z', '2025-07-01T10:00:30Z'),
    // Comes in the instant in which the one before goes: the two never wait together.
    wait('takes_its_place', '2025-07-01T10:00:30Z', '2025-07-01T10:16:00Z'),
    wait('goes_at_the_border', '2025-07-01T10:20:00Z', '2025-07-01T10:30:00Z'),
    wait('waits_not_at_all', '2025-07-01T10:05:00Z', '2025-07-01T10:05:00Z'),
    wait('over_midnight', '2025-07-01T23:50:00Z', '2025-07-02T00:05:00Z'),
    wait('until_midnight', '2025-07-02T23:50:00Z', '2025-07-03T00:00:00Z'),
    // The chat goes on until the next day: it lies in another partition than its wait.
    wait('long_chat', '2025-07-05T10:01:00Z', '2025-07-05T10:02:00Z', '2025-07-06T09:00:00Z'),
  ]
  const none = { Agent: null, Queue: null }
  const SystemEndpoint = { Address: '+4930100', Type: 'TELEPHONE_NUMBER' }
  const firstLegs = {
    queued: {},
    abandoned: { Agent: null },
    connected: { Queue: null },
    sent_outside: { ...none, TransferCompletedTimestamp: '2025-08-05T09:59:00Z' },
    asked_for_callback: { ...none, NextContactId: 'callback', DisconnectReason: null },
    left: { ...none, DisconnectReason: 'CUSTOMER_DISCONNECT' },
    left_at_once: { ...none, ConnectedToSystemTimestamp: '2025-08-05T09:59:51Z' },
    contained: { ...none, DisconnectReason: 'CONTACT_FLOW_DISCONNECT' },
    contained_without_reason: { ...none, DisconnectReason: null },
    // Left out: a later leg, a call that never reached Connect, one that was dialled, a task, a test.
    callback: { ...none, InitiationMethod: 'CALLBACK', InitialContactId: 'asked_for_callback' },
    never_connected: { ...none, ConnectedToSystemTimestamp: null },
    outbound: { ...none, InitiationMethod: 'OUTBOUND' },
    task: { ...none, InitiationMethod: 'API', Channel: 'TASK' },
    later_leg: { ...none, InitialContactId: 'queued', PreviousContactId: 'queued' },
    tested: {
      ...none,
      SegmentAttributes: {
        'connect:ValidationTestType': {
          ...{ ValueArn: null, ValueInteger: null, ValueList: null, ValueMap: null },
          ValueString: 'EXPERIENCE_VALIDATION',
        },
      },
    },
    chat: { ...none, Channel: 'CHAT', InitiationMethod: 'API', SystemEndpoint: null },
  }
  const reasons = {
    a: { attributes: { reason: 'invoice', tier: 'gold' } },
    b: { attributes: { reason: 'invoice' }, more: { Agent: null } },
    c: { attributes: { reason: 'moving' } },
    d: {},
  }
  let lake: TestLake
  beforeAll(async () => {
    lake = await loaded(testLake(folder), [
      ...waits,
      ...Object.entries(firstLegs).map(([id, more]) =>
        contactRecord({ id, at: '2025-08-05T10:00:00Z', more: { SystemEndpoint, ...more } }),
      ),
      ...Object.entries(reasons).map(([id, more]) =>
        contactRecord({ id, at: '2025-08-06T10:00:00Z', ...more }),
      ),
    ])
  })

  test('queue_depth: from the enqueue until just before the dequeue', async () => {
    const rows = await lake.rows(
      `SELECT dt, CAST(interval_start AS varchar) AS at, queue_name, channel, contacts_waiting_at_start AS at_start,
         max_contacts_waiting AS most, contacts_enqueued AS came, contacts_dequeued AS went,
         waiting_time_ms / 1000 AS waited_s, longest_wait_ms / 1000 AS longest_s
       FROM queue_depth WHERE dt < '2025-08-01' ORDER BY interval_start`,
    )
    const of = (at: string, [at_start, most, came, went, waited_s, longest_s]: readonly number[]) => ({
      ...{ dt: `2025-07-${at.slice(0, 2)}`, at: `2025-07-${at}:00`, queue_name: 'Sales', channel: 'VOICE' },
      ...{ at_start, most, came, went, waited_s, longest_s },
    })
    expect(rows).toEqual([
      of('01 09:45', [0, 1, 1, 0, 60, 60]),
      // 60 + 30 + 870 s waited here; the last has waited 870 s when the interval ends.
      of('01 10:00', [2, 2, 2, 2, 960, 870]),
      // 60 + 600 s waited here; the first of the two had waited 930 s when it went.
      of('01 10:15', [1, 1, 1, 2, 660, 930]),
      of('01 23:45', [0, 1, 1, 0, 600, 600]),
      of('02 00:00', [1, 1, 0, 1, 300, 900]),
      of('02 23:45', [0, 1, 1, 1, 600, 600]),
      of('05 10:00', [0, 1, 1, 1, 60, 60]),
    ])
  })

  test('self_service: what became of first legs', async () => {
    const rows = await lake.rows(
      `SELECT * EXCLUDE (local_date) FROM self_service WHERE local_date = DATE '2025-08-05' ORDER BY channel DESC`,
    )
    expect(rows).toEqual([
      {
        ...{ local_weekday: 2, channel: 'VOICE', initiation_method: 'INBOUND' },
        system_endpoint_address: '+4930100',
        contacts: 9,
        contacts_queued: 2,
        contacts_connected: 1,
        contacts_transferred_out: 1,
        contacts_continued: 1,
        contacts_left_in_flow: 2,
        contacts_contained: 2,
        contacts_left_in_flow_in_10s: 1,
        // In seconds: until queued 10 twice; until the transfer 60; to the end 120 but for the one who left after 9.
        contact_flow_time_s: 2 * 10 + 120 + 60 + 120 + 120 + 9 + 2 * 120,
        left_in_flow_time_s: 129,
        contained_flow_time_s: 240,
      },
      expect.objectContaining({ channel: 'CHAT', contacts: 1, contacts_left_in_flow: 1 }),
    ])
  })

  test('contact_reason: each value of an attribute with what its contacts took', async () => {
    const rows = await lake.rows(
      `SELECT attribute_value AS reason, queue_name, contacts, contacts_handled AS handled,
         contacts_abandoned AS abandoned, handle_time_s, handle_time_contacts AS timed
       FROM contact_reason WHERE attribute_name = 'reason' ORDER BY 1`,
    )
    const of = (reason: string, contacts: number, abandoned: number) => ({
      ...{ reason, queue_name: 'Sales', contacts, handled: 1, abandoned, handle_time_s: 95, timed: 1 },
    })
    expect(rows).toEqual([of('invoice', 2, 1), of('moving', 1, 0)])
  })
})

test('data_completeness: of a day what there is, how late it came, and what became no row', async () => {
  const lake = testLake(folder)
  const arrivedOn = (day: string, text: string): void =>
    lake.add(
      `ctr/${day}/03/s-1-${day.replaceAll('/', '-')}-03-04-05-0b64a7a5-8ad3-4d26-9d3b-3f3c6c4f8a11`,
      text,
    )
  const text = (id: string, at: string): string => JSON.stringify(contactRecord({ id, at }))
  arrivedOn('2025/07/01', `${text('a', '2025-07-01T02:00:00Z')}${text('b', '2025-07-01T03:00:00Z')}`)
  arrivedOn('2025/07/02', `${text('c', '2025-07-01T23:59:59Z')}${text('a', '2025-07-01T02:00:00Z')}{"cut`)
  arrivedOn('2025/07/09', text('d', '2025-07-01T02:30:00Z'))
  await lake.run()
  const rows = await lake.rows(
    `SELECT * EXCLUDE (data_date, last_arrived_at), CAST(last_arrived_at AS varchar) AS last_arrived_at FROM data_completeness ORDER BY dt, table_name`,
  )
  const nothing = {
    records: 0,
    hours_with_records: 0,
    arrived_same_day: 0,
    arrived_next_day: 0,
    arrived_later: 0,
  }
  const rest = { records_duplicate: 0, records_superseded: 0, records_quarantined: 0 }
  expect(rows).toEqual([
    {
      ...{ dt: '2025-07-01', table_name: 'contact_record', records: 4, hours_with_records: 3 },
      ...{ arrived_same_day: 2, arrived_next_day: 1, arrived_later: 1, max_days_late: 8 },
      ...{ last_arrived_at: '2025-07-09 03:04:05', records_read: 2, ...rest },
    },
    {
      ...{ dt: '2025-07-02', table_name: 'contact_record', ...nothing, max_days_late: null },
      ...{ last_arrived_at: null, records_read: 2, ...rest, records_duplicate: 1 },
    },
    {
      ...{ dt: '2025-07-02', table_name: 'unknown', ...nothing, max_days_late: null },
      ...{ last_arrived_at: null, records_read: 1, ...rest, records_quarantined: 1 },
    },
    {
      ...{ dt: '2025-07-09', table_name: 'contact_record', ...nothing, max_days_late: null },
      ...{ last_arrived_at: null, records_read: 1, ...rest },
    },
  ])
})

test('agent_state: what agents were doing when a quarter of an hour began', async () => {
  const on = (agent: string) => agentOn('2025-07-02', agent)
  const available = (...contacts: Held[]): Seen => ({ status: 'Available', since: '09:00', contacts })
  const call = (state: string, since: string): Held => ({ id: 'call', state, since })
  const lunch: Seen = { status: 'Lunch', since: '09:30' }
  const offline = (since: string): Seen => ({ status: 'Offline', since })
  const events = [
    // Begins and ends on the border: there at 09:00 and not at 09:30, when it is Lunch.
    on('idle')
      .change('09:00', offline('08:00'), available())
      .change('09:30', available(), lunch)
      .change('09:46', lunch, offline('09:46')),
    on('talks')
      .change('09:00', offline('08:00'), available())
      .change('09:10', available(), available(call('CONNECTING', '09:10')))
      .change('09:16', available(call('CONNECTING', '09:10')), available(call('CONNECTED', '09:16')))
      .change('09:29', available(call('CONNECTED', '09:16')), available(call('ENDED', '09:29')))
      .change('09:31', available(call('ENDED', '09:29')), available())
      .change('09:40', available(), available(call('MISSED', '09:40')))
      .change('09:46', available(call('MISSED', '09:40')), { ...offline('09:46') }),
  ].flatMap(({ events }) => events)
  const lake = testLake(folder, plain, { time_zone: 'Asia/Kathmandu' })
  lake.add('all', concatenated(events))
  await lake.run({ derive: true })
  const rows = await lake.rows(
    `SELECT strftime(interval_start, '%H:%M') AS at, strftime(local_interval_start, '%H:%M') AS local, status_name AS status,
       agents, agents_available AS free, agents_on_contact AS busy, agents_ringing AS ringing, agents_error AS error,
       contacts_in_after_contact_work AS wrapping
     FROM agent_state ORDER BY 1, 3`,
  )
  const of = (at: string, local: string, status: string, more: object) => ({
    ...{ at, local, status, agents: 1, free: 0, busy: 0, ringing: 0, error: 0, wrapping: 0 },
    ...more,
  })
  expect(rows).toEqual([
    of('09:00', '14:45', 'Available', { agents: 2, free: 2 }),
    of('09:15', '15:00', 'Available', { agents: 2, free: 1, ringing: 1 }),
    of('09:30', '15:15', 'Available', { busy: 1, wrapping: 1 }),
    of('09:30', '15:15', 'Lunch', {}),
    of('09:45', '15:30', 'Available', { error: 1 }),
    of('09:45', '15:30', 'Lunch', {}),
  ])
})
