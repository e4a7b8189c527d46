import type { AgentDayTime } from './agent-time.ts'
import type { JourneyOutcome } from './journeys.ts'
import type { SimulationOptions } from './options.ts'
import type { QueueHour } from './queue-hours.ts'

/** Seconds below which an answer counts for a service level. */
export const thresholds_s = ['20', '30', '60', '120'] as const
export type WithinSeconds = Record<(typeof thresholds_s)[number], number>

/**
 * How many emissions of a stream were delivered, and what a lake that loads all of them in one run must make of them:
 * `accepted + duplicates + superseded + damaged = emissions`.
 */
interface ContactRecordTotals {
  /** Distinct contacts of which at least one version arrived intact: the rows of the table. */
  readonly contacts: number
  readonly emissions: number
  /** Intact emissions with the key, version and content of one that had arrived before. */
  readonly duplicates: number
  /** Intact emissions of a version that is not the newest that arrived, duplicates aside. */
  readonly superseded: number
  /** Emissions of which something else than a record arrived. */
  readonly damaged: number
  /** Contacts that happened, and of which nothing arrived intact. Not part of any other number here. */
  readonly lost: number
  /** Intact emissions, duplicates included, that carry a field no documentation knows; by its path. */
  readonly unknown_fields: Readonly<Record<string, number>>
}

/** `events + duplicates + damaged = emissions`. */
interface AgentEventTotals {
  /** Distinct events that arrived intact. */
  readonly events: number
  readonly emissions: number
  readonly duplicates: number
  readonly damaged: number
}

/**
 * One row per queue, channel and day: contacts count on the UTC date of their DisconnectTimestamp, as the newest version
 * that arrived has it. Durations are sums of whole seconds.
 */
export interface QueueDay {
  /** Null for the personal queue of an agent, and for contacts without any queue. */
  readonly queue: string | null
  /** Null: no queue at all. */
  readonly queue_arn: string | null
  readonly channel: string
  readonly day: string
  /** Legs: each transfer, callback, survey … is a contact of its own. */
  contacts: number
  /** Put in the queue (CONTACTS_QUEUED). */
  queued: number
  /** Connected to an agent (CONTACTS_HANDLED). */
  handled: number
  /** Queued, never connected, and neither called back nor moved on by a flow (CONTACTS_ABANDONED). */
  abandoned: number
  /** Queued and connected after less than so many seconds (SUM_CONTACTS_ANSWERED_IN_X). */
  readonly answered_in_s: WithinSeconds
  /** Out of the queue in whatever way after less than so many seconds (CONTACTS_REMOVED_FROM_QUEUE_IN_X). */
  readonly removed_from_queue_in_s: WithinSeconds
  /** Over queued contacts. */
  queue_duration_s: number
  /** Over handled contacts, as are hold, after-contact work and pause. */
  interaction_s: number
  hold_s: number
  acw_s: number
  pause_s: number
  /** Cold transfers by agents and moves by flows: TransferCompletedTimestamp is set (CONTACTS_TRANSFERRED_OUT). */
  transferred_out: number
}

/** One row per agent, channel and day. */
export interface AgentDay {
  readonly agent: string
  readonly channel: string
  readonly day: string
  /** Counted on the day of disconnect, as the sums that follow. */
  handled: number
  interaction_s: number
  hold_s: number
  acw_s: number
  pause_s: number
  holds: number
  /**
   * Routing attempts, counted on the UTC day on which they began. They happened in the world: agent events that were
   * damaged on their way do not lower them.
   */
  offered: number
  /**
   * Attempts that led to no answer, whether the agent let it ring, declined, or the customer hung up meanwhile. An
   * agent who accepts a callback has answered, whether or not the customer then picks up.
   */
  missed: number
}

/** One row per channel and day of disconnect: calls and chats that customers began, without Connect's own testing. */
export interface FlowDay {
  readonly day: string
  readonly channel: string
  /** Put in a queue. */
  queued: number
  /** The customer went. */
  left: number
  /** Nothing was left to do: served by the flow, or told that it is closed. */
  ended: number
}

/** One row per UTC date of the first disconnect, channel of the first leg, and outcome. */
export interface JourneyDay {
  readonly day: string
  readonly channel: string
  readonly outcome: JourneyOutcome
  journeys: number
  /** Their legs. */
  contacts: number
  /** What customers waited in all, callbacks included. */
  queue_duration_s: number
}

export interface Truth {
  readonly options: SimulationOptions
  readonly totals: { readonly contact_records: ContactRecordTotals; readonly agent_events: AgentEventTotals }
  readonly by_queue_day: readonly QueueDay[]
  /** The part of `by_queue_day` that is Connect's own testing (`connect:ValidationTestType`): subtract to exclude it. */
  readonly tests_by_queue_day: readonly QueueDay[]
  readonly by_queue_hour: readonly QueueHour[]
  readonly by_flow_day: readonly FlowDay[]
  readonly by_agent_day: readonly AgentDay[]
  readonly by_journey_day: readonly JourneyDay[]
  readonly by_initiation_method: readonly {
    readonly day: string
    readonly initiation_method: string
    contacts: number
  }[]
  readonly by_disconnect_reason: readonly {
    readonly day: string
    readonly disconnect_reason: string | null
    contacts: number
  }[]
  /** Attribute → value → contacts, by the newest version that arrived. A redacted version has no attributes. */
  readonly by_attribute: { readonly reason: Readonly<Record<string, number>> }
  /** What agents did by the clock, from the world's own timeline; agent events lost on the way do not change it. */
  readonly agent_time: readonly AgentDayTime[]
}
