import { agents as subject } from '../../sql/metrics/agents.ts'
import { agentInterval } from '../../sql/views/agent_interval.ts'
import { dataset } from '../spec/dataset.ts'
import { clocks } from './clocks.ts'

/** What agents did by the clock, in the words of readers. */
export const agentTime = dataset(subject, agentInterval, {
  name: 'agent-time',
  day: 'local_date',
  dimensions: {
    ...clocks,
    agent_username: { label: 'Agent', none: 'No agent' },
    routing_profile_name: { label: 'Routing profile', none: 'No routing profile' },
    agent_hierarchy_level1_name: { label: 'Team', none: 'No team' },
  },
})
