/**
 * What a record of a stream says, as far as rules go: who, where, since when. Nothing of it is personal: no name, no
 * number, no word that was said.
 */
export type LiveEvent = AgentSeen | AgentGone | Queued | LeftQueue | Ended | Said | Clock

interface Told {
  /** When it happened, or was said to have, epoch milliseconds: the order in which events count. */
  readonly at_ms: number
  /** The same for the same record, however often it comes. */
  readonly id: string
}

export interface QueueName {
  readonly arn: string
  readonly name: string | null
}

/** An agent as of an agent event. */
export interface AgentSeen extends Told {
  readonly kind: 'agent'
  readonly agent: string
  readonly status: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE' | 'ERROR'
  /** When the agent took that status. */
  readonly since_ms: number
  /** Contacts with the agent, in whatever state. */
  readonly contacts: number
  /** One of them is MISSED or ERROR. */
  readonly failed: boolean
  readonly queues: readonly QueueName[]
  /** Those of the contacts that have left their queue for this agent. */
  readonly answered: readonly string[]
}

/** The agent logged out. */
export interface AgentGone extends Told {
  readonly kind: 'agent_gone'
  readonly agent: string
}

/** A contact was put into a queue. */
export interface Queued extends Told {
  readonly kind: 'queued'
  readonly contact: string
  readonly channel: string
  readonly queue: QueueName
}

/** A contact is in no queue any more, however that came. */
export interface LeftQueue extends Told {
  readonly kind: 'left_queue'
  readonly contact: string
}

/** A contact is complete, as its contact record has it. */
export interface Ended extends Told {
  readonly kind: 'ended'
  readonly contact: string
  /** Its disconnect, to which Connect counts it. */
  readonly ended_ms: number
  /** Null: it was never queued. */
  readonly queue: QueueName | null
  /** As CONTACTS_ABANDONED: queued, never connected to an agent, neither moved by a flow nor followed by a contact. */
  readonly abandoned: boolean
}

/** Something was said in a contact that a rule waits for. */
export interface Said extends Told {
  readonly kind: 'said'
  readonly contact: string
  /** Names of the rules that match. */
  readonly rules: readonly string[]
}

/** Time goes on, though nothing happens. */
export interface Clock extends Told {
  readonly kind: 'clock'
}
