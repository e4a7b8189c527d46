/**
 * Hand-worked: what events tell, and what an agent's day was. Each agent is a case, all of them on one day of one lake;
 * `late` is heard of last, so that nobody else's day is open.
 */
import { beforeAll, expect, test } from 'vitest'
import { agentOn, type Seen } from '../../fixture/agent-events.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { arnOf, concatenated } from '../../fixture/record.ts'

const folder = temporaryFolder()
const day = '2025-07-02'

const offline: Seen = { status: 'Offline', since: '07:00' }
const available: Seen = { status: 'Available', since: '09:00' }
const lunch: Seen = { status: 'Lunch', since: '09:30' }
const on = (agent: string) => agentOn(day, agent)

const agents = {
  plain: on('plain')
    .login('08:59:50')
    .change('09:00', offline, available)
    .beat('09:02', available)
    .change('09:30', available, lunch)
    .change('10:00', lunch, { status: 'Offline', since: '10:00' })
    .logout('10:00:03')
    .beat('10:02', { status: 'Offline', since: '10:00' }),
  // Told backwards, and one event twice: the order of arrival is none.
  disordered: on('disordered')
    .change('10:00', lunch, { status: 'Offline', since: '10:00' })
    .change('09:30', available, lunch)
    .change('09:00', offline, available),
  one_lost: on('one_lost')
    .change('09:00', offline, available)
    .change('10:00', lunch, { status: 'Available', since: '10:00' })
    .beat('10:02', { status: 'Available', since: '10:00' }),
  three_lost: on('three_lost')
    .change('09:00', offline, available)
    .beat('09:20', available)
    .change('10:30', { status: 'Training', since: '09:50' }, { status: 'Lunch', since: '10:00' }),
  long_silence: on('long_silence').change('09:00', offline, available).beat('15:00', available),
  too_long: on('too_long')
    .beat('00:10', { status: 'Available', since: '00:00' })
    .beat('22:00', { status: 'Available', since: '00:00' }),
  login_again: on('login_again')
    .change('09:00', offline, available)
    .beat('09:10', available)
    .login('12:00')
    .change('12:00:10', { status: 'Offline', since: '12:00:01' }, { status: 'Available', since: '12:00:10' }),
  login_proven: on('login_proven')
    .change('09:00', offline, available)
    .login('12:00')
    .change('12:30', available, { status: 'Lunch', since: '12:30' }),
  after_logout: on('after_logout')
    .change('09:00', offline, available)
    .logout('10:00')
    .beat('10:02', available)
    .beat('10:04', available)
    .login('10:30')
    .beat('10:32', available),
  logout_only: on('logout_only').change('09:00', offline, available).beat('09:10', available).logout('09:40'),
  error: on('error')
    .change('09:00', offline, available)
    .change('09:30', available, { status: 'Error', since: '09:30', type: null })
    .change(
      '09:31',
      { status: 'Error', since: '09:30', type: null },
      { status: 'Available', since: '09:31' },
    ),
  year_2018: on('year_2018')
    .change('09:00', { ...offline, type: null }, { ...available, type: null })
    .change('09:30', { ...available, type: null }, { ...lunch, type: null }),
  new_type: on('new_type').change('09:00', offline, { status: 'Elsewhere', since: '09:00', type: 'HYBRID' }),
  wish: on('wish')
    .change('09:00', offline, available)
    .change('09:20', available, { ...available, next: 'Lunch' })
    .change('09:40', { ...available, next: 'Lunch' }, { status: 'Lunch', since: '09:40' }),
  other_profile: on('other_profile')
    .change('09:00', offline, available)
    .change('09:30', available, { ...available, profile: 'premium' })
    .change(
      '10:00',
      { ...available, profile: 'premium' },
      { status: 'Offline', since: '10:00', profile: 'premium' },
    ),
  backwards: on('backwards').beat('10:00', lunch).change('10:05', null, available).beat('10:06', available),
  ahead: on('ahead')
    .change('09:00', offline, { status: 'Available', since: '09:05' })
    .beat('09:10', { status: 'Available', since: '09:05' }),
  no_start: on('no_start').change('09:00', offline, { status: 'Available', since: null }),
  nothing_told: on('nothing_told')
    .change('09:00', null, null)
    .beat('09:02', { status: null, since: null, contacts: null })
    .logout('09:03'),
  sessions: on('sessions')
    .login('08:00')
    .beat('08:10', { status: 'Available', since: '08:05' })
    .login('08:30')
    .beat('08:40', { status: 'Available', since: '08:05' })
    .logout('09:00')
    .logout('09:00:30')
    .beat('09:01', { status: 'Available', since: '08:05' })
    .change('12:00', null, { status: 'Available', since: '12:00' })
    .beat('12:10', { status: 'Available', since: '12:00' }),
  midnight: on('midnight')
    .change('23:00', offline, { status: 'Available', since: '23:00' })
    .change(
      '2025-07-03T00:30:00Z',
      { status: 'Available', since: '23:00' },
      { status: 'Offline', since: '2025-07-03T00:30:00Z' },
    ),
  late: on('late').change('2025-07-03T00:58:00Z', null, {
    status: 'Available',
    since: '2025-07-03T00:50:00Z',
  }),
}

let lake: TestLake
beforeAll(async () => {
  lake = testLake(folder)
  const all = Object.values(agents).flatMap(({ events }) => events)
  // Backwards, and the first one twice.
  lake.add('events', concatenated([...all].reverse().concat(all[0] ?? [])))
  await lake.run({ derive: true })
}, 60_000)

const ofAgent = (agent: string): string => `agent_arn = '${arnOf('agent', agent)}'`

/** The day of an agent but Offline, a line a piece. */
async function statuses(
  agent: keyof typeof agents,
  where = "status_type <> 'OFFLINE'",
): Promise<readonly string[]> {
  const rows = await lake.rows<Record<string, string | number | null>>(
    `SELECT strftime(start_timestamp, '%H:%M:%S') AS since, strftime(end_timestamp, '%H:%M:%S') AS until, * EXCLUDE (start_timestamp)
     FROM agent_status_interval WHERE ${ofAgent(agent)} AND ${where} ORDER BY start_timestamp`,
  )
  return rows.map(row => {
    const how = [row.started_by, row.ended_by, row.assumed].filter(word => word !== null && word !== 'EVENT')
    return [`${row.since} ${row.until} ${row.status_name}`, ...how].join(' ')
  })
}

test('a plain day: login, statuses, logout, and a heartbeat after it that ends when it ends', async () => {
  expect(await statuses('plain', 'true')).toEqual([
    '07:00:00 09:00:00 Offline',
    '09:00:00 09:30:00 Available',
    '09:30:00 10:00:00 Lunch',
    // The last sign of it is of 10:02.
    '10:00:00 10:06:00 Offline CAPPED',
  ])
})

test('a status that lasts across midnight lies in two days that say the same', async () => {
  expect(await statuses('midnight')).toEqual([
    '23:00:00 00:00:00 Available MIDNIGHT',
    '00:00:00 00:30:00 Available MIDNIGHT',
  ])
})

test('the newest data of the lake leave it open', async () => {
  expect(await statuses('late')).toEqual(['00:50:00 00:58:00 Available OPEN'])
})

const cases: readonly (readonly [keyof typeof agents, readonly string[]])[] = [
  ['disordered', ['09:00:00 09:30:00 Available', '09:30:00 10:00:00 Lunch']],
  // The event of 09:30 never came; the one of 10:00 says what was before it, and since when.
  [
    'one_lost',
    [
      '09:00:00 09:30:00 Available EVENT_LOST',
      '09:30:00 10:00:00 Lunch',
      '10:00:00 10:06:00 Available CAPPED',
    ],
  ],
  // What came after 09:20 is not known, but what was at 09:50 is.
  [
    'three_lost',
    [
      '09:00:00 09:50:00 Available EVENT_LOST',
      '09:50:00 10:00:00 Training',
      '10:00:00 10:34:00 Lunch CAPPED',
    ],
  ],
  ['long_silence', ['09:00:00 15:04:00 Available CAPPED']],
  ['too_long', ['00:00:00 00:14:00 Available CAPPED', '22:00:00 22:04:00 Available SILENCE CAPPED']],
  // Nothing tells that it was still so at 12:00:01, and a login came between.
  ['login_again', ['09:00:00 09:14:00 Available CAPPED', '12:00:10 12:04:10 Available CAPPED']],
  ['login_proven', ['09:00:00 12:30:00 Available', '12:30:00 12:34:00 Lunch CAPPED']],
  ['after_logout', ['09:00:00 10:00:00 Available', '10:30:00 10:36:00 Available CAPPED']],
  ['logout_only', ['09:00:00 09:40:00 Available']],
  [
    'error',
    ['09:00:00 09:30:00 Available', '09:30:00 09:31:00 Error TYPE', '09:31:00 09:35:00 Available CAPPED'],
  ],
  ['year_2018', ['09:00:00 09:30:00 Available TYPE', '09:30:00 09:34:00 Lunch CAPPED TYPE']],
  ['new_type', ['09:00:00 09:04:00 Elsewhere CAPPED UNKNOWN_TYPE']],
  ['wish', ['09:00:00 09:40:00 Available', '09:40:00 09:44:00 Lunch CAPPED']],
  ['other_profile', ['09:00:00 09:30:00 Available', '09:30:00 10:00:00 Available']],
  // Lunch since 09:30 was seen at 10:00, so Available cannot have been on since 09:00.
  ['backwards', ['09:30:00 10:00:00 Lunch EVENT_LOST', '10:00:00 10:10:00 Available CAPPED STARTED_EARLIER']],
  // Told at 09:00 to begin at 09:05.
  ['ahead', ['09:00:00 09:14:00 Available CAPPED STARTED_LATER']],
  ['no_start', ['09:00:00 09:04:00 Available CAPPED NO_START']],
  ['nothing_told', []],
]
test.each(cases)('%s', async (agent, expected) => {
  expect(await statuses(agent)).toEqual(expected)
})

test('types told from names, and a split by routing profile', async () => {
  const types = await lake.rows(
    `SELECT status_name AS name, status_type AS type FROM agent_status_interval WHERE ${ofAgent('year_2018')} ORDER BY start_timestamp`,
  )
  expect(types).toEqual([
    { name: 'Offline', type: 'OFFLINE' },
    { name: 'Available', type: 'ROUTABLE' },
    { name: 'Lunch', type: 'CUSTOM' },
  ])
  const profiles = await lake.rows(
    `SELECT routing_profile_name AS profile, sum(available_time_ms) AS ms FROM agent_interval WHERE ${ofAgent('other_profile')} GROUP BY 1 ORDER BY 1`,
  )
  expect(profiles).toEqual([
    { profile: 'basic', ms: 30 * 60_000 },
    { profile: 'premium', ms: 30 * 60_000 },
  ])
})

test('sessions: a login without logout before it, two logouts, a heartbeat after them, a login that never came', async () => {
  const rows = await lake.rows(
    `SELECT strftime(start_timestamp, '%H:%M:%S') || ' ' || strftime(end_timestamp, '%H:%M:%S') || ' ' || started_by || ' ' || ended_by AS line
     FROM agent_session WHERE ${ofAgent('sessions')} ORDER BY start_timestamp`,
  )
  expect(rows.map(({ line }) => line)).toEqual([
    // The last sign before the second login is of 08:10.
    '08:00:00 08:14:00 LOGIN LOGIN',
    '08:30:00 09:00:00 LOGIN LOGOUT',
    '12:00:00 12:14:00 STATUS CAPPED',
  ])
})

test('every piece is as long as it says, and pieces of an agent do not overlap', async () => {
  const [sum] = await lake.rows(
    `SELECT count(*) AS pieces, count(*) FILTER (duration_ms <> epoch_ms(end_timestamp) - epoch_ms(start_timestamp)) AS wrong,
       count(*) FILTER (start_timestamp < before) AS overlapping
     FROM (SELECT *, lag(end_timestamp) OVER (PARTITION BY agent_arn ORDER BY start_timestamp) AS before FROM agent_status_interval)`,
  )
  expect(sum).toMatchObject({ wrong: 0, overlapping: 0 })
  expect(sum?.pieces).toBeGreaterThan(40)
})
