/**
 * Hand-worked: what events tell of contacts, and what became of an agent's time. Each agent is a case, all of them on
 * one day of one lake; `late` is heard of last, so that nobody else's day is open. Who is Available is so from 05:00.
 */
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { arnOf, concatenated } from '../../fixture/record.ts'
import { agents, day } from './agents-with-contacts.ts'

const folder = temporaryFolder()
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
  // When it was is not what it came to.
  const when = /^(interval|local)_/
  const numbers = Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => !when.test(name)))
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
