/** Shapes that documents and public records describe, see test/fixture/samples/README.md. */
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../fixture/folder.ts'
import { compactSample } from '../../../fixture/sample.ts'
import { bothWays, flags, loaded as load } from './both-ways.ts'

const folder = temporaryFolder()
const id = '6ce798d2-7fa8-4578-827a-5b43ae17b33f'

bothWays([compactSample('voice-2026.json')], loaded => {
  test('2026: Recordings beside Recording, a personal queue, an id for a name, empty text, five-membered values', async () => {
    const location = 'bucket/call_recordings/2026/02/03/2026-personal_20260203T04:00_UTC.wav'
    const row = await loaded().row('2026-personal')
    expect(row).toMatchObject({
      agent_username: 'AIDACKCEVSQ6C2EXAMPLE',
      agent_connection_attempts: 5,
      agent_initiated_hold_duration_s: 0,
      attributes: { GreetingPlayed: 'true', greetingPlayed: 'false' },
      tags: { 'aws:connect:instanceId': '8ca95e2f-891b-4e2f-9353-35d1e893233e', team: 'billing' },
      campaign_id: null,
      contact_details: '{}',
      contact_lens_enabled: false,
      contact_lens_language: '',
      contact_lens_modes: null,
      contact_lens_redaction_behavior: 'Disable',
      contact_lens_redaction_entities: null,
      media_stream_types: ['AUDIO', 'AUTOMATED_INTERACTION'],
      recording_location: location,
      recordings: [
        { storage_type: 'S3', location, participant_type: null, start_timestamp: null },
        {
          storage_type: 'KINESIS_VIDEO_STREAM',
          location:
            'arn:aws:kinesisvideo:us-east-1:111122223333:stream/p-connect-example-contact-8ca95e2f/1700000000000',
          participant_type: 'All',
          start_timestamp: Date.parse('2026-02-03T04:00:06Z'),
          stop_timestamp: Date.parse('2026-02-03T04:00:41Z'),
          fragment_start_number: '91343852333181432392682062622220593765187914731',
        },
      ],
      references: [],
      segment_subtype: 'connect:Telephony',
      validation_test_type: null,
    })
    expect(JSON.parse(String(row.segment_attributes))).toMatchObject({
      'connect:Purpose': { ValueMap: { Kind: { ValueInteger: 1, ValueString: null } }, ValueString: null },
    })
    const contact = await loaded().row('2026-personal', 'contact')
    expect(flags(contact)).toEqual([
      'is_incoming',
      'is_in_contact_volume',
      'is_queued',
      'is_handled',
      'is_handled_incoming',
      'is_transferred_in',
      'is_transferred_in_by_agent',
    ])
    expect(contact).toMatchObject({
      queue_kind: 'AGENT',
      queue_name: `agent/${id}`,
      first_contact_id: 'e2e44c3e-9d27-41b7-b581-247f83789bb2',
      contact_duration_s: 164,
      contact_flow_time_s: 31,
      queue_answer_time_s: 83,
      interaction_time_s: 34,
      hold_time_s: 0,
      after_contact_work_time_s: 15,
      handle_time_s: 49,
    })
    const keys = "SELECT attribute_name FROM contact_attribute WHERE contact_id = '2026-personal' ORDER BY 1"
    expect(await loaded().lake.rows(keys)).toEqual([
      { attribute_name: 'GreetingPlayed' },
      { attribute_name: 'greetingPlayed' },
    ])
  })

  test('sums by queue, the personal one among them, and by agent, whatever the user name looks like', async () => {
    const queues = await loaded().lake.rows(
      'SELECT dt, queue_name, queue_kind, contacts_handled, handle_time_s FROM queue_interval',
    )
    expect(queues).toEqual([
      {
        dt: '2026-02-03',
        queue_name: `agent/${id}`,
        queue_kind: 'AGENT',
        contacts_handled: 1,
        handle_time_s: 49,
      },
    ])
    const agents = await loaded().lake.rows(
      'SELECT agent_username, contacts_handled, holds, handle_time_s FROM agent_contact_daily',
    )
    expect(agents).toEqual([
      { agent_username: 'AIDACKCEVSQ6C2EXAMPLE', contacts_handled: 1, holds: 0, handle_time_s: 49 },
    ])
  })
})

test('Recordings alone, or neither', async () => {
  const record = JSON.parse(compactSample('voice-2026.json'))
  const { row } = await load(
    folder,
    JSON.stringify({ ...record, ContactId: 'list-only', Recording: null }) +
      JSON.stringify({ ...record, ContactId: 'neither', Recording: null, Recordings: null }),
  )
  expect(await row('list-only')).toMatchObject({
    recording_location: null,
    recordings: [{ storage_type: 'S3' }, { storage_type: 'KINESIS_VIDEO_STREAM' }],
  })
  expect(await row('neither')).toMatchObject({
    recording_location: null,
    recording_status: null,
    recordings: null,
  })
})
