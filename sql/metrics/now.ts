import { agentNow } from '../views/agent_now.ts'
import { queueNow } from '../views/queue_now.ts'
import { rows, rowsWhere, sum } from './additive.ts'
import { agentPieces } from './agents.ts'
import { is } from './condition.ts'
import { contactGroupings } from './contacts.ts'
import { waitingAt } from './queue-moments.ts'
import { subject } from './subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const

const attributed_to = {
  column: 'interval_start',
  doc: 'the newest quarter of an hour began of which anything has arrived',
  partition_days_later: 0,
} as const

/** What agents are doing now, as far as a lake knows of now. */
export const agentsNow = subject(agentNow, {
  name: 'agents_now',
  doc: 'Agents by what they were doing when the newest quarter of an hour began of which agent events have arrived. agent_moments has the same for any moment.',
  where: [],
  attributed_to,
  origin: { table: 'agent_event', through: agentPieces(0) },
  groupings: {
    agent: { column: 'agent_username', doc: 'User name of the agent.' },
    agent_arn: { column: 'agent_arn', doc: 'ARN of the agent.' },
    routing_profile: { column: 'routing_profile_name', doc: "The agent's routing profile." },
    agent_hierarchy_level1: { column: 'agent_hierarchy_level1_name', doc: "The agent's group, top level." },
    agent_hierarchy_level2: {
      column: 'agent_hierarchy_level2_name',
      doc: "The agent's group, second level.",
    },
    agent_status: { column: 'status_name', doc: 'Name of the agent status.' },
    activity: { column: 'activity', doc: 'On contact, Error, Ringing, Available, or the status.' },
  },
  metrics: {
    agents_online_now: {
      ...count,
      label: 'Agents online',
      doc: 'Agents who were not Offline.',
      of: rows(),
    },
    agents_available_now: {
      ...count,
      label: 'Agents available',
      doc: 'Agents in Available, with no contact of any kind.',
      of: rowsWhere(is('is_available')),
    },
    agents_on_contact_now: {
      ...count,
      label: 'Agents on contact',
      doc: 'Agents with at least one contact at hand.',
      of: rowsWhere(is('is_on_contact')),
    },
    agents_non_productive_now: {
      ...count,
      label: 'Agents non-productive',
      doc: 'Agents in a status of your own, such as Lunch.',
      of: rowsWhere(is('is_non_productive')),
    },
  },
})

/** Who waits now, as far as a lake knows of now. */
export const queuesNow = subject(queueNow, {
  name: 'queues_now',
  doc: 'Contacts that waited when the newest quarter of an hour began of which contact records have arrived. Records are written when contacts end: who waits or talks still is not among them. queue_moments has the same for any moment.',
  where: [],
  attributed_to,
  origin: { table: 'contact_record', through: waitingAt },
  groupings: {
    queue: contactGroupings.queue,
    queue_arn: contactGroupings.queue_arn,
    queue_kind: contactGroupings.queue_kind,
    channel: contactGroupings.channel,
  },
  metrics: {
    contacts_in_queue_now: {
      ...count,
      label: 'Contacts in queue',
      doc: 'Contacts that had been enqueued by that moment, and not yet dequeued; the fewest that there can have been.',
      of: sum('contacts_waiting'),
    },
    longest_wait_now: {
      kind: 'max',
      unit: 's',
      connect: null,
      label: 'Longest wait',
      doc: 'How long the contact that had waited longest by that moment had waited.',
      over: 'longest_wait_s',
    },
  },
})
