/**
 * Agent time of a simulated week against the books that the simulated world keeps while it passes; and what becomes of
 * it when events come in another order, in other runs, or not at all.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import type { AgentQuarter } from '../../../simulator/index.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { type AgentEvent, eventsByAgent } from '../../simulator/agent-event.ts'
import { type Delivered, deliver } from '../../simulator/delivered.ts'
import { ordered } from '../../simulator/recount.ts'
import { agentMetricTests, agentMomentTests } from './agent-metrics.ts'

const folder = temporaryFolder()
const derived = [
  'agent_status_interval',
  'agent_contact_interval',
  'agent_session',
  'agent_statistic_record',
] as const

/** Late and doubled events, but none lost: the derived tables are to be exact. */
const intact = { late_share: 0.05, duplicate_share: 0.05, damage_share: 0 }

let world: Delivered
let lake: TestLake

/** The raw objects of the stream, in the order of arrival. */
const objectsOf = ({ objects }: Delivered): readonly (readonly [string, Uint8Array])[] =>
  [...objects].filter(([key]) => key.startsWith('agent-events/')).sort(([a], [b]) => (a < b ? -1 : 1))

beforeAll(async () => {
  world = await deliver({ ...intact, days: 7, contacts_per_day: 120 })
  lake = testLake(folder)
  const objects = objectsOf(world)
  for (const [from, to] of [
    [0, 0.4],
    [0.4, 0.7],
    [0.7, 1],
  ] as const) {
    const some = objects.slice(Math.floor(from * objects.length), Math.floor(to * objects.length))
    for (const [key, bytes] of some) lake.add(key, Buffer.from(bytes))
    await lake.run({ derive: true })
  }
}, 120_000)

/** A lake with the objects of a world, in runs that each take what lies between two parts of the way. */
async function loaded(of: Delivered, parts: readonly number[]): Promise<TestLake> {
  const made = testLake(folder)
  const objects = objectsOf(of)
  for (const [i, to] of parts.slice(1).entries()) {
    const from = parts[i] ?? 0
    for (const [key, bytes] of objects.slice(
      Math.floor(from * objects.length),
      Math.floor(to * objects.length),
    ))
      made.add(key, Buffer.from(bytes))
    await made.run({ derive: true })
  }
  return made
}

/** A row of the books of the world under the names of the view, 0 left out. */
const expectedOf = ({ agent, profile, start_ms, attempts, ...ms }: AgentQuarter) => ({
  agent_username: agent,
  routing_profile_arn: profile,
  interval_start: start_ms,
  online_time_ms: ms.online,
  available_time_ms: ms.busy + ms.ringing + ms.idle,
  non_productive_time_ms: ms.away,
  contact_time_ms: ms.busy,
  ring_time_ms: ms.ringing,
  idle_time_ms: ms.idle,
  unanswered_time_ms: ms.uncleared,
  error_status_time_ms: ms.failed,
  concurrent_handle_time_ms: ms.handling,
  connected_time_ms: ms.connected,
  hold_time_ms: ms.held,
  pause_time_ms: ms.paused,
  after_contact_work_time_ms: ms.after_work,
  connecting_time_ms: ms.connecting,
  contacts_offered: attempts.offered,
  contacts_accepted: attempts.accepted,
  contacts_missed: attempts.missed,
  contacts_rejected: attempts.rejected,
  agent_non_response: attempts.missed + attempts.rejected + attempts.lost,
  agent_non_response_without_customer_abandons: attempts.call_unanswered,
})
const names = Object.keys(expectedOf({ attempts: {} } as AgentQuarter))

test('every quarter of an hour of every agent, to the millisecond', async () => {
  const rows = await lake.rows(
    `SELECT ${names.join(', ')} FROM agent_interval ORDER BY agent_username, interval_start`,
  )
  const expected = world.quarters
    .map(expectedOf)
    .sort((a, b) =>
      a.agent_username < b.agent_username
        ? -1
        : a.agent_username > b.agent_username
          ? 1
          : a.interval_start - b.interval_start,
    )
  expect(rows.length).toBe(expected.length)
  expect(rows).toEqual(expected)
  // Every one of them happens, some of it at midnight.
  for (const name of names)
    expect(
      expected.some(row => row[name as keyof typeof row]),
      name,
    ).toBe(true)
  expect(expected.some(row => row.interval_start % 86_400_000 === 0)).toBe(true)
}, 30_000)

agentMetricTests(() => ({ lake, quarters: world.quarters }))
agentMomentTests(() => ({ lake, quarters: world.quarters }))

test('what agents were doing when a quarter of an hour began', async () => {
  const counts = [
    ...(['agents', 'agents_available', 'agents_on_contact', 'agents_ringing', 'agents_error'] as const),
    ...(['contacts_handled', 'contacts_in_after_contact_work'] as const),
  ]
  const rows = await lake.rows(
    `SELECT interval_start, routing_profile_arn, status_type, status_name, ${counts.join(', ')} FROM agent_state`,
  )
  const expected = new Map<string, Record<string, string | number>>()
  for (const { start_ms, profile, at_start } of world.quarters) {
    if (at_start === null) continue
    const { status, status_type, contacts, busy, ringing, uncleared, failed, after_work } = at_start
    const key = [start_ms, profile, status].join()
    const row = expected.get(key)
    const one = {
      ...{
        interval_start: start_ms,
        routing_profile_arn: profile,
        status_type,
        status_name: status,
        agents: 1,
      },
      agents_available: status_type === 'ROUTABLE' && contacts === 0 ? 1 : 0,
      agents_on_contact: busy > 0 ? 1 : 0,
      agents_ringing: busy === 0 && ringing > 0 && uncleared === 0 ? 1 : 0,
      agents_error: failed > 0 ? 1 : 0,
      contacts_handled: busy,
      contacts_in_after_contact_work: after_work,
    }
    const sum = (name: keyof typeof one) => Number(row?.[name]) + Number(one[name])
    if (!row) expected.set(key, one)
    else for (const name of counts) row[name] = sum(name)
  }
  expect(ordered(rows)).toEqual(ordered([...expected.values()]))
  // A missed contact is cleared so soon that hardly any is there at such a moment.
  for (const name of counts.filter(each => each !== 'agents_error')) {
    const some = rows.some(row => Number(row[name]) > 0)
    expect(some, name).toBe(true)
  }
})

test('days and statuses', async () => {
  const days = await lake.rows(
    `SELECT agent_username AS agent, dt AS day, sum(online_time_ms) AS online_ms, sum(contact_time_ms) AS on_contact_ms
     FROM agent_daily GROUP BY 1, 2 ORDER BY 1, 2`,
  )
  const inOrder = <R extends { agent: string; day: string }>(rows: readonly R[]): R[] =>
    [...rows].sort((a, b) => (a.agent + a.day < b.agent + b.day ? -1 : 1))
  expect(days).toEqual(
    inOrder(world.truth.agent_time).map(({ agent, day, online_ms, on_contact_ms }) => ({
      agent,
      day,
      online_ms,
      on_contact_ms,
    })),
  )
  const statuses = await lake.rows<{ agent: string; day: string; name: string; ms: number }>(
    `SELECT agent_username AS agent, dt AS day, status_name AS name, sum(duration_ms) AS ms
     FROM agent_status_interval WHERE status_type <> 'OFFLINE' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  )
  expect(statuses).toEqual(
    inOrder(world.truth.agent_time).flatMap(({ agent, day, status_ms }) =>
      Object.entries(status_ms)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, ms]) => ({ agent, day, name, ms })),
    ),
  )
})

test('a session from each login to the logout after it', async () => {
  const expected = [...eventsByAgent(world)].flatMap(([agent, events]) => {
    const ends = [...new Map(events.map(event => [event.EventId, event])).values()].filter(({ EventType }) =>
      ['LOGIN', 'LOGOUT'].includes(EventType),
    )
    return ends.flatMap(({ EventType, EventTimestamp }, i) =>
      EventType === 'LOGIN'
        ? [
            {
              agent,
              from_ms: Date.parse(EventTimestamp),
              to_ms: Date.parse(ends[i + 1]?.EventTimestamp ?? ''),
            },
          ]
        : [],
    )
  })
  const rows = await lake.rows(
    `SELECT agent_arn AS agent, start_timestamp AS from_ms, end_timestamp AS to_ms FROM agent_session
     WHERE started_by = 'LOGIN' AND ended_by = 'LOGOUT' ORDER BY 1, 2`,
  )
  expect(rows).toEqual(
    expected.sort((a, b) => (a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : a.from_ms - b.from_ms)),
  )
  expect(await lake.rows('SELECT count(*) AS n FROM agent_session')).toEqual([{ n: rows.length }])
})

test('what ends at midnight begins there', async () => {
  const at = (by: string, time: string) =>
    lake.rows(
      `SELECT agent_arn, status_arn, ${time} AS at FROM agent_status_interval WHERE ${by} = 'MIDNIGHT' ORDER BY ALL`,
    )
  const ending = await at('ended_by', 'end_timestamp')
  expect(ending.length).toBeGreaterThan(20)
  expect(ending).toEqual(await at('started_by', 'start_timestamp'))
})

/** All rows of a derived table, as text, in an order of their own. */
const contents = async (
  of: TestLake,
  table: string,
  but: readonly string[] = [],
): Promise<readonly string[]> => {
  const rows = await of.rows<Record<string, unknown>>(`SELECT * FROM ${table}`)
  const text = (row: Record<string, unknown>): string =>
    JSON.stringify(Object.entries(row).filter(([name]) => !but.includes(name)))
  return rows.map(text).sort()
}

describe('a shorter time', () => {
  let short: Delivered
  let whole: TestLake
  let events: readonly AgentEvent[][]
  beforeAll(async () => {
    short = await deliver({ ...intact, days: 2, contacts_per_day: 80 })
    whole = await loaded(short, [0, 0.3, 0.7, 1])
    const unique = (all: readonly AgentEvent[]) => [
      ...new Map(all.map(event => [event.EventId, event])).values(),
    ]
    events = [...eventsByAgent(short).values()].map(unique)
  }, 120_000)

  test('in one run, in any order, in other objects: the same tables', async () => {
    // A shuffle that is always the same: by the ends of the identifiers.
    const shuffled = events
      .flat()
      .map(event => [event.EventId.slice(-8), JSON.stringify(event)] as const)
      .sort()
    const other = testLake(folder)
    const size = Math.ceil(shuffled.length / 5)
    for (let i = 0; i < 5; i++) {
      const some = shuffled.slice(i * size, (i + 1) * size)
      other.add(`${i}`, some.map(([, text]) => text).join(''))
    }
    await other.run({ derive: true })
    for (const table of derived) {
      const expected = await contents(whole, table)
      expect(expected.length, table).toBeGreaterThan(10)
      expect(await contents(other, table), table).toEqual(expected)
    }
  }, 60_000)

  /** Whether an event can be lost without a trace: its neighbours are there and have snapshots, one of them soon. */
  function isSpare(all: readonly AgentEvent[], i: number): boolean {
    const [before, event, next] = [all[i - 1], all[i], all[i + 1]]
    if (i % 2 === 0 || !before?.CurrentAgentSnapshot || !next?.CurrentAgentSnapshot) return false
    if (!event?.CurrentAgentSnapshot) return false
    return Date.parse(next.EventTimestamp) - Date.parse(before.EventTimestamp) < 20 * 3_600_000
  }

  test('every other event lost: each status is as it was, and each contact but for when it was cleared', async () => {
    const kept = events.flatMap(all => all.filter((_, i) => !isSpare(all, i)))
    expect(kept.length).toBeLessThan(0.6 * events.flat().length)
    const thin = testLake(folder)
    thin.add('thin', kept.map(event => JSON.stringify(event)).join(''))
    await thin.run({ derive: true })
    // Which event tells of a state is another one, and that one is missing is said.
    const told = ['event_id', 'assumed']
    expect(await contents(thin, 'agent_status_interval', told)).toEqual(
      await contents(whole, 'agent_status_interval', told),
    )
    const ends = [...told, 'end_timestamp', 'duration_ms', 'ended_by']
    expect(await contents(thin, 'agent_contact_interval', ends)).toEqual(
      await contents(whole, 'agent_contact_interval', ends),
    )
    const [said] = await thin.rows(
      'SELECT count(*) AS n FROM agent_contact_interval WHERE assumed IS NOT NULL',
    )
    expect(said?.n).toBeGreaterThan(10)
  }, 60_000)
})
