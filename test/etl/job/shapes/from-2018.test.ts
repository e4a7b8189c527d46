/** Shapes that documents and public records describe, see test/fixture/samples/README.md. */
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../fixture/folder.ts'
import { testLake } from '../../../fixture/lake.ts'
import { compactSample, said } from '../../../fixture/sample.ts'
import { bothWays, flags } from './both-ways.ts'

const folder = temporaryFolder()
const records = ['voice-2018-abandoned.json', 'voice-2018-handled.json'].map(compactSample)

bothWays(records, loaded => {
  test('2018, abandoned: missing keys are NULL, the duration is the one delivered', async () => {
    const instance = 'arn:aws:connect:eu-central-1:111122223333:instance/d-92673ef055'
    expect(said(await loaded().row('2018-abandoned'))).toEqual({
      dt: '2018-11-05',
      source_object: 'object',
      aws_account_id: '111122223333',
      format_version: '2017-03-10',
      instance_arn: instance,
      contact_id: '2018-abandoned',
      channel: 'VOICE',
      initiation_method: 'INBOUND',
      initiation_timestamp: '2018-11-05T08:59:59.000Z',
      connected_to_system_timestamp: '2018-11-05T09:00:00.000Z',
      disconnect_timestamp: '2018-11-05T09:02:11.000Z',
      last_update_timestamp: '2018-11-05T09:03:18.000Z',
      agent_connection_attempts: 2,
      attributes: {},
      customer_endpoint_address: '+49301234567',
      customer_endpoint_type: 'TELEPHONE_NUMBER',
      system_endpoint_address: '+49307654321',
      system_endpoint_type: 'TELEPHONE_NUMBER',
      media_stream_types: ['AUDIO'],
      queue_arn: `${instance}/queue/q-overflow`,
      queue_name: 'Überlauf',
      enqueue_timestamp: '2018-11-05T09:00:49.000Z',
      dequeue_timestamp: '2018-11-05T09:02:11.000Z',
      queue_duration_s: 83,
    })
    const contact = await loaded().row('2018-abandoned', 'contact')
    // Who ended it was not told in 2018: abandoned, but not known to be by the customer.
    expect(flags(contact)).toEqual([
      'is_incoming',
      'is_in_contact_volume',
      'is_new',
      'is_queued',
      'is_abandoned',
    ])
    expect(contact).toMatchObject({
      disconnect_reason: 'NONE',
      queue_kind: 'STANDARD',
      contact_duration_s: 132,
      contact_flow_time_s: 49,
      abandon_time_s: 83,
      queue_answer_time_s: null,
      handle_time_s: null,
      after_contact_work_time_s: null,
      number_of_holds: null,
    })
  })

  test('2018, handled: Recording alone, an e-mail address for a name, a hierarchy of two levels', async () => {
    const row = await loaded().row('2018-handled')
    expect(row).toMatchObject({
      dt: '2018-11-05',
      agent_username: 'jane.doe+support@example.com',
      agent_hierarchy_level1_name: 'Berlin',
      agent_hierarchy_level2_name: 'Team Süd',
      agent_hierarchy_level3_name: null,
      after_contact_work_duration_s: null,
      agent_initiated_hold_duration_s: null,
      agent_state_transitions: null,
      recording_location:
        'bucket/connect/example/CallRecordings/2018/11/05/2018-handled_20181105T23:58_UTC.wav',
      recording_status: 'AVAILABLE',
      recordings: null,
    })
    const contact = await loaded().row('2018-handled', 'contact')
    expect(flags(contact)).toEqual([
      'is_incoming',
      'is_in_contact_volume',
      'is_new',
      'is_queued',
      'is_handled',
      'is_handled_incoming',
      'is_put_on_hold',
    ])
    // Interaction and hold, one second less than from connection to disconnect, and no after-contact work: 0 of it.
    expect(contact).toMatchObject({
      contact_duration_s: 75,
      contact_flow_time_s: 20,
      queue_answer_time_s: 20,
      interaction_time_s: 30,
      hold_time_s: 4,
      after_contact_work_time_s: 0,
      handle_time_s: 34,
      number_of_holds: 1,
    })
  })

  test('sums by queue and by agent', async () => {
    const queues = await loaded().lake.rows(
      `SELECT dt, queue_name, queue_kind, sum(contacts) AS contacts, sum(contacts_queued) AS queued,
         sum(contacts_handled) AS handled, sum(contacts_abandoned) AS abandoned, sum(handle_time_s) AS handle
       FROM queue_interval GROUP BY 1, 2, 3`,
    )
    expect(queues).toEqual([
      {
        dt: '2018-11-05',
        queue_name: 'Überlauf',
        queue_kind: 'STANDARD',
        contacts: 2,
        queued: 2,
        handled: 1,
        abandoned: 1,
        handle: 34,
      },
    ])
    const agents = await loaded().lake.rows(
      'SELECT agent_username, contacts_handled, holds, handle_time_s FROM agent_contact_daily',
    )
    expect(agents).toEqual([
      { agent_username: 'jane.doe+support@example.com', contacts_handled: 1, holds: 1, handle_time_s: 34 },
    ])
  })
})

test('a contact that comes three times, days apart: its newest attributes stay, and only once', async () => {
  // Seen in public records: at once, six days later and 28 minutes after that; only attributes and version differ.
  const record = JSON.parse(compactSample('voice-2018-handled.json'))
  const versions = [
    ['2018-11-05T23:59:59Z', { step: 'one' }],
    ['2018-11-11T17:48:35Z', { step: 'two', more: 'x' }],
    ['2018-11-11T18:16:35Z', { step: 'three' }],
  ] as const
  const lake = testLake(folder)
  for (const [LastUpdateTimestamp, Attributes] of versions) {
    lake.add(LastUpdateTimestamp, JSON.stringify({ ...record, LastUpdateTimestamp, Attributes }))
    await lake.run()
  }
  expect(await lake.rows('SELECT contact_id, attributes FROM contact_record')).toEqual([
    { contact_id: '2018-handled', attributes: { step: 'three' } },
  ])
  expect(await lake.rows('SELECT sum(accepted) AS accepted, sum(replaced) AS replaced FROM ledger')).toEqual([
    { accepted: 3, replaced: 2 },
  ])
  expect(await lake.rows('SELECT attribute_name, attribute_value FROM contact_attribute')).toEqual([
    { attribute_name: 'step', attribute_value: 'three' },
  ])
})
