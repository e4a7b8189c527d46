import { agentInterval } from '../views/agent_interval.ts'
import { agentMoment } from '../views/agent_moment.ts'
import { activity } from './agents/activity.ts'
import { answering } from './agents/answering.ts'
import { moments } from './agents/moments.ts'
import { subject } from './subject.ts'

/** What an agent did at a moment, or in the minutes that begin with it: the events that began each piece of it. */
export const agentPieces = (minutes: number) => {
  const piece = {
    id: 'event_id',
    same: { agent_arn: 'agent_arn' },
    lasting: { from: 'start_timestamp', to: 'end_timestamp', minutes },
    partition_days: { back: 1, forward: 0 },
  } as const
  return [
    { ...piece, from: 'agent_status_interval', goes_on: ['agent_arn', 'status_start_timestamp'] },
    {
      ...piece,
      from: 'agent_contact_interval',
      goes_on: ['agent_arn', 'contact_id', 'state', 'state_start_timestamp'],
    },
  ] as const
}

const notOfQueues = "an agent's time is not divided among queues: who is idle waits for all of them"
const notOfContacts = "an agent's time is not divided among contacts: two at once are one hour of work"

const agentGroupings = {
  agent: { column: 'agent_username', doc: 'User name of the agent.' },
  agent_arn: { column: 'agent_arn', doc: 'ARN of the agent.' },
  routing_profile: { column: 'routing_profile_name', doc: "The agent's routing profile at that time." },
  agent_hierarchy_level1: { column: 'agent_hierarchy_level1_name', doc: "The agent's group, top level." },
  agent_hierarchy_level2: {
    column: 'agent_hierarchy_level2_name',
    doc: "The agent's group, second level.",
  },
  agent_hierarchy_level3: { column: 'agent_hierarchy_level3_name', doc: "The agent's group, third level." },
  agent_hierarchy_level4: {
    column: 'agent_hierarchy_level4_name',
    doc: "The agent's group, fourth level.",
  },
  agent_hierarchy_level5: { column: 'agent_hierarchy_level5_name', doc: "The agent's group, fifth level." },
} as const

const refused = {
  queue: notOfQueues,
  queue_arn: notOfQueues,
  queue_kind: notOfQueues,
  channel: notOfContacts,
  initiation_method: notOfContacts,
  disconnect_reason: notOfContacts,
}

/** What agents do by the clock, from agent events: split where an interval ends, unlike contacts. */
export const agents = subject(agentInterval, {
  name: 'agents',
  doc: 'Agent activity by the clock: time is split exactly where an interval ends.',
  where: [],
  attributed_to: { column: 'interval_start', doc: 'it happened, by the clock', partition_days_later: 0 },
  origin: { table: 'agent_event', through: agentPieces(15) },
  groupings: agentGroupings,
  refused,
  metrics: { ...activity, ...answering },
})

/** What agents were doing at a moment. */
export const agentMoments = subject(agentMoment, {
  name: 'agent_moments',
  doc: 'Agents by what they were doing when a quarter of an hour began: what Connect shows of this moment, for moments gone by.',
  where: [],
  attributed_to: { column: 'interval_start', doc: 'it was so', partition_days_later: 0 },
  at_moments: true,
  origin: { table: 'agent_event', through: agentPieces(0) },
  groupings: {
    ...agentGroupings,
    agent_status: { column: 'status_name', doc: 'Name of the agent status.' },
  },
  refused,
  metrics: moments,
})
