import { beforeAll, expect, test } from 'vitest'
import { type AgentEvent, changesOf, eventsByAgent, type Snapshot } from './agent-event.ts'
import { deliver } from './delivered.ts'

let agents: Map<string, AgentEvent[]>
let all: AgentEvent[]
let snapshots: Snapshot[]

beforeAll(async () => {
  agents = eventsByAgent(await deliver({ contacts_per_day: 700, duplicate_share: 0, damage_share: 0 }))
  all = [...agents.values()].flat()
  snapshots = all.flatMap(event => event.CurrentAgentSnapshot ?? [])
})

const ms = ({ EventTimestamp }: AgentEvent): number => Date.parse(EventTimestamp)

test('no two events of an agent share an instant', () => {
  for (const events of agents.values()) {
    expect(new Set(events.map(ms)).size).toBe(events.length)
  }
})

test('the previous snapshot is the current one of the event before', () => {
  for (const events of agents.values()) {
    let latest: Snapshot | undefined
    for (const { CurrentAgentSnapshot, PreviousAgentSnapshot } of events) {
      if (CurrentAgentSnapshot === null) continue
      if (latest) expect(PreviousAgentSnapshot).toEqual(latest)
      latest = CurrentAgentSnapshot
    }
  }
})

test('logging in and out is told without snapshots, and alternates', () => {
  for (const events of agents.values()) {
    const sessions = events.filter(({ EventType }) => EventType === 'LOGIN' || EventType === 'LOGOUT')
    expect(sessions.every(event => !event.CurrentAgentSnapshot && !event.PreviousAgentSnapshot)).toBe(true)
    expect(sessions.map(({ EventType }) => EventType)).toEqual(
      sessions.map((_, index) => (index % 2 === 0 ? 'LOGIN' : 'LOGOUT')),
    )
    expect(sessions.length % 2).toBe(0)
    expect(events[0]?.EventType).toBe('LOGIN')
  }
})

test('an agent is heard of every two minutes, and a heartbeat is heard after two minutes of silence only', () => {
  let tails = 0
  for (const events of agents.values()) {
    let loggedOut_ms = 0
    for (const [index, event] of events.entries()) {
      const silence_ms = index === 0 ? 0 : ms(event) - ms(events[index - 1] as AgentEvent)
      if (event.EventType === 'HEART_BEAT') {
        expect(silence_ms).toBe(120_000)
        expect(event.PreviousAgentSnapshot).toEqual(event.CurrentAgentSnapshot)
        if (loggedOut_ms > 0) expect(ms(event) - loggedOut_ms).toBeLessThanOrEqual(3_600_000)
        if (loggedOut_ms > 0) tails++
      } else if (loggedOut_ms === 0) expect(silence_ms).toBeLessThanOrEqual(120_000 + 58)
      if (event.EventType === 'LOGOUT') loggedOut_ms = ms(event)
      if (event.EventType === 'LOGIN') loggedOut_ms = 0
    }
  }
  expect(tails).toBeGreaterThan(20)
})

test('an event comes 0 to 58 ms after what it reports', () => {
  for (const events of agents.values()) {
    const reported = events.filter(({ EventType }) => EventType === 'STATE_CHANGE')
    const delays = changesOf(events).map(({ at_ms }, index) => ms(reported[index] as AgentEvent) - at_ms)
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...delays)).toBeLessThanOrEqual(58)
  }
})

test('a contact is connected to one agent, though it may ring at several', () => {
  const rang = new Map<string, Set<string>>()
  const connected = new Map<string, Set<string>>()
  for (const { AgentARN, CurrentAgentSnapshot } of all) {
    for (const { ContactId, State } of CurrentAgentSnapshot?.Contacts ?? []) {
      const seen = State === 'CONNECTED' ? connected : rang
      seen.set(ContactId, (seen.get(ContactId) ?? new Set()).add(AgentARN))
    }
  }
  expect(Math.max(...[...connected.values()].map(({ size }) => size))).toBe(1)
  expect(Math.max(...[...rang.values()].map(({ size }) => size))).toBeGreaterThan(1)
})

test('agents hold contacts of one channel, and no more than they have slots for', () => {
  let busiest = 0
  for (const { Configuration, Contacts } of snapshots) {
    expect(new Set(Contacts.map(({ Channel }) => Channel)).size).toBeLessThanOrEqual(1)
    for (const { Channel, AvailableSlots, MaximumSlots } of Configuration.RoutingProfile.Concurrency) {
      const held = Contacts.filter(contact => contact.Channel === Channel).length
      expect(held).toBeLessThanOrEqual(MaximumSlots)
      expect(AvailableSlots).toBe(held === Contacts.length ? MaximumSlots - held : 0)
      busiest = Math.max(busiest, held)
    }
  }
  expect(busiest).toBe(3)
})

test('a status chosen during a contact waits until the contact is cleared', () => {
  const chosen = snapshots.filter(({ NextAgentStatus }) => NextAgentStatus !== null)
  expect(chosen.length).toBeGreaterThan(20)
  expect(chosen.every(({ AgentStatus, NextAgentStatus }) => AgentStatus.Name !== NextAgentStatus?.Name)).toBe(
    true,
  )
})

test('some finish a contact in a custom status, nobody when offline', () => {
  const during = snapshots
    .filter(({ Contacts }) => Contacts.length > 0)
    .map(({ AgentStatus }) => AgentStatus.Type)
  expect(new Set(during)).toEqual(new Set(['ROUTABLE', 'CUSTOM']))
})

test('every state of a contact that is known of occurs', () => {
  const states = new Set(snapshots.flatMap(({ Contacts }) => Contacts.map(({ State }) => State)))
  const expected = [
    'CONNECTED',
    'CONNECTED_ONHOLD',
    'CONNECTING',
    'ENDED',
    'ERROR',
    'INCOMING',
    'MISSED',
    'PAUSED',
  ]
  expect([...states].sort()).toEqual([...expected, 'REJECTED'])
})

test('an event has less than five kilobytes on average, keys in ASCII order, times in milliseconds', () => {
  const text = JSON.stringify(all)
  expect(text.length / all.length).toBeLessThan(5_000)
  const keys = ['AWSAccountId', 'AgentARN', 'CurrentAgentSnapshot', 'EventId', 'EventTimestamp', 'EventType']
  expect(Object.keys(all[0] ?? {})).toEqual([...keys, 'InstanceARN', 'PreviousAgentSnapshot', 'Version'])
  const times = text.match(/Timestamp":"[^"]*"/g) ?? []
  expect(times.filter(time => !/:"[\d-]{10}T[\d:]{8}\.\d{3}Z"$/.test(time))).toEqual([])
})
