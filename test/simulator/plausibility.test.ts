import { beforeAll, describe, expect, test } from 'vitest'
import { defaultOptions, type QueueDay, simulate, type Truth } from '../../simulator/index.ts'

/** A centre is worth looking at when it behaves like one. These bands are what a planner would call a normal fortnight. */
// Two weeks with enough contacts that what happens seldom happens.
const options = { ...defaultOptions, days: 14, contacts_per_day: 2_000, agent_events: false, gzip_level: 1 }
let truth: Truth

beforeAll(async () => {
  // Agent events are not written here, which changes nothing but the time it takes.
  truth = await simulate(options, { put: async () => {} })
})

type Count = 'contacts' | 'queued' | 'handled' | 'abandoned' | 'interaction_s' | 'hold_s' | 'acw_s'
const of = (channel: string): QueueDay[] => truth.by_queue_day.filter(row => row.channel === channel)
const sum = (rows: readonly QueueDay[], key: Count): number =>
  rows.reduce((total, row) => total + row[key], 0)

test('contact records per day, within five per cent', () => {
  const records = truth.totals.contact_records.contacts
  const expected = options.days * options.contacts_per_day
  expect(Math.abs(records / expected - 1)).toBeLessThan(0.05)
})

describe('service', () => {
  test('70 to 85 per cent of calls are out of the queue within 20 seconds', () => {
    const met = of('VOICE').reduce((total, row) => total + row.removed_from_queue_in_s['20'], 0)
    expect(met / sum(of('VOICE'), 'queued')).toBeGreaterThan(0.7)
    expect(met / sum(of('VOICE'), 'queued')).toBeLessThan(0.85)
  })

  test('3 to 8 per cent give up, on the phone and in chats', () => {
    for (const channel of ['VOICE', 'CHAT']) {
      const rate = sum(of(channel), 'abandoned') / sum(of(channel), 'queued')
      expect(rate, channel).toBeGreaterThan(0.03)
      expect(rate, channel).toBeLessThan(0.08)
    }
  })

  test('calls take six to ten minutes of an agent', () => {
    const voice = of('VOICE')
    const handle_s = sum(voice, 'interaction_s') + sum(voice, 'hold_s') + sum(voice, 'acw_s')
    expect(handle_s / sum(voice, 'handled')).toBeGreaterThan(360)
    expect(handle_s / sum(voice, 'handled')).toBeLessThan(600)
  })
})

describe('agents', () => {
  test('60 to 100 of them', () => {
    const agents = new Set(truth.agent_time.map(({ agent }) => agent)).size
    expect(agents).toBeGreaterThanOrEqual(60)
    expect(agents).toBeLessThanOrEqual(100)
  })

  test('occupied 75 to 85 per cent of their time', () => {
    const total = (key: 'on_contact_ms' | 'ringing_ms' | 'unanswered_ms' | 'idle_ms') =>
      truth.agent_time.reduce((ms, row) => ms + row[key], 0)
    const contact_ms = total('on_contact_ms')
    const idle_ms = total('ringing_ms') + total('unanswered_ms') + total('idle_ms')
    expect(contact_ms / (contact_ms + idle_ms)).toBeGreaterThan(0.75)
    expect(contact_ms / (contact_ms + idle_ms)).toBeLessThan(0.85)
  })

  test('nobody works more than six days of seven', () => {
    const days = new Map<string, Set<string>>()
    for (const { agent, day } of truth.agent_time) days.set(agent, (days.get(agent) ?? new Set()).add(day))
    expect(Math.max(...[...days.values()].map(({ size }) => size))).toBeLessThanOrEqual(12)
  })
})

test('days differ: weekends are quieter, no two days are alike', () => {
  const perDay = new Map<string, number>()
  for (const { day, contacts } of truth.by_queue_day) perDay.set(day, (perDay.get(day) ?? 0) + contacts)
  const average = (days: readonly string[]) =>
    days.reduce((total, day) => total + (perDay.get(day) ?? 0), 0) / days.length
  const weekend = ['2025-07-05', '2025-07-06', '2025-07-12', '2025-07-13']
  const weekdays = ['2025-07-07', '2025-07-08', '2025-07-09', '2025-07-10', '2025-07-11']
  expect(average(weekend)).toBeLessThan(0.6 * average(weekdays))
  expect(new Set(perDay.values()).size).toBe(perDay.size)
})
