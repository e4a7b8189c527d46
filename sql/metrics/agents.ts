import { agentInterval } from '../views/agent_interval.ts'
import { activity } from './agents/activity.ts'
import { answering } from './agents/answering.ts'
import { subject } from './subject.ts'

const notOfQueues = "an agent's time is not divided among queues: who is idle waits for all of them"
const notOfContacts = "an agent's time is not divided among contacts: two at once are one hour of work"

/** What agents do by the clock, from agent events: split where an interval ends, unlike contacts. */
export const agents = subject(agentInterval, {
  name: 'agents',
  doc: 'Agent activity by the clock: time is split exactly where an interval ends.',
  where: [],
  attributed_to: { column: 'interval_start', doc: 'it happened, by the clock', partition_days_later: 0 },
  origin: { table: 'agent_event', by: 'agent_arn', minutes: 15 },
  groupings: {
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
  },
  refused: {
    queue: notOfQueues,
    queue_arn: notOfQueues,
    queue_kind: notOfQueues,
    channel: notOfContacts,
    initiation_method: notOfContacts,
    disconnect_reason: notOfContacts,
  },
  metrics: { ...activity, ...answering },
})
