/** Hand-worked journeys: each case has customers of its own, and all are in one lake. */
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { type LegSpec, legRecord } from '../../fixture/leg.ts'
import { concatenated } from '../../fixture/record.ts'

const folder = temporaryFolder()

const outside = { Address: '+4930999', Type: 'TELEPHONE_NUMBER' }
const test_contact = {
  'connect:ValidationTestType': {
    ...{ ValueArn: null, ValueInteger: null, ValueList: null, ValueMap: null },
    ValueString: 'EXPERIENCE_VALIDATION',
  },
}
const completed = (text: string, more = {}) => ({ TransferCompletedTimestamp: text, ...more })

/** Legs by id; the ids of a case begin with its name. */
const legs: Readonly<Record<string, LegSpec>> = {
  // Waited 65 s, was promised a callback, missed it twice, and was reached at the third attempt.
  callback_1: {
    ...{ start: '07-01 10:00', end: '07-01 10:02', customer: '+4401', agent: null, waited: 65 },
    links: { Next: 'callback_2' },
  },
  callback_2: {
    ...{ start: '07-01 10:02', end: '07-01 10:20', customer: '+4401', method: 'CALLBACK', agent: null },
    ...{ waited: 30, links: { Initial: 'callback_1', Previous: 'callback_1', Next: 'callback_3' } },
  },
  callback_3: {
    ...{ start: '07-01 10:20', end: '07-01 10:50', customer: '+4401', method: 'CALLBACK', agent: null },
    ...{ waited: 40, links: { Initial: 'callback_1', Previous: 'callback_2', Next: 'callback_4' } },
  },
  callback_4: {
    ...{ start: '07-01 10:50', end: '07-01 11:10', customer: '+4401', method: 'CALLBACK', agent: 'eve' },
    ...{ waited: 10, queue: 'support', links: { Initial: 'callback_1', Previous: 'callback_3' } },
  },
  // Nobody ever picked up.
  vain_1: {
    ...{ start: '07-01 10:00', end: '07-01 10:02', customer: '+4402', agent: null },
    links: { Next: 'vain_2' },
  },
  vain_2: {
    ...{ start: '07-01 10:02', end: '07-01 10:30', customer: '+4402', method: 'CALLBACK', agent: null },
    links: { Initial: 'vain_1', Previous: 'vain_1' },
  },
  // Dan leaves at once; Eve takes it from the support queue.
  cold_1: {
    ...{ start: '07-01 10:00', end: '07-01 10:05', customer: '+4403' },
    ...{ links: { Next: 'cold_2' }, more: completed('2025-07-01T10:05:00Z') },
  },
  cold_2: {
    ...{ start: '07-01 10:05', end: '07-01 10:15', customer: '+4403', method: 'TRANSFER', agent: 'eve' },
    ...{ queue: 'support', waited: 20, links: { Initial: 'cold_1', Previous: 'cold_1' } },
  },
  // Dan stays until Eve has answered, and hangs up after her leg began: nothing is completed.
  warm_1: { start: '07-01 10:00', end: '07-01 10:07', customer: '+4404', links: { Next: 'warm_2' } },
  warm_2: {
    ...{ start: '07-01 10:05', end: '07-01 10:15', customer: '+4404', method: 'TRANSFER', agent: 'eve' },
    ...{ queue: 'support', links: { Initial: 'warm_1', Previous: 'warm_1' } },
  },
  // A flow moves it from one queue to another before anyone answered; Eve sends it outside.
  queue_1: {
    ...{ start: '07-01 10:00', end: '07-01 10:03', customer: '+4405', agent: null, waited: 150 },
    ...{ links: { Next: 'queue_2' }, more: completed('2025-07-01T10:03:00Z') },
  },
  queue_2: {
    ...{
      start: '07-01 10:03',
      end: '07-01 10:15',
      customer: '+4405',
      method: 'QUEUE_TRANSFER',
      agent: 'eve',
    },
    ...{ queue: 'support', waited: 25, links: { Initial: 'queue_1', Previous: 'queue_1' } },
    more: completed('2025-07-01T10:10:00Z', { TransferredToEndpoint: outside }),
  },
  // A supervisor listens in from the second minute, and hangs up first.
  heard_1: { start: '07-01 10:00', end: '07-01 10:10', customer: '+4406' },
  heard_2: {
    ...{ start: '07-01 10:02', end: '07-01 10:04', customer: null, method: 'MONITOR', agent: 'zoe' },
    ...{ waited: null, links: { Initial: 'heard_1', Previous: 'heard_1' } },
  },
  // The record of the first contact never arrived.
  rootless_1: {
    ...{ start: '07-01 10:05', end: '07-01 10:10', customer: '+4407', method: 'TRANSFER' },
    links: { Initial: 'rootless_0', Previous: 'rootless_0' },
  },
  rootless_2: {
    ...{ start: '07-01 10:10', end: '07-01 10:20', customer: '+4407', method: 'DISCONNECT', agent: null },
    ...{ waited: null, links: { Initial: 'rootless_0', Previous: 'rootless_1' } },
  },
  // Each names the other; and three in a ring, into which a fourth leads.
  circle_1: { start: '07-01 10:00', end: '07-01 10:01', customer: '+4408', links: { Previous: 'circle_2' } },
  circle_2: { start: '07-01 10:01', end: '07-01 10:02', customer: '+4408', links: { Previous: 'circle_1' } },
  ring_1: { start: '07-01 10:00', end: '07-01 10:01', customer: '+4409', links: { Previous: 'ring_3' } },
  ring_2: { start: '07-01 10:01', end: '07-01 10:02', customer: '+4409', links: { Previous: 'ring_1' } },
  ring_3: { start: '07-01 10:02', end: '07-01 10:03', customer: '+4409', links: { Previous: 'ring_2' } },
  ring_4: { start: '07-01 10:03', end: '07-01 10:04', customer: '+4409', links: { Previous: 'ring_3' } },
  itself: { start: '07-01 10:00', end: '07-01 10:01', customer: '+4410', links: { Initial: 'itself' } },
  // Old records: only the one before is named; only the next; and a task, made from a leg of a call.
  steps_1: { start: '07-01 10:00', end: '07-01 10:01', customer: '+4411' },
  steps_2: { start: '07-01 10:01', end: '07-01 10:02', customer: '+4411', links: { Previous: 'steps_1' } },
  steps_3: { start: '07-01 10:02', end: '07-01 10:03', customer: '+4411', links: { Previous: 'steps_2' } },
  next_1: { start: '07-01 10:00', end: '07-01 10:01', customer: '+4412', links: { Next: 'next_2' } },
  next_2: { start: '07-01 10:01', end: '07-01 10:02', customer: '+4412' },
  related_1: { start: '07-01 10:00', end: '07-01 10:01', customer: '+4413', links: { Next: 'related_2' } },
  related_2: {
    ...{ start: '07-01 10:01', end: '07-01 10:02', customer: '+4413', method: 'TRANSFER' },
    links: { Initial: 'related_1', Previous: 'related_1' },
  },
  related_3: {
    ...{ start: '07-02 10:00', end: '07-02 11:00', customer: null, method: 'API', channel: 'TASK' },
    links: { Related: 'related_2' },
  },
  // A week after the first contact it is part of it; a day more, and it is something new.
  week_1: { start: '07-01 10:00', end: '07-01 10:01', customer: '+4414' },
  week_2: {
    ...{ start: '07-08 23:00', end: '07-08 23:59', customer: '+4414', method: 'TRANSFER' },
    links: { Initial: 'week_1', Previous: 'week_1' },
  },
  week_3: {
    ...{ start: '07-09 00:00', end: '07-09 00:01', customer: '+4414', method: 'TRANSFER' },
    links: { Initial: 'week_1', Previous: 'week_2' },
  },
  // Who never spoke to anyone, and whom nobody reached.
  abandoned: { start: '07-01 10:00', end: '07-01 10:02', customer: '+4415', agent: null },
  contained: {
    ...{ start: '07-01 10:00', end: '07-01 10:02', customer: '+4416', agent: null, waited: null },
    more: { DisconnectReason: 'CONTACT_FLOW_DISCONNECT' },
  },
  left: { start: '07-01 10:00', end: '07-01 10:02', customer: '+4417', agent: null, waited: null },
  sent_outside: {
    ...{ start: '07-01 10:00', end: '07-01 10:02', customer: '+4418', agent: null, waited: null },
    more: completed('2025-07-01T10:01:00Z', { TransferredToEndpoint: outside }),
  },
  dialled: { start: '07-01 10:00', end: '07-01 10:02', customer: '+4419', method: 'OUTBOUND', waited: null },
  dialled_in_vain: {
    ...{ start: '07-01 10:00', end: '07-01 10:02', customer: '+4420', method: 'OUTBOUND', waited: null },
    more: { ConnectedToSystemTimestamp: null },
  },
  tested: {
    ...{ start: '07-01 10:00', end: '07-01 10:02', customer: '+4421' },
    more: { SegmentAttributes: test_contact },
  },
  // Began ten days before it ended: a clock, not a call.
  endless: { start: '07-01 10:00', end: '07-11 10:00', customer: '+4422' },
}

let lake: TestLake
beforeAll(async () => {
  lake = testLake(folder)
  lake.add('all', concatenated(Object.entries(legs).map(([id, leg]) => legRecord(id, leg))))
  await lake.run({ derive: true })
})

test('which legs belong together, in order', async () => {
  const rows = await lake.rows<{ journey_id: string; contact_id: string }>(
    'SELECT journey_id, contact_id FROM journey_leg WHERE legs > 1 ORDER BY journey_id, leg_number',
  )
  const together: Record<string, string[]> = {}
  for (const { journey_id, contact_id } of rows) {
    together[journey_id] = [...(together[journey_id] ?? []), contact_id]
  }
  expect(together).toEqual({
    callback_1: ['callback_1', 'callback_2', 'callback_3', 'callback_4'],
    circle_1: ['circle_1', 'circle_2'],
    cold_1: ['cold_1', 'cold_2'],
    heard_1: ['heard_1', 'heard_2'],
    next_1: ['next_1', 'next_2'],
    queue_1: ['queue_1', 'queue_2'],
    related_1: ['related_1', 'related_2', 'related_3'],
    ring_1: ['ring_1', 'ring_2', 'ring_3', 'ring_4'],
    rootless_1: ['rootless_1', 'rootless_2'],
    steps_1: ['steps_1', 'steps_2', 'steps_3'],
    vain_1: ['vain_1', 'vain_2'],
    warm_1: ['warm_1', 'warm_2'],
    week_1: ['week_1', 'week_2'],
  })
  expect(
    await lake.rows(`SELECT journey_id, root_contact_id FROM journey WHERE root_contact_id <> journey_id`),
  ).toEqual(
    expect.arrayContaining([
      { journey_id: 'rootless_1', root_contact_id: 'rootless_0' },
      { journey_id: 'week_3', root_contact_id: 'week_1' },
    ]),
  )
})

test('how each ended', async () => {
  const rows = await lake.rows<{ outcome: string; ids: string }>(
    `SELECT outcome, string_agg(journey_id, ' ' ORDER BY journey_id) AS ids FROM journey GROUP BY outcome`,
  )
  expect(Object.fromEntries(rows.map(({ outcome, ids }) => [outcome, ids]))).toEqual({
    HANDLED:
      'callback_1 circle_1 cold_1 dialled endless heard_1 itself next_1 queue_1 related_1 ring_1 rootless_1 steps_1 ' +
      'tested warm_1 week_1 week_3',
    CUSTOMER_NOT_REACHED: 'dialled_in_vain',
    EXTERNAL: 'sent_outside',
    CALLBACK_NOT_REACHED: 'vain_1',
    ABANDONED: 'abandoned',
    LEFT_IN_FLOW: 'left',
    CONTAINED: 'contained',
  })
})

test('which count for repeats: what agents dial, tests and broken clocks do not', async () => {
  const rows = await lake.rows(
    'SELECT journey_id FROM journey WHERE is_handled AND NOT is_repeatable ORDER BY 1',
  )
  // The second leg of week_1 ends more than 7 × 24 hours after the start of the first.
  expect(rows).toEqual(['dialled', 'endless', 'tested', 'week_1'].map(journey_id => ({ journey_id })))
})

describe('what the customer went through', () => {
  const journey = async (id: string) => {
    const [row] = await lake.rows(`SELECT * FROM journey WHERE journey_id = '${id}'`)
    return row
  }

  test('all waits count, those of callbacks, too', async () => {
    // 65 + 30 + 40 + 10 s; from the arrival to the end of the last leg 70 minutes.
    expect(await journey('callback_1')).toMatchObject({
      ...{ dt: '2025-07-01', legs: 4, queue_time_s: 145, journey_duration_s: 4200 },
      ...{ queues: 2, first_queue_name: 'Sales', agents: 1, transfers: 0, callback_attempts: 3 },
      ...{ handled_queue_name: 'Support', handled_agent_username: 'eve', last_agent_username: 'eve' },
      // One agent: 60 s of talk, 20 s of hold, 15 s of work after it.
      handle_time_s: 95,
    })
  })

  test('agents in their order, and both hand-overs of one call', async () => {
    expect(await journey('cold_1')).toMatchObject({
      ...{ agents: 2, queues: 2, transfers: 1, transfers_external: 0, is_transferred: true },
      ...{ handled_agent_username: 'dan', handled_queue_name: 'Sales', last_agent_username: 'eve' },
      ...{ queue_time_s: 30, handle_time_s: 190 },
    })
    expect(await journey('queue_1')).toMatchObject({
      ...{ agents: 1, queues: 2, transfers: 2, transfers_external: 1, queue_time_s: 175 },
      ...{ first_queue_name: 'Sales', handled_queue_name: 'Support', handled_agent_username: 'eve' },
    })
  })

  test('who listens in handles nothing', async () => {
    expect(await journey('heard_1')).toMatchObject({
      ...{ legs: 2, agents: 1, handle_time_s: 95, customer_key: '+4406', last_agent_username: 'dan' },
    })
  })

  test('a journey over midnight is of the day of its first disconnect', async () => {
    expect(await journey('related_1')).toMatchObject({ dt: '2025-07-01', journey_duration_s: 25 * 3600 })
    const [leg] = await lake.rows(`SELECT dt FROM journey_leg WHERE contact_id = 'related_3'`)
    expect(leg).toEqual({ dt: '2025-07-02' })
  })
})

test('transfers: of which kind, from whom, to whom', async () => {
  const rows = await lake.rows(
    `SELECT contact_id, transfer_kind, from_contact_id, from_queue_name, from_agent_username, to_queue_name,
       to_agent_username, is_answered, queue_duration_s, CAST(transfer_timestamp AS varchar) AS at
     FROM transfer WHERE contact_id IN ('cold_2', 'warm_2', 'queue_2', 'rootless_1', 'sent_outside')
     ORDER BY contact_id, transfer_kind`,
  )
  const to_support = { to_queue_name: 'Support', to_agent_username: 'eve', is_answered: true }
  const nowhere = { to_queue_name: null, to_agent_username: null, is_answered: true, queue_duration_s: null }
  const from_dan = { from_queue_name: 'Sales', from_agent_username: 'dan' }
  expect(rows).toEqual([
    {
      ...{
        contact_id: 'cold_2',
        transfer_kind: 'COLD',
        from_contact_id: 'cold_1',
        ...from_dan,
        ...to_support,
      },
      ...{ queue_duration_s: 20, at: '2025-07-01 10:05:00' },
    },
    {
      ...{ contact_id: 'queue_2', transfer_kind: 'EXTERNAL', from_contact_id: 'queue_2' },
      ...{ from_queue_name: 'Support', from_agent_username: 'eve', ...nowhere, at: '2025-07-01 10:10:00' },
    },
    {
      ...{ contact_id: 'queue_2', transfer_kind: 'QUEUE', from_contact_id: 'queue_1' },
      ...{ from_queue_name: 'Sales', from_agent_username: null, ...to_support },
      ...{ queue_duration_s: 25, at: '2025-07-01 10:03:00' },
    },
    {
      ...{ contact_id: 'rootless_1', transfer_kind: 'UNKNOWN', from_contact_id: 'rootless_0' },
      ...{
        from_queue_name: null,
        from_agent_username: null,
        to_queue_name: 'Sales',
        to_agent_username: 'dan',
      },
      ...{ is_answered: true, queue_duration_s: 10, at: '2025-07-01 10:05:00' },
    },
    {
      ...{ contact_id: 'sent_outside', transfer_kind: 'EXTERNAL', from_contact_id: 'sent_outside' },
      ...{ from_queue_name: null, from_agent_username: null, ...nowhere, at: '2025-07-01 10:01:00' },
    },
    {
      ...{
        contact_id: 'warm_2',
        transfer_kind: 'WARM',
        from_contact_id: 'warm_1',
        ...from_dan,
        ...to_support,
      },
      ...{ queue_duration_s: 10, at: '2025-07-01 10:05:00' },
    },
  ])
})

test('callbacks: from the promise to the third attempt, and one that reached nobody', async () => {
  const rows = await lake.rows(
    `SELECT journey_id, queue_name, callback_attempts, is_reached, time_to_callback_s, other_queue_time_s,
       callback_queue_time_s, outcome FROM callback_chain ORDER BY journey_id`,
  )
  expect(rows).toEqual([
    {
      ...{ journey_id: 'callback_1', queue_name: 'Sales', callback_attempts: 3, is_reached: true },
      // Promised at 10:02; connected 80 s before the end at 11:10, as in every case here.
      ...{ time_to_callback_s: 66 * 60 + 40, other_queue_time_s: 65, callback_queue_time_s: 80 },
      outcome: 'HANDLED',
    },
    {
      ...{ journey_id: 'vain_1', queue_name: 'Sales', callback_attempts: 1, is_reached: false },
      ...{ time_to_callback_s: null, other_queue_time_s: 10, callback_queue_time_s: 10 },
      outcome: 'CALLBACK_NOT_REACHED',
    },
  ])
})
