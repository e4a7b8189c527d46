import { eachDay } from './calendar.ts'
import type { AgentStatus, Channel } from './centre.ts'

export type ContactState =
  | 'INCOMING'
  | 'CONNECTING'
  | 'CONNECTED'
  | 'CONNECTED_ONHOLD'
  | 'PAUSED'
  | 'MISSED'
  | 'REJECTED'
  | 'ERROR'
  | 'ENDED'

/** How an agent spent one UTC day, by the clock on the wall. */
export interface AgentDayTime {
  readonly agent: string
  readonly day: string
  /** In any status but Offline. The sum of `status_ms`. */
  online_ms: number
  readonly status_ms: Record<string, number>

  /** The time in Available, split four ways: they sum to `status_ms.Available`. */
  /** At least one contact connected, on hold, paused, in after-contact work, or being dialled by the agent. */
  on_contact_ms: number
  /** None of that, but a contact rings. */
  ringing_ms: number
  /** None of that, but an unanswered contact has not been cleared. */
  unanswered_ms: number
  idle_ms: number

  /** Time of contacts, in whatever status: two chats at once count twice. */
  connected_ms: number
  hold_ms: number
  paused_ms: number
  acw_ms: number
}

/** What an agent is doing, as far as time is concerned. */
export interface Situation {
  readonly agent: { readonly username: string; readonly profile: { readonly arn: string } }
  readonly status: AgentStatus
  readonly seats: readonly {
    readonly state: ContactState
    readonly contact: { readonly initiation_method: string; readonly channel: Channel }
  }[]
}

type Activity = 'on_contact_ms' | 'ringing_ms' | 'unanswered_ms' | 'idle_ms'
type StateTotal = 'connected_ms' | 'hold_ms' | 'paused_ms' | 'acw_ms'

const stateTotals: Partial<Record<ContactState, StateTotal>> = {
  CONNECTED: 'connected_ms',
  CONNECTED_ONHOLD: 'hold_ms',
  PAUSED: 'paused_ms',
  ENDED: 'acw_ms',
}

function activityOf({ seats }: Situation): Activity {
  let activity: Activity = 'idle_ms'
  for (const { state, contact } of seats) {
    if (stateTotals[state]) return 'on_contact_ms'
    if (state === 'CONNECTING' && contact.initiation_method === 'OUTBOUND') return 'on_contact_ms'
    if (state === 'CONNECTING' || state === 'INCOMING') activity = 'ringing_ms'
    else if (activity === 'idle_ms') activity = 'unanswered_ms'
  }
  return activity
}

export interface AgentTime {
  /** The agent was in this situation from one instant until another. Spans are split at midnight. */
  pass(situation: Situation, from_ms: number, until_ms: number): void
  rows(): AgentDayTime[]
}

/** Books of agent time, kept while it passes. */
export function createAgentTime(): AgentTime {
  const rows = new Map<string, AgentDayTime>()

  function rowOf(agent: string, day: string): AgentDayTime {
    const key = `${agent} ${day}`
    let row = rows.get(key)
    if (!row) {
      const empty = { online_ms: 0, on_contact_ms: 0, ringing_ms: 0, unanswered_ms: 0, idle_ms: 0 }
      row = { agent, day, ...empty, status_ms: {}, connected_ms: 0, hold_ms: 0, paused_ms: 0, acw_ms: 0 }
      rows.set(key, row)
    }
    return row
  }

  return {
    pass(situation, from_ms, until_ms) {
      const { agent, status, seats } = situation
      if (status.type === 'OFFLINE' && seats.length === 0) return
      eachDay(from_ms, until_ms, (day, part_ms) => {
        const row = rowOf(agent.username, day)
        if (status.type !== 'OFFLINE') {
          row.online_ms += part_ms
          row.status_ms[status.name] = (row.status_ms[status.name] ?? 0) + part_ms
        }
        if (status.type === 'ROUTABLE') row[activityOf(situation)] += part_ms
        for (const { state } of seats) {
          const total = stateTotals[state]
          if (total) row[total] += part_ms
        }
      })
    },
    rows: () => [...rows.values()],
  }
}
