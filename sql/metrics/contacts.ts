import { contact } from '../views/contact.ts'
import { rowsWhere } from './additive.ts'
import { is, isNot } from './condition.ts'
import { chat } from './contacts/chat.ts'
import { handling } from './contacts/handling.ts'
import { hold } from './contacts/hold.ts'
import { queue } from './contacts/queue.ts'
import { selfService } from './contacts/self-service.ts'
import { transfers } from './contacts/transfers.ts'
import { volume } from './contacts/volume.ts'
import { subject } from './subject.ts'

/** What a contact can be split by. */
export const contactGroupings = {
  queue: { column: 'queue_name', doc: 'Name of the queue; of a personal queue its id.' },
  queue_arn: { column: 'queue_arn', doc: 'ARN of the queue.' },
  queue_kind: { column: 'queue_kind', doc: 'STANDARD, AGENT (personal) or NONE.' },
  agent: { column: 'agent_username', doc: 'User name of the agent who was connected.' },
  agent_arn: { column: 'agent_arn', doc: 'ARN of the agent.' },
  routing_profile: { column: 'routing_profile_name', doc: 'Routing profile of the agent.' },
  agent_hierarchy_level1: { column: 'agent_hierarchy_level1_name', doc: "The agent's group, top level." },
  agent_hierarchy_level2: { column: 'agent_hierarchy_level2_name', doc: "The agent's group, second level." },
  agent_hierarchy_level3: { column: 'agent_hierarchy_level3_name', doc: "The agent's group, third level." },
  agent_hierarchy_level4: { column: 'agent_hierarchy_level4_name', doc: "The agent's group, fourth level." },
  agent_hierarchy_level5: { column: 'agent_hierarchy_level5_name', doc: "The agent's group, fifth level." },
  channel: { column: 'channel', doc: 'VOICE, CHAT, TASK or EMAIL.' },
  initiation_method: { column: 'initiation_method', doc: 'How the contact began.' },
  disconnect_reason: { column: 'disconnect_reason', doc: 'Why it ended; NONE where Connect says nothing.' },
} as const

/** Contacts lead to their records. */
const origin = { table: 'contact_record', through: 'contact_id' } as const

const where = [
  {
    condition: isNot('is_test'),
    doc: 'Simulated contacts (validation tests of the instance) are not counted.',
  },
] as const

/** Contacts in the interval in which they were disconnected: to which Connect counts them. */
export const contacts = subject(contact, {
  name: 'contacts',
  doc: 'Contacts, each in the interval in which it was disconnected, with its whole duration.',
  where,
  attributed_to: {
    column: 'disconnect_timestamp',
    doc: 'the contact was disconnected',
    partition_days_later: 0,
  },
  origin,
  attributes_of: { contact: 'contact_id', partition_days_later: 0 },
  groupings: contactGroupings,
  metrics: { ...volume, ...queue, ...handling, ...hold, ...transfers, ...chat, ...selfService },
})

/**
 * A contact lies in the partition of its disconnect. A task or a chat can go on for a week, an email waits as long as
 * nobody answers: of what goes on for longer than this, queue_depth knows no more either.
 */
export const LONGEST_DAYS = 14

/** The few metrics that Connect also gives by the moment of the enqueue. */
export const contactsByEnqueue = subject(contact, {
  name: 'contacts_by_enqueue',
  doc: 'Contacts in the interval in which they entered the queue: what plans for the day are compared with.',
  where,
  attributed_to: {
    column: 'enqueue_timestamp',
    doc: 'the contact entered the queue',
    partition_days_later: LONGEST_DAYS,
  },
  origin,
  attributes_of: { contact: 'contact_id', partition_days_later: 0 },
  groupings: contactGroupings,
  metrics: {
    contacts_queued_by_enqueue: {
      kind: 'sum',
      unit: 'count',
      label: 'Contacts queued, by enqueue',
      connect: 'CONTACTS_QUEUED_BY_ENQUEUE',
      doc: `Contacts that entered a queue, when they did. Those still going on have no record yet; one that ends more than ${LONGEST_DAYS} days later is not found.`,
      of: rowsWhere(is('is_queued')),
    },
  },
})

/** The few metrics that Connect also gives by the moment of the connection to the agent. */
export const contactsByConnection = subject(contact, {
  name: 'contacts_by_connection',
  doc: 'Contacts in the interval in which they were connected to the agent.',
  where,
  attributed_to: {
    column: 'connected_to_agent_timestamp',
    doc: 'the contact was connected to the agent',
    partition_days_later: LONGEST_DAYS,
  },
  origin,
  attributes_of: { contact: 'contact_id', partition_days_later: 0 },
  groupings: contactGroupings,
  metrics: {
    contacts_handled_by_connected_to_agent: {
      kind: 'sum',
      unit: 'count',
      label: 'Contacts handled, by connection',
      connect: 'CONTACTS_HANDLED_BY_CONNECTED_TO_AGENT',
      doc: `Contacts connected to an agent, when they were. Those still going on have no record yet; one that ends more than ${LONGEST_DAYS} days later is not found.`,
      of: rowsWhere(is('is_handled')),
    },
  },
})
