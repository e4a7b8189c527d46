import { table } from '../table.ts'
import { bigint, boolean, string, timestamp } from '../type.ts'

const flag = (doc: string) => ({ type: boolean, required: true, doc }) as const
const text = (doc: string) => ({ type: string, doc }) as const
const time = (doc: string) => ({ type: timestamp, doc }) as const

/** Contacts live no longer than this; what comes later begins a journey of its own. */
export const JOURNEY_DAYS = 7

/**
 * Which journey each contact belongs to. A contact follows from the one that InitialContactId names; without one, from
 * PreviousContactId; from the contact whose NextContactId it is; from RelatedContactId. What leads to one contact in
 * that way is a journey, whether or not the record of that contact ever arrived.
 */
export const contactJourney = table({
  name: 'contact_journey',
  doc:
    'One row per contact: the journey it is a leg of, and its place in it. Legs are linked by InitialContactId, else ' +
    'PreviousContactId, else the NextContactId of another contact, else RelatedContactId, as far as contacts lie ' +
    `within ${JOURNEY_DAYS} days: what was disconnected later begins a journey of its own. Links that go round in a ` +
    'circle are one journey.',
  key: ['contact_id'],
  partition: { dt: 'disconnect_timestamp' },
  derived: {
    from: ['contact_record'],
    // Its own journey reaches a week to both sides; what begins those of the first of them, and links to them, another
    // week each; a contact can be disconnected a day after one that follows from it.
    reach_days: { back: 3 * JOURNEY_DAYS, forward: JOURNEY_DAYS + 1 },
    days_of: 'contact_record',
  },
  columns: {
    contact_id: { type: string, required: true, doc: 'Identifier of the contact.' },
    disconnect_timestamp: { type: timestamp, required: true, doc: 'When the contact was disconnected.' },
    journey_id: {
      type: string,
      required: true,
      doc: 'Identifier of the journey: the contact it began with, of those that arrived.',
    },
    journey_disconnect_timestamp: {
      type: timestamp,
      required: true,
      doc: 'The earliest disconnect of the journey: its UTC date is the day of the journey.',
    },
    root_contact_id: {
      type: string,
      required: true,
      doc: 'The contact that all links lead to. Differs from journey_id when its record did not arrive.',
    },
    leg_number: {
      type: bigint,
      required: true,
      doc: 'Place in the journey, from 1, by initiation; supervisors who listened in come last.',
    },
    legs: { type: bigint, required: true, doc: 'Contacts of the journey.' },
    start_timestamp: {
      type: timestamp,
      required: true,
      doc: 'When the contact began; its disconnect where Connect does not say.',
    },
    connected_to_agent_timestamp: time('When the contact was connected to the agent.'),
    channel: text('VOICE, CHAT, TASK or EMAIL.'),
    initiation_method: text('How the contact began.'),
    disconnect_reason: text('Why it ended, as Connect says it.'),
    customer_key: {
      type: string,
      pii: 'endpoint',
      doc:
        "The customer's address in one spelling: digits of a phone number, anything else in lower case. Null where it " +
        'is withheld, missing or redacted, for it tells nobody.',
    },
    instance_arn: text('ARN of the Connect instance.'),
    queue_arn: text('ARN of the queue.'),
    queue_name: text('Name of the queue; for the personal queue of an agent its id.'),
    agent_arn: text('ARN of the agent it was connected to.'),
    agent_username: { type: string, pii: 'name', doc: 'User name of the agent.' },
    is_test: flag('A simulated contact (validation test).'),
    is_listener: flag('A supervisor who listened in: MONITOR.'),
    is_queued: flag('It entered a queue.'),
    is_handled: flag('It was connected to an agent; a supervisor who listens handles nothing.'),
    is_customer_connected: flag(
      "The customer's end was on the line, which it need not be in an outbound call.",
    ),
    is_transferred_external: flag('It was transferred out to an address outside the contact centre.'),
    queue_duration_s: {
      type: bigint,
      unit: 's',
      doc: 'Time in the queue as Connect counts it; null when never queued.',
    },
    handle_time_s: {
      type: bigint,
      unit: 's',
      doc: 'HANDLE_TIME of those handled: interaction, hold, after contact work and pause, as far as present.',
    },
    transfer_kind: text(
      'Of a leg that began by TRANSFER or QUEUE_TRANSFER: COLD (the agent left before anyone answered), WARM (the agent ' +
        'stayed until then), QUEUE (a flow moved it), or UNKNOWN where the record of the leg before did not arrive. ' +
        'Null for others.',
    ),
    from_contact_id: text('Of such a leg: the contact it was transferred from.'),
    from_queue_arn: text('ARN of the queue it was transferred from.'),
    from_queue_name: text('Name of the queue it was transferred from.'),
    from_agent_arn: text('ARN of the agent who transferred it.'),
    from_agent_username: { type: string, pii: 'name', doc: 'User name of the agent who transferred it.' },
    transfer_completed_timestamp: time(
      'When a transfer out of this leg was completed; warm ones are not told.',
    ),
  },
})
