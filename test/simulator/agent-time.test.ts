import { beforeAll, expect, test } from 'vitest'
import type { Truth } from '../../simulator/index.ts'
import { changesOf, eventsByAgent, type Seat, type Snapshot } from './agent-event.ts'
import { deliver } from './delivered.ts'
import { ordered } from './recount.ts'

type Row = Truth['agent_time'][number]
type Sums = { -readonly [K in keyof Row]: Row[K] }

let truth: Truth
let changes: { readonly at_ms: number; readonly snapshot: Snapshot }[][]

beforeAll(async () => {
  const delivered = await deliver({ contacts_per_day: 500, duplicate_share: 0, damage_share: 0 })
  truth = delivered.truth
  changes = [...eventsByAgent(delivered).values()].map(changesOf)
})

const isOnContact = ({ State, InitiationMethod }: Seat): boolean =>
  ['CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED', 'ENDED'].includes(State) ||
  (State === 'CONNECTING' && InitiationMethod === 'OUTBOUND')
const isRinging = ({ State }: Seat): boolean => State === 'CONNECTING' || State === 'INCOMING'

function add(row: Sums, { AgentStatus, Contacts }: Snapshot, part_ms: number): void {
  if (AgentStatus.Type !== 'OFFLINE') {
    row.online_ms += part_ms
    row.status_ms[AgentStatus.Name] = (row.status_ms[AgentStatus.Name] ?? 0) + part_ms
  }
  if (AgentStatus.Type === 'ROUTABLE') {
    if (Contacts.some(isOnContact)) row.on_contact_ms += part_ms
    else if (Contacts.some(isRinging)) row.ringing_ms += part_ms
    else if (Contacts.length > 0) row.unanswered_ms += part_ms
    else row.idle_ms += part_ms
  }
  for (const { State } of Contacts) {
    if (State === 'CONNECTED') row.connected_ms += part_ms
    if (State === 'CONNECTED_ONHOLD') row.hold_ms += part_ms
    if (State === 'PAUSED') row.paused_ms += part_ms
    if (State === 'ENDED') row.acw_ms += part_ms
  }
}

const day_ms = 86_400_000

test('the time of agents equals what their events say, to the millisecond', () => {
  const rows = new Map<string, Sums>()
  for (const agent of changes) {
    for (const [index, { at_ms, snapshot }] of agent.entries()) {
      if (snapshot.AgentStatus.Type === 'OFFLINE') continue
      const until_ms = agent[index + 1]?.at_ms ?? at_ms
      for (let from_ms = at_ms; from_ms < until_ms; ) {
        const end_ms = Math.min(until_ms, (Math.floor(from_ms / day_ms) + 1) * day_ms)
        const day = new Date(from_ms).toISOString().slice(0, 10)
        const name = snapshot.Configuration.Username
        const row: Sums = rows.get(`${name} ${day}`) ?? {
          agent: name,
          day,
          online_ms: 0,
          status_ms: {},
          on_contact_ms: 0,
          ringing_ms: 0,
          unanswered_ms: 0,
          idle_ms: 0,
          connected_ms: 0,
          hold_ms: 0,
          paused_ms: 0,
          acw_ms: 0,
        }
        rows.set(`${name} ${day}`, row)
        add(row, snapshot, end_ms - from_ms)
        from_ms = end_ms
      }
    }
  }
  const plain = (row: Row) => ({ ...row, status_ms: Object.entries(row.status_ms).sort() })
  expect(ordered([...rows.values()].map(plain))).toEqual(ordered(truth.agent_time.map(plain)))
})

test('what adds up, adds up', () => {
  for (const row of truth.agent_time) {
    const statuses = Object.values(row.status_ms).reduce((sum, part) => sum + part, 0)
    expect(statuses).toBe(row.online_ms)
    const available = row.on_contact_ms + row.ringing_ms + row.unanswered_ms + row.idle_ms
    expect(available).toBe(row.status_ms.Available ?? 0)
    expect(row.online_ms).toBeLessThanOrEqual(day_ms)
  }
})

test('offers and misses equal what the events show', () => {
  const count = { offered: 0, missed: 0 }
  for (const agent of changes) {
    let before: readonly Seat[] = []
    for (const { snapshot } of agent) {
      for (const seat of snapshot.Contacts) {
        const earlier = before.find(({ ContactId }) => ContactId === seat.ContactId)
        const offered = seat.InitiationMethod !== 'OUTBOUND' && seat.InitiationMethod !== 'MONITOR'
        if (!earlier && offered) count.offered++
        // A callback that was accepted and then not picked up by the customer goes on from CONNECTING to ERROR.
        const dialled = seat.InitiationMethod === 'CALLBACK' && earlier?.State === 'CONNECTING'
        const unanswered = ['MISSED', 'REJECTED', 'ERROR'].includes(seat.State)
        if (unanswered && earlier?.State !== seat.State && !dialled) count.missed++
      }
      before = snapshot.Contacts
    }
  }
  const sum = (key: 'offered' | 'missed') => truth.by_agent_day.reduce((total, row) => total + row[key], 0)
  expect(count).toEqual({ offered: sum('offered'), missed: sum('missed') })
  expect(count.missed).toBeGreaterThan(5)
})
