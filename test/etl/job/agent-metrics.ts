import { expect, test } from 'vitest'
import type { AgentQuarter } from '../../../simulator/index.ts'
import { periodOf } from '../../../sql/metrics/period.ts'
import { questionSql } from '../../../sql/metrics/query.ts'
import { questionOf } from '../../../sql/metrics/question.ts'
import type { TestLake } from '../../fixture/lake.ts'

type Group = readonly AgentQuarter[]
type Of = (group: Group) => number | null

const total =
  (of: (quarter: AgentQuarter) => number): Of =>
  group =>
    group.reduce((sum, quarter) => sum + of(quarter), 0)
const seconds =
  (of: (quarter: AgentQuarter) => number): Of =>
  group =>
    Number(total(of)(group)) / 1000
const share =
  (over: (quarter: AgentQuarter) => number, under: (quarter: AgentQuarter) => number, scale = 100): Of =>
  group => {
    const all = Number(total(under)(group))
    return all === 0 ? null : (Number(total(over)(group)) * scale) / all
  }

const idle = ({ idle, ringing }: AgentQuarter): number => idle + ringing
const occupied = ({ busy, idle, ringing }: AgentQuarter): number => busy + idle + ringing

/** What each metric of agents comes to in some of their quarters of an hour, by its definition. */
const expected: Readonly<Record<string, Of>> = {
  sum_online_time_agent: seconds(each => each.online),
  sum_available_time_agent: seconds(occupied),
  sum_non_productive_time_agent: seconds(each => each.away),
  sum_contact_time_agent: seconds(each => each.busy),
  sum_idle_time_agent: seconds(idle),
  sum_idle_time_agent_without_ring: seconds(each => each.idle),
  sum_ring_time_agent: seconds(each => each.ringing),
  sum_error_status_time_agent: seconds(each => each.failed),
  sum_concurrent_handle_time_agent: seconds(each => each.handling),
  sum_connecting_time_agent: seconds(each => each.connecting),
  agent_occupancy: share(each => each.busy, occupied),
  agent_occupancy_without_ring: share(
    each => each.busy,
    each => each.busy + each.idle,
  ),
  avg_agent_concurrency: share(each => each.handling, occupied, 1),
  utilisation: share(
    each => each.busy,
    each => each.online,
  ),
  idle_rate: share(idle, each => each.online),
  non_productive_rate: share(
    each => each.away,
    each => each.online,
  ),
  availability_rate: share(occupied, each => each.online),
  contacts_offered: total(each => each.attempts.offered),
  contacts_accepted: total(each => each.attempts.accepted),
  contacts_missed: total(each => each.attempts.missed),
  contacts_rejected: total(each => each.attempts.rejected),
  agent_non_response: total(({ attempts }) => attempts.missed + attempts.rejected + attempts.lost),
  agent_non_response_without_customer_abandons: total(({ attempts }) => attempts.call_unanswered),
  agent_answer_rate: share(
    each => each.attempts.accepted,
    each => each.attempts.offered,
  ),
}

const iso = (time_ms: number): string => new Date(time_ms).toISOString().replace('T', ' ').slice(0, 19)
const day_ms = 86_400_000

/** Groupings, and what a quarter of an hour has of each. The simulated week has no change of clocks: days are UTC's. */
const groupings: Readonly<Record<string, (quarter: AgentQuarter) => string>> = {
  agent: each => each.agent,
  fifteen_min: each => iso(each.start_ms),
  thirty_min: each => iso(each.start_ms - (each.start_ms % (day_ms / 48))),
  hour: each => iso(each.start_ms - (each.start_ms % (day_ms / 24))),
  day: each => iso(each.start_ms).slice(0, 10),
  hour_of_day: each => String(new Date(each.start_ms).getUTCHours()),
  weekday: each => String(new Date(each.start_ms).getUTCDay() || 7),
}

const round = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toFixed(9)) : value)

/** Metrics of agents, out of what the simulated world noted of them by the clock. */
export function agentMetricTests(known: () => { readonly lake: TestLake; readonly quarters: Group }): void {
  const names = Object.keys(expected)

  test.each([
    [],
    ...Object.keys(groupings).map(name => [name]),
    ['agent', 'day'],
    ['weekday', 'hour_of_day'],
  ])('metrics of agents by %s %s', async (...all) => {
    const by = all.filter(name => name !== undefined)
    const { lake, quarters } = known()
    const days = quarters.map(({ start_ms }) => start_ms - (start_ms % day_ms)).sort((a, b) => a - b)
    const period = periodOf(
      iso(days[0] ?? 0).slice(0, 10),
      iso((days.at(-1) ?? 0) + day_ms).slice(0, 10),
      'UTC',
    )
    const question = questionOf({ metrics: names, by, filters: [], period })
    const columns = question.metrics.map(({ metric }) => metric.column)
    const rows = await lake.rows(
      `SELECT ${[...by.map(name => `CAST(${name} AS varchar) AS ${name}`), ...columns].join(', ')} FROM (${questionSql(question)})`,
    )
    const groups = new Map<string, AgentQuarter[]>()
    for (const quarter of quarters) {
      const key = JSON.stringify(by.map(name => groupings[name]?.(quarter)))
      groups.set(key, [...(groups.get(key) ?? []), quarter])
    }
    const want = new Map(
      [...groups].map(([key, group]) => [key, names.map(name => round(expected[name]?.(group)))]),
    )
    const have = new Map(
      rows.map(row => [JSON.stringify(by.map(name => row[name])), columns.map(column => round(row[column]))]),
    )
    expect(have).toEqual(want)
  })
}

type AtStart = NonNullable<AgentQuarter['at_start']> & { readonly agent: string; readonly start_ms: number }

const agents =
  (those: (each: AtStart) => boolean) =>
  (group: readonly AtStart[]): number =>
    group.filter(those).length

/** What each metric of a moment comes to, of the agents who were online then. */
const ofMoments: Readonly<Record<string, (group: readonly AtStart[]) => number>> = {
  agents_online: agents(() => true),
  agents_staffed: agents(each => each.status_type !== 'CUSTOM'),
  agents_available: agents(each => each.status_type === 'ROUTABLE' && each.contacts === 0),
  agents_on_contact: agents(each => each.busy > 0),
  agents_after_contact_work: group => group.reduce((sum, each) => sum + each.after_work, 0),
  agents_non_productive: agents(each => each.status_type === 'CUSTOM'),
  agents_error: agents(each => each.failed > 0),
}

/** Metrics of moments, out of what the simulated world noted when each quarter of an hour began. */
export function agentMomentTests(known: () => { readonly lake: TestLake; readonly quarters: Group }): void {
  const moments: Readonly<Record<string, (each: AtStart) => string>> = {
    fifteen_min: each => iso(each.start_ms),
    agent: each => each.agent,
    agent_status: each => each.status,
  }

  test.each([[['fifteen_min']], [['fifteen_min', 'agent_status']], [['fifteen_min', 'agent']]])(
    'agents at a moment by %j',
    async by => {
      const { lake, quarters } = known()
      const online = quarters.flatMap(({ at_start, agent, start_ms }) =>
        at_start === null ? [] : [{ ...at_start, agent, start_ms }],
      )
      const names = Object.keys(ofMoments)
      const days = online.map(({ start_ms }) => iso(start_ms).slice(0, 10)).sort()
      const period = periodOf(days[0] ?? '', iso(Date.parse(days.at(-1) ?? '') + day_ms).slice(0, 10), 'UTC')
      const question = questionOf({ metrics: names, by, filters: [], period })
      const rows = await lake.rows(
        `SELECT ${[...by.map(name => `CAST(${name} AS varchar) AS ${name}`), ...names].join(', ')} FROM (${questionSql(question)})`,
      )
      const groups = new Map<string, AtStart[]>()
      for (const each of online) {
        const key = JSON.stringify(by.map(name => moments[name]?.(each)))
        groups.set(key, [...(groups.get(key) ?? []), each])
      }
      const want = new Map(
        [...groups].map(([key, group]) => [key, names.map(name => ofMoments[name]?.(group))]),
      )
      const have = new Map(
        rows.map(row => [JSON.stringify(by.map(name => row[name])), names.map(name => row[name])]),
      )
      expect(have).toEqual(want)
      // Each of them counts something; what fails is cleared too soon to be met at the border of a quarter in this week.
      for (const name of names.filter(name => name !== 'agents_error'))
        expect(
          rows.some(row => Number(row[name]) > 0),
          name,
        ).toBe(true)
    },
  )
}
