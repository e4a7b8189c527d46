import { beforeAll, describe, expect, test } from 'vitest'
import { views } from '../../sql/views.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { contactRecord } from '../fixture/record.ts'
import { cases } from './contact-cases.ts'

const folder = temporaryFolder()
const queue = contactRecord({ id: '' }).Queue

describe('queue_interval', () => {
  test('an abandon at 12 s is out of the queue within 20 s, but not answered', async () => {
    const lake = testLake(folder)
    const waits = { answered_10: 10, answered_20: 20, answered_90: 90 }
    const records = [
      contactRecord({ id: 'abandoned_12', at: '2025-07-01T10:01:00Z', more: cases.abandoned }),
      ...Object.entries(waits).map(([id, Duration]) =>
        contactRecord({ id, at: '2025-07-01T10:14:59Z', more: { Queue: { ...queue, Duration } } }),
      ),
      contactRecord({ id: 'later', at: '2025-07-01T10:15:00Z' }),
      contactRecord({ id: 'test', at: '2025-07-01T10:01:00Z', more: cases.test_contact }),
    ]
    lake.add('all', records.map(record => JSON.stringify(record)).join(''))
    await lake.run()
    const rows = await lake.rows(
      `SELECT CAST(interval_start AS varchar) AS at, contacts, contacts_queued, contacts_handled, contacts_abandoned,
         contacts_answered_in_20s, contacts_answered_in_25s, contacts_abandoned_in_15s, contacts_abandoned_in_20s,
         contacts_removed_from_queue_in_20s, contacts_removed_from_queue_in_120s, queue_answer_time_s,
         queue_answer_time_contacts, abandon_time_s, max_queue_duration_s, handle_time_s, handle_time_contacts
       FROM queue_interval ORDER BY 1`,
    )
    expect(rows).toEqual([
      {
        at: '2025-07-01 10:00:00',
        contacts: 4,
        contacts_queued: 4,
        contacts_handled: 3,
        contacts_abandoned: 1,
        // 20 s is not less than 20 s.
        contacts_answered_in_20s: 1,
        contacts_answered_in_25s: 2,
        contacts_abandoned_in_15s: 1,
        contacts_abandoned_in_20s: 1,
        contacts_removed_from_queue_in_20s: 2,
        contacts_removed_from_queue_in_120s: 4,
        queue_answer_time_s: 120,
        queue_answer_time_contacts: 3,
        abandon_time_s: 12,
        max_queue_duration_s: 90,
        handle_time_s: 285,
        handle_time_contacts: 3,
      },
      expect.objectContaining({ at: '2025-07-01 10:15:00', contacts: 1 }),
    ])
  })
})

test('agent_contact_daily adds up what agents handled', async () => {
  const lake = testLake(folder)
  const records = Object.entries(cases).map(([id, more]) => JSON.stringify(contactRecord({ id, more })))
  lake.add('all', records.join(''))
  await lake.run()
  const [row] = await lake.rows(
    `SELECT sum(contacts_handled) AS handled, sum(handle_time_s) AS handle_time_s, sum(handle_time_contacts) AS contacts,
       sum(holds) AS holds, sum(contacts_handled_outbound) AS outbound FROM agent_contact_daily`,
  )
  // 12 cases reached an agent and are no test; one has no durations at all; 95 s each but 75 s (no hold) and 80 s (no after contact work).
  expect(row).toEqual({ handled: 12, handle_time_s: 9 * 95 + 75 + 80, contacts: 11, holds: 10, outbound: 1 })
})

test('data_freshness tells what arrived on a day', async () => {
  const lake = testLake(folder)
  const name = 'ctr/2025/07/02/03/s-1-2025-07-02-03-04-05-0b64a7a5-8ad3-4d26-9d3b-3f3c6c4f8a11'
  lake.add(name, `${JSON.stringify(contactRecord({ id: 'a' }))}{"cut`)
  await lake.run()
  expect(
    await lake.rows(
      'SELECT dt, CAST(last_arrived_at AS varchar) AS at, raw_objects, records_read, records_accepted, records_quarantined FROM data_freshness',
    ),
  ).toEqual([
    {
      dt: '2025-07-02',
      at: '2025-07-02 03:04:05',
      raw_objects: 1,
      records_read: 2,
      records_accepted: 1,
      records_quarantined: 1,
    },
  ])
})

describe('the analysts question', () => {
  const question = `SELECT agent_username, queue_name, disconnect_reason, contact_duration FROM connect_contact_trace_records WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-15'`
  let lake: TestLake
  beforeAll(async () => {
    lake = testLake(folder)
    const days = ['2025-06-30', '2025-07-01', '2025-07-15', '2025-07-16']
    lake.add(
      'all',
      days
        .map(day =>
          JSON.stringify(contactRecord({ id: day, at: `${day}T23:59:59Z`, more: { DisconnectReason: day } })),
        )
        .join(''),
    )
    await lake.run()
  })

  test('runs word for word and gives the right rows', async () => {
    expect(await lake.rows(`${question} ORDER BY disconnect_reason`)).toEqual([
      { agent_username: 'dan', queue_name: 'Sales', disconnect_reason: '2025-07-01', contact_duration: 120 },
      { agent_username: 'dan', queue_name: 'Sales', disconnect_reason: '2025-07-15', contact_duration: 120 },
    ])
  })

  test('reads only the partitions asked for', async () => {
    const [plan] = await lake.rows<{ explain_value: string }>(`EXPLAIN ${question}`)
    expect(plan?.explain_value.replace(/[│\s]+/g, ' ')).toContain('Scanning Files: 2/4')
  })
})

describe('contracts', () => {
  const types: Record<string, string> = {
    Utf8: 'varchar',
    Int64: 'bigint',
    Float64: 'double',
    Bool: 'boolean',
    'Date32<DAY>': 'date',
    'Timestamp<MILLISECOND>': 'timestamp',
  }
  test.each(Object.values(views))('$name gives the columns it declares', async view => {
    const lake = testLake(folder)
    const { schema } = await lake.arrow(`SELECT * FROM ${view.name}`)
    expect(
      Object.fromEntries(schema.fields.map(({ name, type }) => [name, types[String(type)] ?? String(type)])),
    ).toEqual(Object.fromEntries(Object.entries(view.columns).map(([name, { type }]) => [name, type])))
  })
})
