import { wholeSeconds } from './calendar.ts'
import type { Agent, Channel, QueueName } from './centre.ts'
import type { Customer } from './customer.ts'
import type { Demand } from './demand.ts'
import { newTally, type Tally } from './tally.ts'

type InitiationMethod =
  | 'INBOUND'
  | 'OUTBOUND'
  | 'TRANSFER'
  | 'QUEUE_TRANSFER'
  | 'CALLBACK'
  | 'API'
  | 'MONITOR'
  | 'DISCONNECT'

/** What an agent did with a contact. */
export interface Work {
  readonly agent: Agent
  /** Chats and tasks are accepted; voice is picked up and has no such time. */
  readonly accepted_ms: number | null
  readonly connected_ms: number
  /** Null: the contact has no after-contact work at all (a supervisor who listened in). */
  acw: 'done' | 'none'
  holds: number
  hold_ms: number
  longest_hold_ms: number
  pauses: number
  pause_ms: number
  last_paused_ms: number | null
  last_resumed_ms: number | null
  /** The conversation is over, after-contact work begins. */
  ended_ms: number | null
  cleared_ms: number | null
  /** Mean opinion score of the agent's audio; null where it was not measured. */
  readonly audio_score: number | null
  readonly recorded: boolean
  /** A supervisor's time as a silent listener. */
  listening: boolean
}

/**
 * Durations of a finished conversation in whole seconds, as they are measured once for the record and for the truth.
 * Interaction is what hold and pause leave of the whole, so that the parts never differ from the timestamps by more
 * than the second that cutting costs.
 */
export function conversationSeconds(work: Work): {
  readonly interaction_s: number
  readonly hold_s: number
  readonly pause_s: number
} {
  const whole_s = wholeSeconds((work.ended_ms ?? work.connected_ms) - work.connected_ms)
  const hold_s = wholeSeconds(work.hold_ms)
  const pause_s = wholeSeconds(work.pause_ms)
  return { interaction_s: whole_s - hold_s - pause_s, hold_s, pause_s }
}

/** What a chat leaves behind. Times of a chat are in milliseconds, where everything else of a record is in seconds. */
export interface ChatTraffic {
  readonly agent_messages: number
  readonly customer_messages: number
  readonly bot_messages: number
  readonly first_response_ms: number
  readonly slowest_response_ms: number
  readonly close_ms: number
}

/** One contact as Connect counts them: a leg of what a customer would call one call. */
export interface Contact {
  readonly id: string
  readonly channel: Channel
  readonly initiation_method: InitiationMethod
  /** The first contact of the chain; null for the first itself. */
  readonly initial_contact_id: string | null
  readonly previous_contact_id: string | null
  readonly association_id: string
  readonly customer: Customer | null
  /** What kind of work it is, for durations and reasons. */
  readonly demand: Demand
  readonly test: boolean
  readonly system_phone: string | null
  readonly initiated_ms: number
  readonly attributes: Record<string, string>
  readonly tally: Tally
  next_contact_id: string | null
  connected_to_system_ms: number | null
  disconnected_ms: number | null
  disconnect_reason: string | null
  queue: QueueName | null
  enqueued_ms: number | null
  dequeued_ms: number | null
  /** Times it rang at an agent. */
  attempts: number
  work: Work | null
  chat: ChatTraffic | null
  transfer_completed_ms: number | null
  transferred_to: string | null
  /** Set while an agent waits for someone to answer this leg (a warm transfer). */
  consult: { answered(): void; failed(): void } | null
}

export interface Opening {
  readonly channel: Channel
  readonly initiation_method: InitiationMethod
  readonly demand: Demand
  readonly customer: Customer | null
  readonly system_phone: string | null
  readonly attributes: Record<string, string>
  /** The contact this one follows from. */
  readonly previous?: Contact
  readonly test?: boolean
}

export function openContact(id: string, now_ms: number, opening: Opening): Contact {
  const { channel, initiation_method, previous, test = false } = opening
  return {
    id,
    channel,
    initiation_method,
    initial_contact_id: previous ? (previous.initial_contact_id ?? previous.id) : null,
    previous_contact_id: previous?.id ?? null,
    association_id: previous?.association_id ?? id,
    customer: opening.customer,
    demand: opening.demand,
    test,
    system_phone: opening.system_phone,
    initiated_ms: now_ms,
    attributes: opening.attributes,
    tally: newTally(channel, initiation_method, test),
    next_contact_id: null,
    connected_to_system_ms: null,
    disconnected_ms: null,
    disconnect_reason: null,
    queue: null,
    enqueued_ms: null,
    dequeued_ms: null,
    attempts: 0,
    work: null,
    chat: null,
    transfer_completed_ms: null,
    transferred_to: null,
    consult: null,
  }
}
