/** Shapes that documents and public records describe, see test/fixture/samples/README.md. */
import { expect, test } from 'vitest'
import { compactSample, said } from '../../../fixture/sample.ts'
import { bothWays, flags } from './both-ways.ts'

bothWays(['all-null.json', 'inner-null.json'].map(compactSample), loaded => {
  test('nulls everywhere: NULL, not empty text, empty list or zero', async () => {
    expect(said(await loaded().row('all-null'))).toEqual({
      dt: '2026-02-03',
      source_object: 'object',
      contact_id: 'all-null',
      disconnect_timestamp: '2026-02-03T05:00:00.000Z',
      last_update_timestamp: '2026-02-03T05:01:00.000Z',
    })
    const contact = await loaded().row('all-null', 'contact')
    expect(flags(contact)).toEqual(['is_new'])
    expect(said(contact)).toMatchObject({
      disconnect_reason: 'NONE',
      queue_kind: 'NONE',
      first_contact_id: 'all-null',
    })
    expect(contact).toMatchObject({
      contact_duration_s: null,
      contact_flow_time_s: null,
      handle_time_s: null,
    })
  })

  test('nulls inside of objects: an agent without a time of connection did not handle, a queue without one did not hold', async () => {
    const nothing = (...of: readonly string[]) => Object.fromEntries(of.map(name => [name, null]))
    expect(said(await loaded().row('inner-null'))).toEqual({
      dt: '2026-02-03',
      source_object: 'object',
      contact_id: 'inner-null',
      disconnect_timestamp: '2026-02-03T05:00:00.000Z',
      last_update_timestamp: '2026-02-03T05:01:00.000Z',
      // What was delivered as a list or a map stays one, with NULL in it.
      attributes: { empty: null },
      tags: {},
      media_stream_types: [null],
      agent_state_transitions: [nothing('state', 'state_start_timestamp', 'state_end_timestamp')],
      recordings: [
        nothing(
          'storage_type',
          'location',
          'media_stream_type',
          'participant_type',
          'start_timestamp',
          'stop_timestamp',
          'fragment_start_number',
          'fragment_stop_number',
          'status',
          'deletion_reason',
          'unprocessed_transcript_location',
        ),
      ],
      references: [nothing('name', 'type', 'value', 'status', 'status_reason')],
      segment_attributes:
        '{"connect:Subtype":{"ValueArn":null,"ValueInteger":null,"ValueList":null,"ValueMap":null,"ValueString":null}}',
    })
    expect(flags(await loaded().row('inner-null', 'contact'))).toEqual(['is_new'])
  })
})
