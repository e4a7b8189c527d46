/**
 * Hand-worked: what events tell of contacts, and what became of an agent's time. Each agent is a case, all of them on
 * one day of one lake; `late` is heard of last, so that nobody else's day is open. Who is Available is so from 05:00.
 */
import { beforeAll, expect, test } from 'vitest'
import { agentOn, type Held, type Seen } from '../../fixture/agent-events.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { arnOf, concatenated } from '../../fixture/record.ts'

const folder = temporaryFolder()
const day = '2025-07-02'
const on = (agent: string) => agentOn(day, agent)

const available = (...contacts: Held[]): Seen => ({ status: 'Available', since: '05:00', contacts })
const away = (...contacts: Held[]): Seen => ({ status: 'Lunch', since: '08:00', contacts })
const call = (state: string, since: string, more: Partial<Held> = {}): Held => ({
  id: 'call',
  state,
  since,
  ...more,
})
const chat = (id: string, state: string, since: string): Held => ({
  id,
  channel: 'CHAT',
  method: 'API',
  state,
  since,
})

const agents = {
  // The example of Connect's own documentation: 05:23 to 06:15.
  across: on('across')
    .change('05:22', available(), available(call('CONNECTING', '05:22')))
    .change(
      '05:23',
      available(call('CONNECTING', '05:22')),
      available(call('CONNECTED', '05:23', { connected: '05:23' })),
    )
    .change('06:15', available(call('CONNECTED', '05:23', { connected: '05:23' })), available())
    .logout('06:20'),
  after_work: on('after_work')
    .beat('08:00', available(call('CONNECTED', '07:50')))
    .change('08:10', available(call('CONNECTED', '07:50')), available(call('ENDED', '08:10')))
    .change('08:12:30', available(call('ENDED', '08:10')), available())
    .logout('08:15'),
  clear_lost: on('clear_lost')
    .change('08:10', available(call('CONNECTED', '08:00')), available(call('ENDED', '08:10')))
    .beat('08:14', available()),
  middle_lost: on('middle_lost')
    .change('08:00', available(), available(call('CONNECTING', '08:00')))
    .change('08:20', available(call('CONNECTED_ONHOLD', '08:05')), available(call('CONNECTED', '08:20')))
    .change('08:30', available(call('CONNECTED', '08:20')), available()),
  only_before: on('only_before')
    .beat('08:00', available())
    .change('08:10', available(call('MISSED', '08:02')), available()),
  missed: on('missed')
    .change('08:00', available(), available(call('CONNECTING', '08:00')))
    .change('08:00:20', available(call('CONNECTING', '08:00')), available(call('MISSED', '08:00:20')))
    .change('08:01', available(call('MISSED', '08:00:20')), available())
    .logout('08:15'),
  hung_up: on('hung_up')
    .change('08:00', available(), available(call('CONNECTING', '08:00')))
    .change('08:00:05', available(call('CONNECTING', '08:00')), available(call('ERROR', '08:00:05')))
    .change('08:00:10', available(call('ERROR', '08:00:05')), available())
    .logout('08:15'),
  rejected: on('rejected')
    .change('08:00', available(), available(chat('a', 'CONNECTING', '08:00')))
    .change(
      '08:00:05',
      available(chat('a', 'CONNECTING', '08:00')),
      available(chat('a', 'REJECTED', '08:00:05')),
    )
    .change('08:00:10', available(chat('a', 'REJECTED', '08:00:05')), available())
    .logout('08:15'),
  // Taken by the agent, and then not by the customer.
  callback: on('callback')
    .change('08:00', available(), available(call('INCOMING', '08:00', { method: 'CALLBACK' })))
    .change(
      '08:00:05',
      available(call('INCOMING', '08:00', { method: 'CALLBACK' })),
      available(call('CONNECTING', '08:00:05', { method: 'CALLBACK' })),
    )
    .change(
      '08:00:25',
      available(call('CONNECTING', '08:00:05', { method: 'CALLBACK' })),
      available(call('ERROR', '08:00:25', { method: 'CALLBACK' })),
    )
    .change('08:00:30', available(call('ERROR', '08:00:25', { method: 'CALLBACK' })), available())
    .logout('08:15'),
  dialled: on('dialled')
    .change('08:00', available(), available(call('CONNECTING', '08:00', { method: 'OUTBOUND' })))
    .change(
      '08:01',
      available(call('CONNECTING', '08:00', { method: 'OUTBOUND' })),
      available(call('CONNECTED', '08:01', { method: 'OUTBOUND', connected: '08:01' })),
    )
    .change(
      '08:05',
      available(call('CONNECTED', '08:01', { method: 'OUTBOUND', connected: '08:01' })),
      available(),
    )
    .logout('08:15'),
  three_chats: on('three_chats')
    .change('08:00', available(), available(chat('a', 'CONNECTED', '08:00')))
    .change(
      '08:05',
      available(chat('a', 'CONNECTED', '08:00')),
      available(chat('a', 'CONNECTED', '08:00'), chat('b', 'CONNECTED', '08:05')),
    )
    .change(
      '08:10',
      available(chat('a', 'CONNECTED', '08:00'), chat('b', 'CONNECTED', '08:05')),
      available(
        chat('a', 'CONNECTED', '08:00'),
        chat('b', 'CONNECTED', '08:05'),
        chat('c', 'CONNECTED', '08:10'),
      ),
    )
    .change(
      '08:15',
      available(
        chat('a', 'CONNECTED', '08:00'),
        chat('b', 'CONNECTED', '08:05'),
        chat('c', 'CONNECTED', '08:10'),
      ),
      available(),
    )
    .logout('08:15'),
  at_lunch: on('at_lunch')
    .change('08:00', available(call('CONNECTED', '07:55')), away(call('CONNECTED', '07:55')))
    .change('08:10', away(call('CONNECTED', '07:55')), away())
    .logout('08:15'),
  first_of_two: on('first_of_two')
    .change('08:00', null, available({ ...call('CONNECTED', '08:00'), id: 'shared' }))
    .change('08:10', null, available()),
  second_of_two: on('second_of_two')
    .change('08:05', null, available({ ...call('CONNECTED', '08:05'), id: 'shared' }))
    .change('08:20', null, available()),
  telepathy: on('telepathy')
    .change('08:00', available(), available(call('TELEPATHY', '08:00')))
    .change('08:10', available(call('TELEPATHY', '08:00')), available()),
  twice: on('twice')
    .change('08:00', available(), available(call('CONNECTED', '08:00'), call('ENDED', '08:00')))
    .change('08:10', available(call('CONNECTED', '08:00'), call('ENDED', '08:00')), available()),
  nothing: on('nothing')
    .change(
      '08:00',
      { status: null, since: null, contacts: null },
      { status: null, since: null, contacts: null },
    )
    .change('08:01', null, available({ id: 'x', state: null as unknown as string, since: null }))
    .change('08:02', null, available()),
  silent: on('silent')
    .beat('01:00', available(call('PAUSED', '00:30')))
    .beat('23:00', available(call('PAUSED', '00:30'))),
  login_again: on('login_again')
    .beat('08:00', available(call('CONNECTED', '07:50')))
    .login('09:00')
    .beat('09:02', available()),
  earlier: on('earlier')
    .beat('08:00', available())
    .change('08:10', null, available(call('CONNECTED', '06:00')))
    .change('08:20', null, available()),
  tasks: on('tasks')
    .change(
      '08:00',
      null,
      available({ id: 't', channel: 'TASKS', method: 'API', state: 'CONNECTED', since: '08:00' }),
    )
    .change('08:10', null, available()),
  night: on('night')
    .change('23:50', null, available(call('CONNECTED', '23:50')))
    .change('2025-07-03T00:20:00Z', available(call('CONNECTED', '23:50')), available()),
  late: on('late').beat('2025-07-03T00:58:00Z', available()),
}

let lake: TestLake
beforeAll(async () => {
  lake = testLake(folder)
  lake.add('events', concatenated(Object.values(agents).flatMap(({ events }) => events)))
  await lake.run({ derive: true })
}, 60_000)

const ofAgent = (agent: string): string => `agent_arn = '${arnOf('agent', agent)}'`

/** What an agent had, a line a piece: from, until, which, in what state, and after which. */
async function contacts(agent: string): Promise<readonly string[]> {
  const rows = await lake.rows<Record<string, string | number | null>>(
    `SELECT strftime(start_timestamp, '%H:%M:%S') AS since, strftime(end_timestamp, '%H:%M:%S') AS until, * EXCLUDE (start_timestamp)
     FROM agent_contact_interval WHERE ${ofAgent(agent)} ORDER BY agent_contact_interval.start_timestamp, contact_id`,
  )
  return rows.map(row => {
    const how = [row.started_by, row.ended_by, row.assumed].filter(word => word !== null && word !== 'EVENT')
    return [
      `${row.since} ${row.until} ${String(row.contact_id).split('/').at(-1)} ${row.state} < ${row.previous_state ?? '-'}`,
      ...how,
    ].join(' ')
  })
}

const cases: readonly (readonly [keyof typeof agents, readonly string[]])[] = [
  [
    'after_work',
    // From the end of the conversation until the event that does not list it any more: 150 s.
    ['07:50:00 08:10:00 call CONNECTED < -', '08:10:00 08:12:30 call ENDED < CONNECTED'],
  ],
  [
    'clear_lost',
    ['08:00:00 08:10:00 call CONNECTED < -', '08:10:00 08:14:00 call ENDED < CONNECTED EVENT_LOST'],
  ],
  [
    'middle_lost',
    // The event of 08:05 never came; nothing tells of CONNECTED before the hold.
    [
      '08:00:00 08:05:00 call CONNECTING < -',
      '08:05:00 08:20:00 call CONNECTED_ONHOLD < CONNECTING',
      '08:20:00 08:30:00 call CONNECTED < CONNECTED_ONHOLD',
    ],
  ],
  ['only_before', ['08:02:00 08:10:00 call MISSED < -']],
  [
    'callback',
    [
      '08:00:00 08:00:05 call INCOMING < -',
      '08:00:05 08:00:25 call CONNECTING < INCOMING',
      '08:00:25 08:00:30 call ERROR < CONNECTING',
    ],
  ],
  ['at_lunch', ['07:55:00 08:10:00 call CONNECTED < -']],
  ['first_of_two', ['08:00:00 08:10:00 shared CONNECTED < - EVENT_LOST,TWO_AGENTS']],
  ['second_of_two', ['08:05:00 08:20:00 shared CONNECTED < - EVENT_LOST,TWO_AGENTS']],
  ['telepathy', ['08:00:00 08:10:00 call TELEPATHY < - UNKNOWN_STATE']],
  ['twice', ['08:00:00 08:10:00 call CONNECTED < -']],
  ['nothing', ['08:01:00 08:02:00 x null < - UNKNOWN_STATE,EVENT_LOST,NO_START']],
  [
    'silent',
    ['00:30:00 01:04:00 call PAUSED < - CAPPED', '23:00:00 23:04:00 call PAUSED < - SILENCE CAPPED'],
  ],
  ['login_again', ['07:50:00 08:04:00 call CONNECTED < - CAPPED']],
  [
    'night',
    ['23:50:00 00:00:00 call CONNECTED < - MIDNIGHT', '00:00:00 00:20:00 call CONNECTED < - MIDNIGHT'],
  ],
  // It was not there at 08:00.
  ['earlier', ['08:00:00 08:20:00 call CONNECTED < - EVENT_LOST,STARTED_EARLIER']],
]
test.each(cases)('%s', async (agent, expected) => {
  const seen = await contacts(agent)
  // Words of what was assumed come in no order.
  const inOrder = (line: string): string =>
    line.replace(/[A-Z_]+(,[A-Z_]+)+$/, words => words.split(',').sort().join())
  expect(seen.map(inOrder)).toEqual(expected.map(inOrder))
})

test('05:23 to 06:15 lies in the intervals in which it was: 7, 15, 15 and 15 minutes', async () => {
  const rows = await lake.rows(
    `SELECT strftime(interval_start, '%H:%M') AS at, contact_time_ms / 60000 AS contact, ring_time_ms / 60000 AS ring,
       idle_time_ms / 60000 AS idle, contacts_offered AS offered, contacts_accepted AS accepted
     FROM agent_interval WHERE ${ofAgent('across')} AND interval_start >= TIMESTAMP '${day} 05:15:00' ORDER BY 1`,
  )
  expect(rows).toEqual([
    { at: '05:15', contact: 7, ring: 1, idle: 7, offered: 1, accepted: 1 },
    { at: '05:30', contact: 15, ring: 0, idle: 0, offered: 0, accepted: 0 },
    { at: '05:45', contact: 15, ring: 0, idle: 0, offered: 0, accepted: 0 },
    { at: '06:00', contact: 15, ring: 0, idle: 0, offered: 0, accepted: 0 },
    // Until the logout.
    { at: '06:15', contact: 0, ring: 0, idle: 5, offered: 0, accepted: 0 },
  ])
})

/** Numbers of an agent from 08:00 to 08:15, those that are not 0. */
async function quarter(agent: string): Promise<Readonly<Record<string, number>>> {
  const [row] = await lake.rows<Record<string, number>>(
    `SELECT * FROM agent_interval WHERE ${ofAgent(agent)} AND interval_start = TIMESTAMP '${day} 08:00:00'`,
  )
  const { interval_start: _, interval_date: __, ...numbers } = row ?? {}
  return Object.fromEntries(
    Object.entries(numbers).filter(([, value]) => typeof value === 'number' && value !== 0),
  )
}

test('three chats at once: the clock runs once, concurrency counts each', async () => {
  expect(await quarter('three_chats')).toEqual({
    online_time_ms: 900_000,
    available_time_ms: 900_000,
    contact_time_ms: 900_000,
    // 15, 10 and 5 minutes.
    concurrent_handle_time_ms: 1_800_000,
    connected_time_ms: 1_800_000,
  })
})

test('a missed call: it rings for 20 s, and then waits to be cleared for 40', async () => {
  expect(await quarter('missed')).toEqual({
    online_time_ms: 900_000,
    available_time_ms: 900_000,
    ring_time_ms: 20_000,
    idle_time_ms: 880_000,
    unanswered_time_ms: 40_000,
    error_status_time_ms: 40_000,
    connecting_time_ms: 20_000,
    connecting_contacts: 1,
    connecting_time_inbound_ms: 20_000,
    connecting_contacts_inbound: 1,
    contacts_offered: 1,
    contacts_missed: 1,
    agent_non_response: 1,
    agent_non_response_without_customer_abandons: 1,
  })
})

test('what became of offers', async () => {
  const counts = ({
    contacts_offered,
    contacts_accepted,
    contacts_missed,
    contacts_rejected,
    ...rest
  }: Record<string, number>) => ({
    offered: contacts_offered,
    accepted: contacts_accepted,
    missed: contacts_missed,
    rejected: contacts_rejected,
    not_taken: rest.agent_non_response,
    ignored: rest.agent_non_response_without_customer_abandons,
  })
  const none = {
    accepted: undefined,
    missed: undefined,
    rejected: undefined,
    not_taken: undefined,
    ignored: undefined,
  }
  expect(counts(await quarter('hung_up'))).toEqual({ ...none, offered: 1, not_taken: 1 })
  // A chat: Connect has what is ignored of voice only.
  expect(counts(await quarter('rejected'))).toEqual({
    ...none,
    offered: 1,
    rejected: 1,
    not_taken: 1,
  })
  // The agent took it: that the customer did not is no fault of the agent's.
  expect(counts(await quarter('callback'))).toEqual({ ...none, offered: 1, accepted: 1 })
  // Dialled by the agent: nothing was offered.
  expect(counts(await quarter('dialled'))).toEqual({ ...none, offered: undefined })
})

test('dialling is contact time; a conversation at lunch is none, though it is one', async () => {
  expect(await quarter('dialled')).toMatchObject({ contact_time_ms: 300_000, idle_time_ms: 600_000 })
  const lunch = await quarter('at_lunch')
  expect(lunch).toMatchObject({
    non_productive_time_ms: 900_000,
    online_time_ms: 900_000,
    connected_time_ms: 600_000,
  })
  expect(lunch).not.toHaveProperty('contact_time_ms')
  expect(lunch).not.toHaveProperty('available_time_ms')
})

test('TASKS is TASK', async () => {
  expect(await lake.rows(`SELECT channel FROM agent_contact_interval WHERE ${ofAgent('tasks')}`)).toEqual([
    { channel: 'TASK' },
  ])
})
