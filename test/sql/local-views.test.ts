/** Views that dashboards stand on: local days, stages, attributes, and now. */
import { beforeAll, describe, expect, test } from 'vitest'
import { views } from '../../sql/views.ts'
import { agentOn, type Held, type Seen } from '../fixture/agent-events.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { arnOf, concatenated, contactRecord } from '../fixture/record.ts'

const folder = temporaryFolder()
const queue = contactRecord({ id: '' }).Queue
const none = { Agent: null, Queue: null }
const agent = (name: string) => ({
  ...contactRecord({ id: '' }).Agent,
  ARN: arnOf('agent', name),
  Username: name,
})

/** 02:30 UTC is 22:30 of the day before in New York. */
const NIGHT = '2025-07-02T02:30:00Z'

describe('by the clocks of New York', () => {
  let lake: TestLake
  const records = {
    contained: { more: { ...none, DisconnectReason: 'CONTACT_FLOW_DISCONNECT' } },
    abandoned: { more: { Agent: null }, attributes: { reason: 'invoice' } },
    settled: { attributes: { reason: 'invoice', tier: 'gold' } },
    handed_on: {
      more: { NextContactId: 'taken_over', TransferCompletedTimestamp: '2025-07-02T02:29:00Z' },
    },
    // No first leg: it is in no funnel.
    taken_over: {
      more: {
        Agent: agent('eve'),
        InitiationMethod: 'TRANSFER',
        InitialContactId: 'handed_on',
        PreviousContactId: 'handed_on',
        Queue: { ...queue, ARN: arnOf('queue', 'care'), Name: 'Care', Duration: 40 },
      },
    },
    promised: { more: { Agent: null, NextContactId: 'called_back', DisconnectReason: null } },
    called_back: {
      more: { InitiationMethod: 'CALLBACK', InitialContactId: 'promised', PreviousContactId: 'promised' },
    },
  }
  beforeAll(async () => {
    lake = testLake(folder, storage => storage, { time_zone: 'America/New_York' })
    const all = Object.entries(records).map(([id, more]) => contactRecord({ id, at: NIGHT, ...more }))
    lake.add('all', concatenated(all))
    await lake.run({ derive: true })
  })

  test('contact_stage: who reached a stage reached those before it', async () => {
    const rows = await lake.rows<{ stage: string; ids: string }>(
      `SELECT stage, string_agg(contact_id, ' ' ORDER BY contact_id) AS ids, CAST(min(local_date) AS varchar) AS day,
         min(local_hour) AS hour
       FROM contact_stage GROUP BY stage ORDER BY count(*) DESC`,
    )
    const at = { day: '2025-07-01', hour: 22 }
    expect(rows).toEqual([
      { stage: 'ENTERED', ids: 'abandoned contained handed_on promised settled', ...at },
      { stage: 'QUEUED', ids: 'abandoned handed_on promised settled', ...at },
      { stage: 'ANSWERED', ids: 'handed_on settled', ...at },
      { stage: 'SETTLED', ids: 'settled', ...at },
    ])
  })

  test('contact_by_attribute: a contact is there once for each of its attributes', async () => {
    expect(
      await lake.rows(
        `SELECT attribute, contact_id, queue_kind, is_abandoned, handle_time_s, CAST(local_date AS varchar) AS day
         FROM contact_by_attribute ORDER BY attribute, contact_id`,
      ),
    ).toEqual(
      [
        ['reason: invoice', 'abandoned', true, null],
        ['reason: invoice', 'settled', false, 95],
        ['tier: gold', 'settled', false, 95],
      ].map(([attribute, contact_id, is_abandoned, handle_time_s]) => ({
        ...{ attribute, contact_id, queue_kind: 'STANDARD', is_abandoned, handle_time_s, day: '2025-07-01' },
      })),
    )
  })

  test('transfer, callback_chain, journey and repeat_contact have the local day', async () => {
    const [day, night] = ["'2025-07-01'", "'2025-07-02'"]
    for (const view of ['transfer', 'callback_chain', 'journey', 'repeat_contact', 'contact_local']) {
      const [found] = await lake.rows(
        `SELECT count(*) > 0 AND count_if(local_date = DATE ${day} AND local_weekday = 2 AND dt = ${night}) = count(*) AS all_of_them FROM ${view}`,
      )
      expect([view, found]).toEqual([view, { all_of_them: true }])
    }
    expect(
      await lake.rows(
        'SELECT from_queue_name, to_queue_name, from_queue_kind, from_agent_username, to_agent_username, transfer_kind FROM transfer',
      ),
    ).toEqual([
      {
        ...{ from_queue_name: 'Sales', to_queue_name: 'Care', from_queue_kind: 'STANDARD' },
        ...{ from_agent_username: 'dan', to_agent_username: 'eve', transfer_kind: 'COLD' },
      },
    ])
  })

  test('contact_local has every column of contact, with the same values', async () => {
    const columns = Object.keys(views.contact.columns).join(', ')
    const [found] = await lake.rows(
      `SELECT count(*) AS differences FROM (SELECT ${columns} FROM contact EXCEPT SELECT ${columns} FROM contact_local)`,
    )
    expect(found).toEqual({ differences: 0 })
  })
})

describe('now', () => {
  const on = (name: string) => agentOn('2025-07-02', name)
  const available = (...contacts: Held[]): Seen => ({ status: 'Available', since: '09:00', contacts })
  const call: Held = { id: 'call', state: 'CONNECTED', since: '09:10' }
  const lunch: Seen = { status: 'Lunch', since: '09:20' }
  const offline: Seen = { status: 'Offline', since: '08:00' }

  test('agent_now: who was there when the newest quarter began of which an event arrived', async () => {
    const events = [
      on('waits').change('09:00', offline, available()).beat('09:43', available()),
      on('talks')
        .change('09:00', offline, available())
        .change('09:10', available(), available(call))
        // The newest event of all: now is 09:30.
        .change('09:44', available(call), available()),
      on('eats')
        .change('09:00', offline, available())
        .change('09:20', available(), lunch)
        .beat('09:42', lunch),
      on('went')
        .change('09:00', offline, available())
        .change('09:29', available(), { ...offline, since: '09:29' }),
    ].flatMap(each => each.events)
    const lake = testLake(folder)
    lake.add('all', concatenated(events))
    await lake.run({ derive: true })
    expect(
      await lake.rows(
        `SELECT agent_username AS agent, activity, CAST(interval_start AS varchar) AS at FROM agent_now ORDER BY 1`,
      ),
    ).toEqual(
      [
        ['eats', 'Lunch'],
        ['talks', 'On contact'],
        ['waits', 'Available'],
      ].map(([name, activity]) => ({ agent: name, activity, at: '2025-07-02 09:30:00' })),
    )
  })

  test('queue_now: who waited then, of contacts that have ended since; a queue without anyone is there, too', async () => {
    const wait = (id: string, from: string, to: string, at: string, name = 'Sales') =>
      contactRecord({
        id,
        at: `2025-07-02T${at}Z`,
        more: {
          Queue: {
            ...queue,
            ARN: arnOf('queue', name),
            Name: name,
            EnqueueTimestamp: `2025-07-02T${from}Z`,
            DequeueTimestamp: `2025-07-02T${to}Z`,
          },
        },
      })
    const lake = testLake(folder)
    lake.add(
      'all',
      concatenated([
        wait('waits', '09:20:00', '09:31:00', '09:40:00'),
        wait('just_came', '09:30:00', '09:30:05', '09:44:59'),
        wait('was_answered', '09:29:00', '09:30:00', '09:35:00'),
        wait('elsewhere', '09:00:00', '09:01:00', '09:02:00', 'Care'),
        // Of the day before: its queue is not looked at any more.
        contactRecord({ id: 'yesterday', at: '2025-07-01T10:00:00Z', more: { Channel: 'CHAT' } }),
      ]),
    )
    await lake.run()
    expect(
      await lake.rows(
        `SELECT queue_name, channel, contacts_waiting, longest_wait_s, CAST(interval_start AS varchar) AS at
         FROM queue_now ORDER BY 1`,
      ),
    ).toEqual([
      {
        queue_name: 'Care',
        channel: 'VOICE',
        contacts_waiting: 0,
        longest_wait_s: null,
        at: '2025-07-02 09:30:00',
      },
      {
        queue_name: 'Sales',
        channel: 'VOICE',
        contacts_waiting: 2,
        longest_wait_s: 600,
        at: '2025-07-02 09:30:00',
      },
    ])
  })
})
