/** Records that were printed in documents: each loads as its notes say, see test/fixture/samples/README.md. */
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { said, sample } from '../../fixture/sample.ts'

const folder = temporaryFolder()

async function load(...names: readonly string[]) {
  const lake = testLake(folder)
  for (const name of names) lake.add(name, sample(name))
  return { lake, report: await lake.run() }
}

const instance = 'arn:aws:connect:us-west-2:111122223333:instance/8ca95e2f-891b-4e2f-9353-35d1e893233e'
const location =
  'mybucket/connect/vf-connect-demo/CallRecordings/2019/02/13/e2e44c3e-9d27-41b7-b581-247f83789bb2_20190213T10:13_UTC.wav'

test('the contact record: every value in its column, nothing unknown', async () => {
  const { lake, report } = await load('seed-ctr.json')
  expect(report).toMatchObject({ objects: 1, read: 1, accepted: 1, quarantined: 0 })
  const [row, ...others] = await lake.rows('SELECT * FROM contact_record')
  expect(others).toEqual([])
  expect(said(row)).toEqual({
    dt: '2019-02-13',
    source_object: 'seed-ctr.json',
    aws_account_id: '111122223333',
    format_version: '2017-03-10',
    instance_arn: instance,
    contact_id: 'e2e44c3e-9d27-41b7-b581-247f83789bb2',
    channel: 'VOICE',
    initiation_method: 'INBOUND',
    initiation_timestamp: '2019-02-13T10:12:19.000Z',
    connected_to_system_timestamp: '2019-02-13T10:12:19.000Z',
    disconnect_timestamp: '2019-02-13T10:14:08.000Z',
    last_update_timestamp: '2019-02-13T10:15:31.000Z',
    customer_endpoint_address: '+441111111111',
    customer_endpoint_type: 'TELEPHONE_NUMBER',
    system_endpoint_address: '+442222222222',
    system_endpoint_type: 'TELEPHONE_NUMBER',
    agent_connection_attempts: 1,
    agent_arn: `${instance}/agent/6ce798d2-7fa8-4578-827a-5b43ae17b33f`,
    agent_username: 'dan',
    routing_profile_arn: `${instance}/routing-profile/12e39435-6c3d-468d-975f-08ad53fc4f9d`,
    routing_profile_name: 'Basic Routing Profile',
    connected_to_agent_timestamp: '2019-02-13T10:13:32.000Z',
    agent_interaction_duration_s: 19,
    customer_hold_duration_s: 17,
    longest_hold_duration_s: 15,
    number_of_holds: 2,
    after_contact_work_duration_s: 15,
    after_contact_work_start_timestamp: '2019-02-13T10:14:08.000Z',
    after_contact_work_end_timestamp: '2019-02-13T10:14:23.000Z',
    queue_arn: `${instance}/queue/121588f7-596c-4147-9248-6858ed704a73`,
    queue_name: 'BasicQueue',
    enqueue_timestamp: '2019-02-13T10:13:05.000Z',
    dequeue_timestamp: '2019-02-13T10:13:32.000Z',
    queue_duration_s: 27,
    media_stream_types: ['AUDIO'],
    recording_location: location,
    recording_status: 'AVAILABLE',
    recording_type: 'AUDIO',
    recordings: [
      {
        storage_type: 'S3',
        location,
        media_stream_type: 'AUDIO',
        participant_type: null,
        start_timestamp: null,
        stop_timestamp: null,
        fragment_start_number: null,
        fragment_stop_number: null,
        status: 'AVAILABLE',
        deletion_reason: null,
        unprocessed_transcript_location: null,
      },
    ],
    attributes: {
      greetingPlayed: 'true',
      customerName: 'Donna',
      accountType: 'VIP',
      language: 'es-US',
      accRef: 'ABCD1234',
    },
  })
  expect(await lake.rows('SELECT * FROM drift')).toEqual([])
  const attributes = await lake.rows(
    'SELECT attribute_name AS n, attribute_value AS v FROM contact_attribute ORDER BY 1',
  )
  expect(attributes).toEqual([
    { n: 'accRef', v: 'ABCD1234' },
    { n: 'accountType', v: 'VIP' },
    { n: 'customerName', v: 'Donna' },
    { n: 'greetingPlayed', v: 'true' },
    { n: 'language', v: 'es-US' },
  ])
})

test('its metrics: handled in 51 s after 27 s in the queue, so within 30 s and not within 20 s', async () => {
  const { lake } = await load('seed-ctr.json')
  const [contact] = await lake.rows('SELECT * FROM contact')
  expect(contact).toMatchObject({
    first_contact_id: 'e2e44c3e-9d27-41b7-b581-247f83789bb2',
    is_incoming: true,
    is_queued: true,
    is_handled: true,
    is_handled_incoming: true,
    is_put_on_hold: true,
    is_abandoned: false,
    is_transferred_out: false,
    // The record is older than the field.
    disconnect_reason: 'NONE',
    is_agent_hung_up_first: false,
    // 10:12:19 to 10:14:08, and to 10:13:05 in the flow.
    contact_duration_s: 109,
    contact_flow_time_s: 46,
    queue_duration_s: 27,
    queue_answer_time_s: 27,
    abandon_time_s: null,
    interaction_time_s: 19,
    hold_time_s: 17,
    after_contact_work_time_s: 15,
    handle_time_s: 51,
    number_of_holds: 2,
  })
  const intervals = await lake.rows('SELECT *, CAST(interval_start AS varchar) AS begins FROM queue_interval')
  expect(intervals).toMatchObject([
    {
      begins: '2019-02-13 10:00:00',
      queue_name: 'BasicQueue',
      queue_kind: 'STANDARD',
      contacts_queued: 1,
      contacts_handled: 1,
      contacts_answered_in_20s: 0,
      contacts_answered_in_25s: 0,
      contacts_answered_in_30s: 1,
      contacts_removed_from_queue_in_20s: 0,
      contacts_removed_from_queue_in_30s: 1,
      contacts_abandoned: 0,
      contacts_abandoned_in_600s: 0,
      handle_time_s: 51,
      max_queue_duration_s: 27,
    },
  ])
  const daily = await lake.rows('SELECT * FROM agent_contact_daily')
  expect(daily).toMatchObject([
    { dt: '2019-02-13', agent_username: 'dan', contacts_handled: 1, holds: 2, handle_time_s: 51 },
  ])
})

test('the contact record as printed is quarantined, and it is said where the quote is missing', async () => {
  const { lake, report } = await load('seed-ctr-as-printed.txt')
  expect(report).toMatchObject({ objects: 1, read: 1, accepted: 0, quarantined: 1 })
  const printed = sample('seed-ctr-as-printed.txt').toString()
  const place = printed.indexOf('"Location": mybucket') + '"Location": '.length
  const [entry, ...others] = await lake.rows<Record<string, string | number>>('SELECT * FROM quarantine')
  expect(others).toEqual([])
  expect(entry).toMatchObject({
    object_key: 'seed-ctr-as-printed.txt',
    reason: 'not_json',
    byte_offset: 0,
    record_text: printed,
    text_truncated: false,
  })
  expect(entry?.detail).toContain(`byte ${place},`)
  expect(entry?.detail).toContain('mybucket')
  expect(await lake.rows('SELECT contact_id FROM contact_record')).toEqual([])
})

test('all of them in one run, each to its table', async () => {
  const { lake, report } = await load('seed-ctr-as-printed.txt', 'seed-ctr.json', 'seed-agent-event.json')
  expect(report).toMatchObject({ objects: 3, read: 3, accepted: 2, quarantined: 1 })
  const ledger = await lake.rows(
    'SELECT object_key, table_name, accepted, quarantined FROM ledger ORDER BY 1',
  )
  expect(ledger).toEqual([
    { object_key: 'seed-agent-event.json', table_name: 'agent_event', accepted: 1, quarantined: 0 },
    { object_key: 'seed-ctr-as-printed.txt', table_name: null, accepted: 0, quarantined: 1 },
    { object_key: 'seed-ctr.json', table_name: 'contact_record', accepted: 1, quarantined: 0 },
  ])
})
