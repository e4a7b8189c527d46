import type { Situation } from './agent-time.ts'
import { MINUTE_MS } from './calendar.ts'

/** What became of an attempt to route a contact to an agent. */
export type OfferStep = 'offered' | 'accepted' | 'missed' | 'rejected' | 'lost' | 'call_unanswered'

/** What an agent was doing at a moment. */
export interface AtMoment {
  readonly status: string
  readonly status_type: string
  /** On the screen, in whatever state. */
  readonly contacts: number
  /** Of them those that are worked on: connected, on hold, paused, in after-contact work, being dialled. */
  readonly busy: number
  readonly ringing: number
  readonly uncleared: number
  /** Of those not cleared, those that were missed or failed. */
  readonly failed: number
  /** Of those worked on, those in after-contact work. */
  readonly after_work: number
}

/** How an agent spent 15 minutes by the clock. All times in milliseconds. */
export interface AgentQuarter {
  readonly agent: string
  readonly profile: string
  /** Epoch milliseconds of the beginning. */
  readonly start_ms: number
  /** In any status but Offline. */
  online: number
  /** In a status of one's own. */
  away: number
  /** Available with something to do, with something that rings at most, and with neither. */
  busy: number
  ringing: number
  idle: number
  /** The part of `idle` with something on the screen that was not answered. */
  uncleared: number
  /** With a contact that was missed or failed on the screen, whatever else. */
  failed: number
  /** As `busy`, once for each contact. */
  handling: number
  /** Time of contacts, once for each, in whatever status. */
  connected: number
  held: number
  paused: number
  after_work: number
  connecting: number
  /** When it began; null: offline. */
  at_start: AtMoment | null
  /** Attempts, when they began, and how they ended, when they did; lost are those of which the customer hung up. */
  readonly attempts: Record<OfferStep, number>
}

export interface AgentQuarters {
  /** The agent was in this situation from one instant until another. */
  agent(situation: Situation, from_ms: number, until_ms: number): void
  offer(agent: Situation['agent'], step: OfferStep, at_ms: number): void
  rows(): AgentQuarter[]
}

const quarter_ms = 15 * MINUTE_MS

/** Books of agent time by the quarter of an hour, kept while it passes. */
export function createAgentQuarters(): AgentQuarters {
  const rows = new Map<string, AgentQuarter>()

  function rowOf({ username, profile }: Situation['agent'], at_ms: number): AgentQuarter {
    const start_ms = Math.floor(at_ms / quarter_ms) * quarter_ms
    const key = `${username} ${start_ms}`
    const row = rows.get(key) ?? {
      ...{ agent: username, profile: profile.arn, start_ms },
      ...{ online: 0, away: 0, busy: 0, ringing: 0, idle: 0, uncleared: 0, failed: 0, handling: 0 },
      ...{ connected: 0, held: 0, paused: 0, after_work: 0, connecting: 0 },
      at_start: null,
      attempts: { offered: 0, accepted: 0, missed: 0, rejected: 0, lost: 0, call_unanswered: 0 },
    }
    rows.set(key, row)
    return row
  }

  /** Adds a stretch that lies within the quarter. */
  function add(row: AgentQuarter, { status, seats }: Situation, from_ms: number, until_ms: number): void {
    const part_ms = until_ms - from_ms
    let busy = 0
    let ringing = 0
    let uncleared = 0
    let failed = 0
    for (const { state, contact } of seats) {
      if (state === 'CONNECTED') row.connected += part_ms
      if (state === 'CONNECTED_ONHOLD') row.held += part_ms
      if (state === 'PAUSED') row.paused += part_ms
      if (state === 'ENDED') row.after_work += part_ms
      if (state === 'CONNECTING') row.connecting += part_ms
      if (state === 'MISSED' || state === 'ERROR') failed++
      if (state === 'INCOMING' || (state === 'CONNECTING' && contact.initiation_method !== 'OUTBOUND'))
        ringing++
      else if (state === 'MISSED' || state === 'REJECTED' || state === 'ERROR') uncleared++
      else busy++
    }
    if (from_ms === row.start_ms && status.type !== 'OFFLINE') {
      const after_work = seats.filter(({ state }) => state === 'ENDED').length
      const levels = { contacts: seats.length, busy, ringing, uncleared, failed, after_work }
      row.at_start = { status: status.name, status_type: status.type, ...levels }
    }
    if (failed > 0) row.failed += part_ms
    if (status.type !== 'OFFLINE') row.online += part_ms
    if (status.type === 'CUSTOM') row.away += part_ms
    if (status.type !== 'ROUTABLE') return
    if (busy > 0) row.busy += part_ms
    else if (ringing > 0) row.ringing += part_ms
    else row.idle += part_ms
    if (busy === 0 && ringing === 0 && uncleared > 0) row.uncleared += part_ms
    row.handling += busy * part_ms
  }

  return {
    agent(situation, from_ms, until_ms) {
      if (situation.status.type === 'OFFLINE' && situation.seats.length === 0) return
      for (let at_ms = from_ms; at_ms < until_ms; ) {
        const end_ms = Math.min((Math.floor(at_ms / quarter_ms) + 1) * quarter_ms, until_ms)
        add(rowOf(situation.agent, at_ms), situation, at_ms, end_ms)
        at_ms = end_ms
      }
    },
    offer: (agent, step, at_ms) => void rowOf(agent, at_ms).attempts[step]++,
    rows: () => [...rows.values()],
  }
}
