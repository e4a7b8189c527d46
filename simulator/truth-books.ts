import type { AgentTime } from './agent-time.ts'
import type { Journey } from './journeys.ts'
import type { SimulationOptions } from './options.ts'
import { createQueueHours } from './queue-hours.ts'
import type { Tally } from './tally.ts'
import {
  type AgentDay,
  type FlowDay,
  type JourneyDay,
  type QueueDay,
  type Truth,
  thresholds_s,
  type WithinSeconds,
} from './truth.ts'

type Stream = 'contact_records' | 'agent_events'

/** What the newest version that arrived says, as far as it can differ from what happened. */
interface ArrivedContact {
  readonly day: string
  /** Epoch milliseconds of the disconnect: on that day. */
  readonly disconnected_ms: number
  readonly reason: string | null
  /** Distinct versions that arrived intact. */
  readonly versions: number
}

/** The books of what arrived. Contacts are added from their tallies, never from their records. */
export interface TruthBooks {
  offered(agent: string, channel: string, day: string): void
  missed(agent: string, channel: string, day: string): void
  /** An emission arrived: `new` is the first intact copy of a version or an event. */
  arrived(stream: Stream, outcome: 'new' | 'duplicate' | 'damaged'): void
  unknownField(path: string): void
  contact(tally: Tally, arrived: ArrivedContact): void
  /** Such a contact was in its queue from the first instant until just before the second. */
  waited(tally: Tally, from_ms: number, until_ms: number): void
  /** No version of a contact arrived. */
  lostContact(): void
  journey(journey: Journey): void
  /** @throws Error when the counts do not add up: a fault of the simulator. */
  close(options: SimulationOptions, time: AgentTime): Truth
}

const none = (): WithinSeconds => ({ '20': 0, '30': 0, '60': 0, '120': 0 })

/** Rows by key, made when first asked for, listed in the order of their keys (by code unit: no locale). */
class Rows<R> {
  readonly #rows = new Map<string, R>()
  get(key: string, make: () => R): R {
    let row = this.#rows.get(key)
    if (row === undefined) {
      row = make()
      this.#rows.set(key, row)
    }
    return row
  }
  list(): R[] {
    return [...this.#rows.keys()].sort().map(key => this.#rows.get(key) as R)
  }
}

export function createTruthBooks(): TruthBooks {
  const queueDays = new Rows<QueueDay>()
  const testQueueDays = new Rows<QueueDay>()
  const queueHours = createQueueHours()
  const flowDays = new Rows<FlowDay>()
  const agentDays = new Rows<AgentDay>()
  const journeyDays = new Rows<JourneyDay>()
  const methods = new Rows<{ day: string; initiation_method: string; contacts: number }>()
  const reasons = new Rows<{ day: string; disconnect_reason: string | null; contacts: number }>()
  const attributeReasons = new Rows<{ value: string; contacts: number }>()
  const unknownFields = new Rows<{ path: string; emissions: number }>()
  const outcomes = {
    contact_records: { new: 0, duplicate: 0, damaged: 0 },
    agent_events: { new: 0, duplicate: 0, damaged: 0 },
  }
  let contacts = 0
  let superseded = 0
  let lost = 0

  const agentDay = (agent: string, channel: string, day: string): AgentDay =>
    agentDays.get(`${day} ${agent} ${channel}`, () => ({
      agent,
      channel,
      day,
      handled: 0,
      interaction_s: 0,
      hold_s: 0,
      acw_s: 0,
      pause_s: 0,
      holds: 0,
      offered: 0,
      missed: 0,
    }))

  function addToQueueDay(rows: Rows<QueueDay>, tally: Tally, day: string): void {
    const { queue, channel, wait_s } = tally
    const row = rows.get(`${day} ${queue?.arn ?? ''} ${channel}`, () => ({
      queue: queue?.name ?? null,
      queue_arn: queue?.arn ?? null,
      channel,
      day,
      contacts: 0,
      queued: 0,
      handled: 0,
      abandoned: 0,
      answered_in_s: none(),
      removed_from_queue_in_s: none(),
      queue_duration_s: 0,
      interaction_s: 0,
      hold_s: 0,
      acw_s: 0,
      pause_s: 0,
      transferred_out: 0,
    }))
    row.contacts++
    if (tally.queued) row.queued++
    if (tally.agent !== null) row.handled++
    if (tally.abandoned) row.abandoned++
    if (tally.transferred_out) row.transferred_out++
    if (wait_s !== null) {
      row.queue_duration_s += wait_s
      for (const threshold of thresholds_s) {
        if (wait_s >= Number(threshold)) continue
        row.removed_from_queue_in_s[threshold]++
        if (tally.agent !== null) row.answered_in_s[threshold]++
      }
    }
    row.interaction_s += tally.interaction_s
    row.hold_s += tally.hold_s
    row.acw_s += tally.acw_s
    row.pause_s += tally.pause_s
  }

  function addToFlowDay({ channel, flow_end, test }: Tally, day: string): void {
    if (flow_end === null || test) return
    flowDays.get(`${day} ${channel}`, () => ({ day, channel, queued: 0, left: 0, ended: 0 }))[flow_end]++
  }

  function addToAgentDay(tally: Tally, agent: string, day: string): void {
    const row = agentDay(agent, tally.channel, day)
    row.handled++
    row.interaction_s += tally.interaction_s
    row.hold_s += tally.hold_s
    row.acw_s += tally.acw_s
    row.pause_s += tally.pause_s
    row.holds += tally.holds
  }

  return {
    offered: (agent, channel, day) => void agentDay(agent, channel, day).offered++,
    missed: (agent, channel, day) => void agentDay(agent, channel, day).missed++,
    arrived: (stream, outcome) => void outcomes[stream][outcome]++,
    unknownField: path => void unknownFields.get(path, () => ({ path, emissions: 0 })).emissions++,
    waited: queueHours.waited,
    contact(tally, { day, disconnected_ms, reason, versions }) {
      contacts++
      superseded += versions - 1
      addToQueueDay(queueDays, tally, day)
      if (tally.test) addToQueueDay(testQueueDays, tally, day)
      queueHours.contact(tally, disconnected_ms)
      addToFlowDay(tally, day)
      if (tally.agent !== null) addToAgentDay(tally, tally.agent, day)
      const { initiation_method, disconnect_reason } = tally
      methods.get(`${day} ${initiation_method}`, () => ({ day, initiation_method, contacts: 0 })).contacts++
      reasons.get(`${day} ${disconnect_reason ?? ''}`, () => ({ day, disconnect_reason, contacts: 0 }))
        .contacts++
      if (reason !== null) attributeReasons.get(reason, () => ({ value: reason, contacts: 0 })).contacts++
    },
    lostContact: () => void lost++,
    journey({ day, outcome, legs }) {
      const channel = (legs[0] as Journey['legs'][number]).channel
      const row = journeyDays.get(`${day} ${channel} ${outcome}`, () => ({
        day,
        channel,
        outcome,
        journeys: 0,
        contacts: 0,
        queue_duration_s: 0,
      }))
      row.journeys++
      row.contacts += legs.length
      row.queue_duration_s += legs.reduce((sum, { wait_s }) => sum + (wait_s ?? 0), 0)
    },
    close(options, time) {
      const records = outcomes.contact_records
      const events = outcomes.agent_events
      // Two sides count: deliveries count what arrived, contacts count what became of it.
      if (records.new !== contacts + superseded) {
        throw new Error(
          `truth: ${records.new} new versions arrived, but ${contacts} + ${superseded} are accounted for`,
        )
      }
      return {
        options,
        totals: {
          contact_records: {
            contacts,
            emissions: records.new + records.duplicate + records.damaged,
            duplicates: records.duplicate,
            superseded,
            damaged: records.damaged,
            lost,
            unknown_fields: Object.fromEntries(
              unknownFields.list().map(({ path, emissions }) => [path, emissions]),
            ),
          },
          agent_events: {
            events: events.new,
            emissions: events.new + events.duplicate + events.damaged,
            duplicates: events.duplicate,
            damaged: events.damaged,
          },
        },
        by_queue_day: queueDays.list(),
        tests_by_queue_day: testQueueDays.list(),
        by_queue_hour: queueHours.list(),
        by_flow_day: flowDays.list(),
        by_agent_day: agentDays.list(),
        by_journey_day: journeyDays.list(),
        by_initiation_method: methods.list(),
        by_disconnect_reason: reasons.list(),
        by_attribute: {
          reason: Object.fromEntries(attributeReasons.list().map(({ value, contacts }) => [value, contacts])),
        },
        agent_time: time.rows(),
      }
    },
  }
}
