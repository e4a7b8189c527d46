import type { Channel, QueueName } from './centre.ts'

/**
 * The simulator's own books for one contact: what happened to it, written down by those who saw it happen. Records are
 * made from the contact, the truth from its tally; neither is computed from the other.
 */
export interface Tally {
  readonly channel: Channel
  readonly initiation_method: string
  /** A simulated contact of Connect's own testing (`connect:ValidationTestType`). */
  readonly test: boolean
  queue: QueueName | null
  queued: boolean
  /** How the flow ended that a customer began with; null for all other contacts. */
  flow_end: FlowEnd | null
  /** Seconds in queue. Null: never queued. */
  wait_s: number | null
  abandoned: boolean
  transferred_out: boolean
  agent: string | null
  interaction_s: number
  hold_s: number
  holds: number
  acw_s: number
  pause_s: number
  disconnect_reason: string | null
}

export const newTally = (channel: Channel, initiation_method: string, test: boolean): Tally => ({
  channel,
  initiation_method,
  test,
  queue: null,
  queued: false,
  flow_end: null,
  wait_s: null,
  abandoned: false,
  transferred_out: false,
  agent: null,
  interaction_s: 0,
  hold_s: 0,
  holds: 0,
  acw_s: 0,
  pause_s: 0,
  disconnect_reason: null,
})

/** In a queue, or the customer went, or nothing was left to do: served, or told that it is closed. */
export type FlowEnd = 'queued' | 'left' | 'ended'

export function tallyFlowEnded(tally: Tally, end: FlowEnd): void {
  tally.flow_end = end
}

/** Put in a queue. */
export function tallyQueued(tally: Tally, queue: QueueName): void {
  tally.queue = queue
  tally.queued = true
}

/** Belongs to a queue without having waited in it: an outbound call. */
export function tallyDialledFrom(tally: Tally, queue: QueueName): void {
  tally.queue = queue
}

/**
 * How a wait ended. Only a wait that leads nowhere is abandoned: a callback was promised or a flow moved the contact on
 * in the other cases.
 */
export type WaitEnd = 'answered' | 'abandoned' | 'callback' | 'moved'

export function tallyWaitEnded(tally: Tally, end: WaitEnd, wait_s: number): void {
  tally.wait_s = wait_s
  tally.abandoned = end === 'abandoned'
  // A flow that moves a contact to another queue completes a transfer (CONTACTS_TRANSFERRED_OUT_FROM_QUEUE).
  if (end === 'moved') tally.transferred_out = true
}

/** An agent is connected: from here on the contact counts as handled. */
export function tallyConnected(tally: Tally, agent: string): void {
  tally.agent = agent
}

/** The agent handed the contact over and left before anyone answered: a cold transfer. */
export function tallyTransferredOut(tally: Tally): void {
  tally.transferred_out = true
}

/** The agent's part is over, after-contact work aside. */
export function tallyWorked(
  tally: Tally,
  work: {
    readonly interaction_s: number
    readonly hold_s: number
    readonly holds: number
    readonly pause_s: number
  },
): void {
  tally.interaction_s = work.interaction_s
  tally.hold_s = work.hold_s
  tally.holds = work.holds
  tally.pause_s = work.pause_s
}

export function tallyAfterContactWork(tally: Tally, acw_s: number): void {
  tally.acw_s = acw_s
}
