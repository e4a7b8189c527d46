import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { contactRecord } from '../fixture/record.ts'
import { cases } from './contact-cases.ts'

const folder = temporaryFolder()

describe('contact', () => {
  let byId: Record<string, Record<string, unknown>>
  beforeAll(async () => {
    const lake = testLake(folder)
    lake.add(
      'all',
      Object.entries(cases)
        .map(([id, more]) => JSON.stringify(contactRecord({ id, more })))
        .join(''),
    )
    await lake.run()
    byId = Object.fromEntries(
      (await lake.rows<{ contact_id: string }>('SELECT * FROM contact')).map(row => [row.contact_id, row]),
    )
  })

  const flags = (id: string): string[] =>
    Object.entries(byId[id] ?? {}).flatMap(([name, value]) =>
      name.startsWith('is_') && value === true ? [name.slice(3)] : [],
    )

  const expected: Record<keyof typeof cases, string[]> = {
    handled: ['incoming', 'in_contact_volume', 'new', 'queued', 'handled', 'handled_incoming', 'put_on_hold'],
    abandoned: ['incoming', 'in_contact_volume', 'new', 'queued', 'abandoned', 'abandoned_by_customer'],
    // Connect's algorithm as published counts the leg that was promised a callback, not the callback.
    turned_into_callback: ['incoming', 'in_contact_volume', 'new', 'queued', 'callback_attempt_literal'],
    callback: [
      'in_contact_volume',
      'new',
      'queued',
      'handled',
      'callback',
      'callback_handled',
      'put_on_hold',
    ],
    moved_by_flow: [
      'incoming',
      'in_contact_volume',
      'new',
      'queued',
      'transferred_out',
      'transferred_out_from_queue',
      'transferred_out_internal',
    ],
    moved_here: [
      'incoming',
      'in_contact_volume',
      'queued',
      'handled',
      'handled_incoming',
      'transferred_in',
      'transferred_in_from_queue',
      'put_on_hold',
    ],
    cold_transfer: [
      'incoming',
      'in_contact_volume',
      'new',
      'queued',
      'handled',
      'handled_incoming',
      'transferred_out',
      'transferred_out_by_agent',
      'transferred_out_internal',
      'put_on_hold',
    ],
    to_outside: [
      'incoming',
      'in_contact_volume',
      'new',
      'queued',
      'handled',
      'handled_incoming',
      'transferred_out',
      'transferred_out_by_agent',
      'transferred_out_external',
      'put_on_hold',
    ],
    warm_transfer: [
      'incoming',
      'in_contact_volume',
      'new',
      'queued',
      'handled',
      'handled_incoming',
      'put_on_hold',
    ],
    ivr_only: ['incoming', 'new'],
    outbound: ['new', 'handled', 'handled_outbound', 'put_on_hold'],
    agent_hung_up: [
      'incoming',
      'in_contact_volume',
      'new',
      'queued',
      'handled',
      'handled_incoming',
      'agent_hung_up_first',
    ],
    no_acw: ['incoming', 'in_contact_volume', 'new', 'queued', 'handled', 'handled_incoming', 'put_on_hold'],
    no_durations: ['incoming', 'in_contact_volume', 'new', 'queued', 'handled', 'handled_incoming'],
    personal_queue: [
      'incoming',
      'in_contact_volume',
      'new',
      'queued',
      'handled',
      'handled_incoming',
      'put_on_hold',
    ],
    test_contact: [
      'test',
      'incoming',
      'in_contact_volume',
      'new',
      'queued',
      'handled',
      'handled_incoming',
      'put_on_hold',
    ],
    chat: ['in_contact_volume', 'new', 'queued', 'handled', 'api', 'api_handled', 'put_on_hold'],
  }
  test.each(Object.entries(expected))('%s', (id, names) => expect(flags(id)).toEqual(names))

  test('times', () => {
    expect(byId.handled).toMatchObject({
      contact_duration_s: 120,
      contact_flow_time_s: 10,
      queue_duration_s: 30,
      queue_answer_time_s: 30,
      abandon_time_s: null,
      interaction_time_s: 60,
      hold_time_s: 20,
      after_contact_work_time_s: 15,
      handle_time_s: 95,
    })
    expect(byId.abandoned).toMatchObject({
      queue_duration_s: 12,
      queue_answer_time_s: null,
      abandon_time_s: 12,
      interaction_time_s: null,
      after_contact_work_time_s: null,
      handle_time_s: null,
      number_of_holds: null,
    })
    expect(byId.no_acw).toMatchObject({ after_contact_work_time_s: 0, handle_time_s: 80 })
    expect(byId.no_durations).toMatchObject({
      after_contact_work_time_s: 0,
      handle_time_s: null,
      number_of_holds: 0,
    })
    expect(byId.outbound).toMatchObject({
      queue_duration_s: null,
      contact_flow_time_s: null,
      handle_time_s: 95,
    })
    expect(byId.ivr_only).toMatchObject({ contact_flow_time_s: 120 })
  })

  test('names', () => {
    expect(byId.personal_queue).toMatchObject({ queue_kind: 'AGENT', queue_name: 'agent/dan' })
    expect(byId.ivr_only).toMatchObject({ queue_kind: 'NONE', queue_name: null })
    expect(byId.turned_into_callback).toMatchObject({ disconnect_reason: 'NONE' })
    expect(byId.moved_here).toMatchObject({ first_contact_id: 'moved_by_flow' })
    expect(byId.handled).toMatchObject({ first_contact_id: 'handled' })
  })
})
