import type { AgentDay, FlowDay, QueueDay, QueueHour, Truth } from '../../simulator/index.ts'
import { type ContactRecord, isTest } from './contact-record.ts'
import { flowDays, queueHours } from './recount-hours.ts'

/**
 * The same tables as the truth has, counted from records by the definitions of Connect's metrics and nothing else: the
 * conditions below are the documented ones, field by field.
 */
export interface Recount {
  readonly by_queue_day: QueueDay[]
  readonly tests_by_queue_day: QueueDay[]
  readonly by_queue_hour: QueueHour[]
  readonly by_flow_day: FlowDay[]
  readonly by_journey_day: Truth['by_journey_day'][number][]
  readonly by_agent_day: Omit<AgentDay, 'offered' | 'missed'>[]
  readonly by_initiation_method: Truth['by_initiation_method'][number][]
  readonly by_disconnect_reason: Truth['by_disconnect_reason'][number][]
  readonly reasons: Record<string, number>
}

const thresholds = ['20', '30', '60', '120'] as const
const none = () => ({ '20': 0, '30': 0, '60': 0, '120': 0 })

function table<R>() {
  const rows = new Map<string, R>()
  return {
    row(key: string, make: () => R): R {
      const row = rows.get(key) ?? make()
      rows.set(key, row)
      return row
    },
    list: () => [...rows.values()],
  }
}

function queueDays(contacts: readonly ContactRecord[]): QueueDay[] {
  const rows = table<QueueDay>()
  for (const contact of contacts) {
    const { Queue: queue, Agent: agent, Channel: channel } = contact
    const day = contact.DisconnectTimestamp.slice(0, 10)
    const row = rows.row(`${day} ${queue?.ARN} ${channel}`, () => ({
      queue: queue?.Name ?? null,
      queue_arn: queue?.ARN ?? null,
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
    const queued = queue !== null && queue.EnqueueTimestamp !== null
    const handled = agent !== null && agent.ConnectedToAgentTimestamp !== null
    row.contacts++
    if (queued) row.queued++
    if (handled) row.handled++
    const movedOn = contact.NextContactId !== null || contact.TransferCompletedTimestamp !== null
    if (queued && !handled && !movedOn) row.abandoned++
    if (contact.TransferCompletedTimestamp !== null) row.transferred_out++
    const duration = queue?.Duration ?? null
    if (queued) row.queue_duration_s += duration ?? 0
    for (const threshold of thresholds) {
      if (duration === null || duration >= Number(threshold)) continue
      row.removed_from_queue_in_s[threshold]++
      if (queued && handled) row.answered_in_s[threshold]++
    }
    if (!handled) continue
    row.interaction_s += agent.AgentInteractionDuration
    row.hold_s += agent.CustomerHoldDuration
    row.acw_s += agent.AfterContactWorkDuration ?? 0
    row.pause_s += agent.AgentPauseDuration ?? 0
  }
  return rows.list()
}

function agentDays(contacts: readonly ContactRecord[]): Recount['by_agent_day'] {
  const rows = table<Omit<AgentDay, 'offered' | 'missed'>>()
  for (const { Agent: agent, Channel: channel, DisconnectTimestamp } of contacts) {
    if (agent === null) continue
    const day = DisconnectTimestamp.slice(0, 10)
    const row = rows.row(`${day} ${agent.Username} ${channel}`, () => ({
      agent: agent.Username,
      channel,
      day,
      handled: 0,
      interaction_s: 0,
      hold_s: 0,
      acw_s: 0,
      pause_s: 0,
      holds: 0,
    }))
    row.handled++
    row.interaction_s += agent.AgentInteractionDuration
    row.hold_s += agent.CustomerHoldDuration
    row.acw_s += agent.AfterContactWorkDuration ?? 0
    row.pause_s += agent.AgentPauseDuration ?? 0
    row.holds += agent.NumberOfHolds
  }
  return rows.list()
}

function outcomeOf(legs: readonly ContactRecord[]): Truth['by_journey_day'][number]['outcome'] {
  const methods = legs.map(leg => leg.InitiationMethod)
  const agents = legs.filter(leg => leg.Agent !== null)
  const spoke = agents.filter(
    leg => leg.InitiationMethod !== 'OUTBOUND' || leg.ConnectedToSystemTimestamp !== null,
  )
  if (spoke.length > 0) return 'HANDLED'
  if (agents.length > 0) return 'CUSTOMER_NOT_REACHED'
  if (legs.some(leg => leg.TransferredToEndpoint !== null)) return 'EXTERNAL'
  if (methods.includes('CALLBACK')) return 'CALLBACK_NOT_REACHED'
  if (legs.some(leg => leg.Queue !== null)) return 'ABANDONED'
  if (!['INBOUND', 'API'].includes(methods[0] as string)) return 'OTHER'
  return legs.some(leg => leg.DisconnectReason === 'CUSTOMER_DISCONNECT') ? 'LEFT_IN_FLOW' : 'CONTAINED'
}

/** The simulator keeps one ContactAssociationId through a journey, as Connect does. */
function journeyDays(contacts: readonly ContactRecord[]): Recount['by_journey_day'] {
  const journeys = table<ContactRecord[]>()
  for (const contact of contacts) journeys.row(contact.ContactAssociationId, () => []).push(contact)
  const rows = table<Recount['by_journey_day'][number]>()
  for (const contacts of journeys.list()) {
    const began = (a: ContactRecord, b: ContactRecord) =>
      a.InitiationTimestamp + a.ContactId < b.InitiationTimestamp + b.ContactId ? -1 : 1
    const own = contacts.filter(leg => leg.InitiationMethod !== 'MONITOR').sort(began)
    const outcome = own.length === 0 ? 'OTHER' : outcomeOf(own)
    const { Channel: channel } = (own[0] ?? contacts[0]) as ContactRecord
    const day = contacts.map(leg => leg.DisconnectTimestamp.slice(0, 10)).sort()[0] as string
    const row = rows.row(`${day} ${channel} ${outcome}`, () => ({
      day,
      channel,
      outcome,
      journeys: 0,
      contacts: 0,
      queue_duration_s: 0,
    }))
    row.journeys++
    row.contacts += contacts.length
    row.queue_duration_s += contacts.reduce((sum, { Queue }) => sum + (Queue?.Duration ?? 0), 0)
  }
  return rows.list()
}

export function recount(contacts: readonly ContactRecord[]): Recount {
  const methods = table<Recount['by_initiation_method'][number]>()
  const endings = table<Recount['by_disconnect_reason'][number]>()
  const reasons: Record<string, number> = {}
  for (const contact of contacts) {
    const day = contact.DisconnectTimestamp.slice(0, 10)
    const { InitiationMethod: initiation_method, DisconnectReason: disconnect_reason } = contact
    methods.row(`${day} ${initiation_method}`, () => ({ day, initiation_method, contacts: 0 })).contacts++
    endings.row(`${day} ${disconnect_reason}`, () => ({ day, disconnect_reason, contacts: 0 })).contacts++
    const { reason } = contact.Attributes
    if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return {
    by_queue_day: queueDays(contacts),
    tests_by_queue_day: queueDays(contacts.filter(isTest)),
    by_queue_hour: queueHours(contacts),
    by_flow_day: flowDays(contacts),
    by_journey_day: journeyDays(contacts),
    by_agent_day: agentDays(contacts),
    by_initiation_method: methods.list(),
    by_disconnect_reason: endings.list(),
    reasons,
  }
}

/** Rows in an order that does not depend on who made them. */
export const ordered = <R>(rows: readonly R[]): R[] =>
  rows
    .map(row => [JSON.stringify(row), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row)
