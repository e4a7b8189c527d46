import type { Contact } from '../../../../simulator/index.ts'

/** A contact in numbers: what its tally and the world know, not what its record says. Times are whole seconds, epoch. */
export interface Counted {
  readonly queue: string | null
  readonly queue_arn: string | null
  readonly agent: string | null
  readonly routing_profile: string | null
  readonly level1: string | null
  readonly channel: string
  readonly method: string
  readonly new: boolean
  readonly reason: string
  readonly disconnected_s: number
  readonly enqueued_s: number | null
  readonly connected_s: number | null
  readonly queued: boolean
  readonly abandoned: boolean
  readonly transferred_out: boolean
  readonly wait_s: number | null
  readonly interaction_s: number
  readonly hold_s: number
  readonly holds: number
  readonly acw_s: number
  readonly pause_s: number
  readonly duration_s: number
  readonly flow_s: number | null
  readonly resolution_s: number
  readonly first_response_ms: number | null
  readonly messages: number | null
  readonly callback_again: boolean
}

const whole = (time_ms: number): number => Math.floor(time_ms / 1000)
const wholeOr = (time_ms: number | null): number | null => (time_ms === null ? null : whole(time_ms))

/** Records say when something happened to the second; an end that a correction moved is moved whole. */
export function counted(contact: Contact, moved_ms: number): Counted {
  const { tally, work, chat, initiation_method: method } = contact
  const disconnected_s = whole((contact.disconnected_ms ?? 0) + moved_ms)
  const initiated_s = whole(contact.initiated_ms)
  const begun_s = wholeOr(contact.connected_to_system_ms)
  const flow_end_s = wholeOr(contact.enqueued_ms) ?? wholeOr(contact.transfer_completed_ms) ?? disconnected_s
  const cleared_s = work?.acw === 'done' ? whole(work.cleared_ms ?? work.ended_ms ?? work.connected_ms) : 0
  return {
    // The truth names no personal queue; its id is the part of the ARN that tells it apart.
    queue: tally.queue ? (tally.queue.name ?? tally.queue.arn.split('/queue/')[1] ?? null) : null,
    queue_arn: tally.queue?.arn ?? null,
    agent: tally.agent,
    routing_profile: work?.agent.profile.name ?? null,
    level1: work?.agent.hierarchy?.[0]?.name ?? null,
    channel: tally.channel,
    method,
    new: contact.initial_contact_id === null,
    reason: tally.disconnect_reason ?? 'NONE',
    disconnected_s,
    enqueued_s: wholeOr(contact.enqueued_ms),
    connected_s: work ? whole(work.connected_ms) : null,
    queued: tally.queued,
    abandoned: tally.abandoned,
    transferred_out: tally.transferred_out,
    wait_s: tally.wait_s,
    interaction_s: tally.interaction_s,
    hold_s: tally.hold_s,
    holds: tally.holds,
    acw_s: tally.acw_s,
    pause_s: tally.pause_s,
    duration_s: disconnected_s - initiated_s,
    flow_s: ['INBOUND', 'TRANSFER', 'QUEUE_TRANSFER', 'API'].includes(method)
      ? Math.max(0, begun_s === null ? 0 : flow_end_s - begun_s)
      : null,
    resolution_s: Math.max(cleared_s, disconnected_s) - initiated_s,
    first_response_ms: chat && work ? chat.first_response_ms : null,
    messages: chat && work ? chat.agent_messages + chat.customer_messages + chat.bot_messages : null,
    callback_again: method === 'CALLBACK' && tally.agent === null && contact.next_contact_id !== null,
  }
}
