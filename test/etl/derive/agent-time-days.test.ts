/**
 * Agents who do anything at any time, clocks that go wrong included: nothing throws, no moment of an agent is told twice,
 * and the rows of a day are the same whether it is made alone or with others.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { derivations } from '../../../etl/derivations.ts'
import type { Derivation } from '../../../etl/derive/derivation.ts'
import { reachOf } from '../../../etl/derive/plan.ts'
import { dataFiles, scanSql } from '../../../lake/scan.ts'
import { duckdbWorkbench } from '../../../lake/workbench/duckdb.ts'
import type { Workbench } from '../../../lake/workbench/workbench.ts'
import { agentEvent } from '../../../schema/tables/agent-event.ts'
import { agentOn, type Held, type Seen } from '../../fixture/agent-events.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { concatenated } from '../../fixture/record.ts'

const folder = temporaryFolder()
const days = ['2025-07-01', '2025-07-02', '2025-07-03', '2025-07-04'] as const
const start_ms = Date.parse('2025-07-01T00:00:00Z')
const HOUR_MS = 3_600_000

/** Numbers below a bound, always the same: a linear congruential generator. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const states = ['INCOMING', 'CONNECTING', 'CONNECTED', 'CONNECTED_ONHOLD', 'MISSED', 'ENDED', 'NEVER_SEEN']

/** Some forty events of one agent within four days: now and then close together, now and then a day apart. */
function anything(agent: string, seed: number): readonly object[] {
  const next = numbers(seed)
  const told = agentOn(days[0], agent)
  const iso = (ms: number): string => new Date(ms).toISOString()
  let now_ms = start_ms + next(20) * HOUR_MS
  let seen: Seen = { status: 'Offline', since: iso(now_ms - 1_000) }
  /** Mostly a moment ago, sometimes long ago or still to come. */
  const since = (): string =>
    iso(now_ms + (next(10) === 0 ? (next(60) - 40) * HOUR_MS : next(6) === 0 ? -next(4_000_000) : -next(50)))
  const contact = (): Held => ({
    id: `c${next(3)}`,
    state: states[next(states.length)] as string,
    since: since(),
  })
  function changed(): Seen {
    const kind = next(4)
    if (kind === 0)
      return { ...seen, status: ['Available', 'Offline', 'Lunch'][next(3)] as string, since: since() }
    if (kind === 1) return { ...seen, profile: `profile-${next(2)}` }
    return { ...seen, contacts: Array.from({ length: next(3) }, contact) }
  }
  for (let i = 0; i < 40; i++) {
    now_ms += next(5) === 0 ? next(30 * HOUR_MS) : next(300_000)
    if (now_ms > start_ms + 96 * HOUR_MS) break
    const lost = next(5) === 0
    const kind = next(12)
    const before = seen
    if (kind > 5) seen = changed()
    if (lost) continue
    if (kind === 0) told.login(iso(now_ms))
    else if (kind === 1) told.logout(iso(now_ms))
    else if (kind > 5) told.change(iso(now_ms), next(8) === 0 ? changed() : before, seen)
    else told.beat(iso(now_ms), seen)
  }
  return told.events
}

let lake: TestLake
let bench: Workbench
beforeAll(async () => {
  lake = testLake(folder)
  lake.add('anything', concatenated(Array.from({ length: 150 }, (_, i) => anything(`agent-${i}`, i)).flat()))
  await lake.run()
  bench = await duckdbWorkbench({ scratch: join(folder, 'bench'), memory_bytes: 512 * 1024 * 1024, lanes: 1 })
}, 60_000)
afterAll(() => bench?.close())

/** What a derivation from agent events makes of some days. */
async function made(derivation: Derivation, first: string, last: string) {
  const reach = new Set(reachOf(derivation, first, last))
  const files = await dataFiles(agentEvent, await lake.log.head(), lake.storage, reach)
  const sql = derivation.sql({ agent_event: `(${scanSql(agentEvent, files, ['dt'])})` }, first, last)
  const rows = await bench.rows<Readonly<Record<string, unknown>>>(sql)
  const text = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value)
  return rows.map(row => JSON.stringify(Object.entries(row).sort(), text)).sort()
}

const fromEvents = derivations.filter(({ table }) => table.derived?.from.includes('agent_event'))

describe.each(fromEvents)('$table.name', derivation => {
  test('each day alone is as the days together', async () => {
    const alone = await Promise.all(days.map(day => made(derivation, day, day)))
    const rows = alone.flat().sort()
    expect(rows.length).toBeGreaterThan(150)
    expect(await made(derivation, days[0], days[3])).toEqual(rows)
    expect(await made(derivation, days[1], days[2])).toEqual(alone.slice(1, 3).flat().sort())
  }, 60_000)
})

test('no moment is told twice, and none is shorter than nothing', async () => {
  await lake.run({ derive: true })
  for (const [table, key] of [
    ['agent_status_interval', 'agent_arn'],
    ['agent_contact_interval', 'agent_arn, contact_id'],
  ] as const) {
    const [found] = await lake.rows(
      `SELECT count(*) AS pieces, count(*) FILTER (start_timestamp < before) AS twice, count(*) FILTER (duration_ms <= 0) AS none,
         count(*) FILTER (duration_ms <> epoch_ms(end_timestamp) - epoch_ms(start_timestamp)) AS wrong
       FROM (SELECT *, lag(end_timestamp) OVER (PARTITION BY ${key} ORDER BY start_timestamp) AS before FROM ${table})`,
    )
    expect(found, table).toMatchObject({ twice: 0, none: 0, wrong: 0 })
    expect(found?.pieces).toBeGreaterThan(500)
  }
  const [sums] = await lake.rows(
    `SELECT count(*) FILTER (available_time_ms <> contact_time_ms + ring_time_ms + idle_time_ms) AS split,
       count(*) FILTER (online_time_ms > 900000 OR available_time_ms > online_time_ms OR unanswered_time_ms > idle_time_ms) AS more
     FROM agent_interval`,
  )
  expect(sums).toEqual({ split: 0, more: 0 })
  const words = await lake.rows<{ assumed: string }>(
    `SELECT DISTINCT assumed FROM (SELECT assumed FROM agent_status_interval UNION ALL SELECT assumed FROM agent_contact_interval)
     WHERE assumed IS NOT NULL`,
  )
  const said = new Set(words.flatMap(({ assumed }) => assumed.split(',')))
  expect([...said]).toEqual(
    expect.arrayContaining(['EVENT_LOST', 'STARTED_EARLIER', 'STARTED_LATER', 'UNKNOWN_STATE']),
  )
}, 60_000)
