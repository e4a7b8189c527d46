/** Agent events as printed and as seen, see test/fixture/samples/README.md. */
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { compactSample, said, sample } from '../../fixture/sample.ts'

const folder = temporaryFolder()
const instance = 'arn:aws:connect:us-west-2:111122223333:instance/8ca95e2f-891b-4e2f-9353-35d1e893233e'

test('the agent event: an old one, without what came later', async () => {
  const lake = testLake(folder)
  lake.add('event', sample('seed-agent-event.json'))
  expect(await lake.run()).toMatchObject({ read: 1, accepted: 1, quarantined: 0 })
  const queue = { arn: `${instance}/queue/121588f7-596c-4147-9248-6858ed704a73`, name: 'BasicQueue' }
  const contact = {
    contact_id: 'e7919b58-9a32-4c48-a3a8-9521fa2dec2c',
    initial_contact_id: null,
    channel: 'VOICE',
    initiation_method: 'INBOUND',
    queue_timestamp: Date.parse('2019-02-13T11:11:46.046Z'),
    queue_arn: queue.arn,
    queue_name: queue.name,
  }
  const connected = {
    ...contact,
    state: 'CONNECTED',
    state_start_timestamp: Date.parse('2019-02-13T11:11:53.053Z'),
    connected_to_agent_timestamp: Date.parse('2019-02-13T11:11:53.053Z'),
  }
  const connecting = {
    ...contact,
    state: 'CONNECTING',
    state_start_timestamp: Date.parse('2019-02-13T11:11:47.047Z'),
    connected_to_agent_timestamp: null,
  }
  const snapshot = (prefix: string, contacts: readonly object[]) => ({
    [`${prefix}_status_arn`]: `${instance}/agent-state/b0b8d607-2317-4299-a475-28d88f83cef5`,
    [`${prefix}_status_name`]: 'Available',
    [`${prefix}_status_start_timestamp`]: '2019-02-13T11:11:38.038Z',
    [`${prefix}_username`]: 'dan',
    [`${prefix}_first_name`]: 'Dan',
    [`${prefix}_last_name`]: 'Bloy',
    [`${prefix}_routing_profile_arn`]: `${instance}/routing-profile/12e39435-6c3d-468d-975f-08ad53fc4f9d`,
    [`${prefix}_routing_profile_name`]: 'Basic Routing Profile',
    [`${prefix}_inbound_queues`]: [{ ...queue, channels: null }],
    [`${prefix}_default_outbound_queue_arn`]: queue.arn,
    [`${prefix}_default_outbound_queue_name`]: queue.name,
    [`${prefix}_contacts`]: contacts,
  })
  const [row] = await lake.rows('SELECT * FROM agent_event')
  expect(said(row)).toEqual({
    dt: '2019-02-13',
    source_object: 'event',
    event_id: 'fd663051-a2bf-4d33-8ea0-1e9443abfb3a',
    event_timestamp: '2019-02-13T11:11:53.053Z',
    event_type: 'STATE_CHANGE',
    agent_arn: `${instance}/agent/6ce798d2-7fa8-4578-827a-5b43ae17b33f`,
    instance_arn: instance,
    aws_account_id: '111122223333',
    ...snapshot('current', [connected]),
    ...snapshot('previous', [connecting]),
  })
  const contacts = await lake.rows(
    'SELECT snapshot, contact_id, state, queue_name FROM agent_event_contact ORDER BY 1',
  )
  expect(contacts).toEqual([
    { snapshot: 'CURRENT', contact_id: contact.contact_id, state: 'CONNECTED', queue_name: 'BasicQueue' },
    { snapshot: 'PREVIOUS', contact_id: contact.contact_id, state: 'CONNECTING', queue_name: 'BasicQueue' },
  ])
  expect(await lake.rows('SELECT * FROM drift')).toEqual([])
})

test('the agent event of 2026: personal queues without a name, both spellings, fields of no document', async () => {
  const lake = testLake(folder)
  lake.add('events', compactSample('agent-event-2026.json') + compactSample('agent-login-2026.json'))
  expect(await lake.run()).toMatchObject({ read: 2, accepted: 2, quarantined: 0 })
  expect(await lake.rows('SELECT * FROM drift')).toEqual([])
  const [login, change] = await lake.rows('SELECT * FROM agent_event ORDER BY event_timestamp')
  const here = 'arn:aws:connect:us-east-1:111122223333:instance/8ca95e2f-891b-4e2f-9353-35d1e893233e'
  expect(said(login)).toEqual({
    dt: '2026-02-03',
    source_object: 'events',
    event_id: 'login-2026',
    event_timestamp: '2026-02-03T03:29:58.120Z',
    event_type: 'LOGIN',
    agent_arn: `${here}/agent/u-1`,
    instance_arn: here,
    aws_account_id: '111122223333',
    format_version: '2017-10-01',
  })
  expect(change).toMatchObject({
    event_timestamp: Date.parse('2026-02-03T04:00:06.051Z'),
    current_status_type: 'ROUTABLE',
    // The older spelling, EnqueueTimestamp, ends up where EnqueuedTimestamp does.
    current_next_status_name: 'Pause',
    current_next_status_enqueued_timestamp: Date.parse('2026-02-03T04:00:05.900Z'),
    previous_next_status_name: null,
    current_username: 'jane.doe@example.com',
    current_first_name: null,
    current_auto_accept: false,
    // Empty text is kept; it is not NULL.
    current_language_code: '',
    current_sip_address: '',
    current_proficiencies: [],
    current_inbound_queues: [
      { arn: `${here}/queue/q-1`, name: 'BasicQueue', channels: ['VOICE', 'CHAT'] },
      { arn: `${here}/queue/agent/u-1`, name: null, channels: ['VOICE', 'TASK'] },
    ],
    current_default_outbound_queue_channels: ['VOICE'],
    current_concurrency: [
      { channel: 'TASK', available_slots: 0, maximum_slots: 1, current_available_slots: 0 },
    ],
  })
  const contacts = await lake.rows('SELECT * FROM agent_event_contact ORDER BY snapshot')
  const contact = {
    dt: '2026-02-03',
    event_id: 'event-2026',
    event_timestamp: Date.parse('2026-02-03T04:00:06.051Z'),
    agent_arn: `${here}/agent/u-1`,
    contact_id: 'task-1',
    initial_contact_id: 'task-1',
    // As delivered: documents say TASKS here, and TASK elsewhere.
    channel: 'TASKS',
    initiation_method: 'API',
    queue_timestamp: Date.parse('2026-02-03T03:58:43.777Z'),
    queue_arn: `${here}/queue/agent/u-1`,
    queue_name: null,
  }
  expect(contacts).toEqual([
    {
      ...contact,
      snapshot: 'CURRENT',
      state: 'CONNECTED',
      state_start_timestamp: Date.parse('2026-02-03T04:00:06.006Z'),
      connected_to_agent_timestamp: Date.parse('2026-02-03T04:00:06.006Z'),
    },
    {
      ...contact,
      snapshot: 'PREVIOUS',
      state: 'CONNECTING',
      state_start_timestamp: Date.parse('2026-02-03T03:59:59.999Z'),
      connected_to_agent_timestamp: null,
    },
  ])
})
