import { describe, expect, test } from 'vitest'
import { periodOf } from '../../../../sql/metrics/period.ts'
import { questionSql } from '../../../../sql/metrics/query.ts'
import { questionOf } from '../../../../sql/metrics/question.ts'
import type { Counted } from './counted.ts'
import type { LoadedMonth } from './loaded.ts'

type Group = readonly Counted[]

const count = (group: Group, holds: (contact: Counted) => boolean): number => group.filter(holds).length
const sum = (group: Group, of: (contact: Counted) => number | null): number | null => {
  const values = group.map(of).filter(value => value !== null)
  return values.length === 0 ? null : values.reduce((all, value) => all + value, 0)
}
const quotient = (over: number | null, under: number | null, scale = 1): number | null =>
  over === null || !under ? null : (over * scale) / under
const handled = ({ agent }: Counted): boolean => agent !== null
const incoming = ({ method }: Counted): boolean => ['INBOUND', 'TRANSFER', 'QUEUE_TRANSFER'].includes(method)
const handle = (contact: Counted): number | null =>
  handled(contact) ? contact.interaction_s + contact.hold_s + contact.acw_s + contact.pause_s : null
const answered = (contact: Counted): number | null => (handled(contact) ? contact.wait_s : null)
const given_up = (contact: Counted): number | null => (contact.abandoned ? contact.wait_s : null)
const under = (value: number | null, limit: number): boolean => value !== null && value < limit
/** The smallest value that so many percent of the values do not exceed. */
function percentile(values: readonly (number | null)[], percent: number): number | null {
  const sorted = values.filter(value => value !== null).sort((a, b) => a - b)
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null
}

/** What each metric comes to in a group of contacts, by its definition, worked out from the books of the world. */
const expected: Readonly<Record<string, (group: Group) => number | null>> = {
  contacts_created: group => group.length,
  contacts_incoming: group => count(group, incoming),
  contacts_new: group => count(group, each => each.new),
  contact_volume: group =>
    count(group, each => each.queued && (incoming(each) || ['CALLBACK', 'API'].includes(each.method))),
  api_contacts: group => count(group, ({ method }) => method === 'API'),
  sum_contact_duration: group => sum(group, each => each.duration_s),
  avg_contact_duration: group =>
    quotient(
      sum(group, each => each.duration_s),
      group.length,
    ),
  sum_contact_flow_time: group => sum(group, each => each.flow_s),
  contacts_queued: group => count(group, each => each.queued),
  contacts_abandoned: group => count(group, each => each.abandoned),
  'sum_contacts_abandoned_in:30': group => count(group, each => under(given_up(each), 30)),
  'sum_contacts_answered_in:45': group => count(group, each => under(answered(each), 45)),
  'contacts_removed_from_queue_in:20': group => count(group, each => under(each.wait_s, 20)),
  sum_queue_time: group => sum(group, each => each.wait_s),
  avg_queue_answer_time: group =>
    quotient(
      sum(group, answered),
      count(group, each => answered(each) !== null),
    ),
  max_queued_time: group =>
    percentile(
      group.map(each => each.wait_s),
      100,
    ),
  'percentile_queue_time:90': group =>
    percentile(
      group.map(each => each.wait_s),
      90,
    ),
  contacts_handled: group => count(group, handled),
  contacts_handled_incoming: group => count(group, each => handled(each) && incoming(each)),
  contacts_handled_outbound: group => count(group, each => handled(each) && each.method === 'OUTBOUND'),
  callback_contacts: group => count(group, each => each.method === 'CALLBACK'),
  callback_contacts_handled: group => count(group, each => handled(each) && each.method === 'CALLBACK'),
  api_contacts_handled: group => count(group, each => handled(each) && each.method === 'API'),
  sum_retry_callback_attempts: group => count(group, each => each.callback_again),
  contacts_agent_hung_up_first: group =>
    count(group, each => handled(each) && each.reason === 'AGENT_DISCONNECT'),
  sum_handle_time: group => sum(group, handle),
  avg_handle_time: group => quotient(sum(group, handle), count(group, handled)),
  'percentile_handle_time:50': group => percentile(group.map(handle), 50),
  sum_interaction_time: group => sum(group, each => (handled(each) ? each.interaction_s : null)),
  avg_interaction_and_hold_time: group =>
    quotient(
      sum(group, each => (handled(each) ? each.interaction_s + each.hold_s : null)),
      count(group, handled),
    ),
  avg_after_contact_work_time: group =>
    quotient(
      sum(group, each => each.acw_s),
      count(group, handled),
    ),
  sum_hold_time: group => sum(group, each => (handled(each) ? each.hold_s : null)),
  avg_hold_time_put_on_hold: group =>
    quotient(
      sum(group, each => each.hold_s),
      count(group, each => each.holds > 0),
    ),
  contacts_put_on_hold: group => count(group, each => each.holds > 0),
  avg_holds: group =>
    quotient(
      sum(group, each => each.holds),
      count(group, handled),
    ),
  sum_resolution_time: group => sum(group, each => each.resolution_s),
  'contacts_resolved_in:600': group => count(group, each => each.resolution_s < 600),
  contacts_transferred_in: group =>
    count(group, ({ method }) => method === 'TRANSFER' || method === 'QUEUE_TRANSFER'),
  contacts_transferred_out: group => count(group, each => each.transferred_out),
  contacts_transferred_out_by_agent: group => count(group, each => each.transferred_out && handled(each)),
  contacts_transferred_out_from_queue: group =>
    count(group, each => each.transferred_out && each.queued && !handled(each)),
  transferred_out_rate: group =>
    quotient(
      count(group, each => each.transferred_out && handled(each)),
      count(group, handled),
      100,
    ),
  avg_first_response_time_agent: group =>
    quotient(
      sum(group, each => each.first_response_ms),
      count(group, each => each.first_response_ms !== null) * 1000,
    ),
  avg_messages: group =>
    quotient(
      sum(group, each => each.messages),
      count(group, each => each.messages !== null),
    ),
}

/** Those that are not made by agent. */
const ofQueues: typeof expected = {
  abandonment_rate: group =>
    quotient(
      count(group, each => each.abandoned),
      count(group, each => each.queued),
      100,
    ),
  'service_level:20': group =>
    quotient(
      count(group, each => under(each.wait_s, 20)),
      count(group, each => each.queued),
      100,
    ),
  'service_level_answered:20': group =>
    quotient(
      count(group, each => under(answered(each), 20)),
      count(group, each => each.queued),
      100,
    ),
  avg_abandon_time: group =>
    quotient(
      sum(group, given_up),
      count(group, each => each.abandoned),
    ),
}

/** What a clock on a wall of the zone showed: `2025-11-02 01:30`, and the weekday, 1 for Monday. */
function wall(zone: string): (time_s: number) => { readonly text: string; readonly weekday: number } {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return time_s => {
    const text = format.format(time_s * 1000)
    return { text, weekday: new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDay() || 7 }
  }
}

/** The value of a grouping, as text. */
function keyOf(grouping: string, contact: Counted, zone: string): string | null {
  const { text, weekday } = wall(zone)(contact.disconnected_s)
  const [day, clock] = text.split(' ') as [string, string]
  const monday = new Date(Date.parse(`${day}T00:00:00Z`) - (weekday - 1) * 86_400_000)
  const quarter = String(Math.floor(Number(clock.slice(3, 5)) / 15) * 15).padStart(2, '0')
  const half = Number(quarter) < 30 ? '00' : '30'
  const groupings: Readonly<Record<string, string | null>> = {
    queue: contact.queue,
    queue_arn: contact.queue_arn,
    agent: contact.agent,
    routing_profile: contact.routing_profile,
    agent_hierarchy_level1: contact.level1,
    channel: contact.channel,
    initiation_method: contact.method,
    disconnect_reason: contact.reason,
    fifteen_min: `${day} ${clock.slice(0, 3)}${quarter}:00`,
    thirty_min: `${day} ${clock.slice(0, 3)}${half}:00`,
    hour: `${day} ${clock.slice(0, 2)}:00:00`,
    day,
    week: monday.toISOString().slice(0, 10),
    month: `${day.slice(0, 7)}-01`,
    hour_of_day: String(Number(clock.slice(0, 2))),
    weekday: String(weekday),
  }
  return groupings[grouping] ?? null
}

const round = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toFixed(6)) : value)

/** Every metric that the books of the world know, by every grouping, on the clocks of zones whose changes lie inside. */
export function metricTests(loaded: () => LoadedMonth): void {
  async function asked(
    metrics: typeof expected,
    by: readonly string[],
    zone: string,
    filters: readonly { grouping: string; values: readonly (string | null)[] }[] = [],
  ) {
    const names = Object.keys(metrics)
    const period = periodOf('2025-10-20', '2025-11-10', zone)
    const question = questionOf({ metrics: names, by, filters, period })
    const casts = by.map(name => `CAST(${name} AS varchar) AS ${name}`)
    const columns = question.metrics.map(({ metric }) => metric.column)
    const rows = await loaded().lake.rows(
      `SELECT ${[...casts, ...columns].join(', ')} FROM (${questionSql(question)})`,
    )
    const inside = loaded().contacts.filter(contact => {
      const { text } = wall(zone)(contact.disconnected_s)
      const passes = filters.every(({ grouping, values }) => values.includes(keyOf(grouping, contact, zone)))
      return text >= '2025-10-20' && text < '2025-11-10' && passes
    })
    const groups = new Map<string, Counted[]>()
    for (const contact of inside) {
      const key = JSON.stringify(by.map(grouping => keyOf(grouping, contact, zone)))
      groups.set(key, [...(groups.get(key) ?? []), contact])
    }
    const want = [...groups].map(([key, group]) => [
      key,
      names.map(name => round(metrics[name]?.(group) ?? null)),
    ])
    const have = rows.map(row => [
      JSON.stringify(by.map(name => row[name])),
      columns.map(name => round(row[name])),
    ])
    return { have: new Map(have as [string, unknown][]), want: new Map(want as [string, unknown][]) }
  }

  describe('metrics', () => {
    test.each([
      [[]],
      [['queue']],
      [['agent']],
      [['routing_profile', 'day']],
      [['agent_hierarchy_level1']],
      [['channel', 'initiation_method']],
      [['disconnect_reason']],
      [['queue_arn', 'week']],
      [['month']],
    ])('by %j, UTC', async by => {
      const { have, want } = await asked(expected, by, 'UTC')
      expect(want.size).toBeGreaterThan(0)
      expect(have).toEqual(want)
    })

    test.each([
      [['queue', 'day'], 'Europe/Paris'],
      [['channel', 'hour_of_day'], 'America/New_York'],
      [['fifteen_min'], 'Asia/Kathmandu'],
      [['thirty_min'], 'Australia/Lord_Howe'],
      [['hour'], 'Asia/Kolkata'],
      [['weekday'], 'America/St_Johns'],
      [['routing_profile', 'channel'], 'UTC'],
    ])('of queues by %j, %s', async (by, zone) => {
      const { have, want } = await asked({ ...expected, ...ofQueues }, by, zone)
      expect(want.size).toBeGreaterThan(0)
      expect(have).toEqual(want)
    })

    test('of some queues, and of none', async () => {
      const filters = [{ grouping: 'queue', values: ['Sales', null] }]
      const { have, want } = await asked(expected, ['day'], 'UTC', filters)
      expect(want.size).toBeGreaterThan(0)
      expect(have).toEqual(want)
    })

    test.each([
      ['contacts_queued_by_enqueue', ({ queued, enqueued_s }: Counted) => (queued ? enqueued_s : null)],
      ['contacts_handled_by_connected_to_agent', ({ connected_s }: Counted) => connected_s],
    ])('%s counts when it happened, whenever the contact ended', async (name, moment) => {
      const period = periodOf('2025-10-25', '2025-10-28', 'Europe/Paris')
      const question = questionOf({ metrics: [name], by: ['day'], filters: [], period })
      const rows = await loaded().lake.rows(
        `SELECT CAST(day AS varchar) AS day, ${name} AS n FROM (${questionSql(question)})`,
      )
      const days = loaded().contacts.flatMap(contact => {
        const at_s = moment(contact)
        return at_s === null ? [] : [wall('Europe/Paris')(at_s).text.slice(0, 10)]
      })
      expect(rows).toEqual(
        ['2025-10-25', '2025-10-26', '2025-10-27'].map(day => ({
          day,
          n: days.filter(each => each === day).length,
        })),
      )
    })

    test.each(['UTC', 'America/New_York'])('who waits at a moment, by queue and channel, %s', async zone => {
      const period = periodOf('2025-10-25', '2025-11-02', zone)
      const by = ['fifteen_min', 'queue_arn', 'channel']
      const metrics = ['contacts_in_queue', 'oldest_contact_age']
      const question = questionOf({ metrics, by, filters: [], period })
      const rows = await loaded().lake.rows(
        `SELECT CAST(fifteen_min AS varchar) AS at, queue_arn, channel, contacts_in_queue AS waiting,
           oldest_contact_age AS oldest_s FROM (${questionSql(question)}) WHERE contacts_in_queue > 0`,
      )
      const groups = new Map<string, number[]>()
      const clock = wall(zone)
      for (const { enqueued_s, wait_s, queue_arn, channel } of loaded().contacts) {
        if (enqueued_s === null || wait_s === null) continue
        for (let at_s = Math.ceil(enqueued_s / 900) * 900; at_s < enqueued_s + wait_s; at_s += 900) {
          if (at_s * 1000 < period.from_ms || at_s * 1000 >= period.to_ms) continue
          const key = JSON.stringify([clock(at_s).text, queue_arn, channel])
          groups.set(key, [...(groups.get(key) ?? []), at_s - enqueued_s])
        }
      }
      const want = new Map([...groups].map(([key, ages]) => [key, [ages.length, Math.max(...ages)]]))
      expect(want.size).toBeGreaterThan(100)
      const have = rows.map(row => [
        JSON.stringify([row.at, row.queue_arn, row.channel]),
        [row.waiting, row.oldest_s],
      ])
      expect(new Map(have as [string, unknown][])).toEqual(want)
    })
  })
}
