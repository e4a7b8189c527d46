import { agentMoments as subject } from '../../sql/metrics/agents.ts'
import { agentMoment } from '../../sql/views/agent_moment.ts'
import { dataset } from '../spec/dataset.ts'

/** What agents were doing when a quarter of an hour began, in the words of readers. */
export const agentMoments = dataset(subject, agentMoment, {
  name: 'agent-moments',
  day: 'local_date',
  dimensions: {
    local_date: { label: 'Day', none: 'No day' },
    local_interval_start: { label: 'Moment', none: 'No moment' },
    agent_username: { label: 'Agent', none: 'No agent' },
    routing_profile_name: { label: 'Routing profile', none: 'No routing profile' },
    status_name: { label: 'Status', none: 'No status', coloured: true },
  },
})
