import { agentsNow as agentSubject, queuesNow as queueSubject } from '../../sql/metrics/now.ts'
import { agentNow } from '../../sql/views/agent_now.ts'
import { queueNow } from '../../sql/views/queue_now.ts'
import { dataset } from '../spec/dataset.ts'
import { queue } from './queue.ts'

/** Agents when the newest quarter of an hour began, in the words of readers. */
export const agentsNow = dataset(agentSubject, agentNow, {
  name: 'agents-now',
  day: 'local_date',
  is_of_now: true,
  dimensions: {
    agent_username: { label: 'Agent', none: 'No agent' },
    routing_profile_name: { label: 'Routing profile', none: 'No routing profile' },
    activity: { label: 'Activity', none: 'Unknown', coloured: true },
    status_name: { label: 'Status', none: 'No status', coloured: true },
  },
})

/** Who waited when the newest quarter of an hour began, in the words of readers. */
export const queuesNow = dataset(queueSubject, queueNow, {
  name: 'queues-now',
  day: 'local_date',
  is_of_now: true,
  dimensions: {
    queue_name: queue,
    channel: { label: 'Channel', none: 'No channel', coloured: true },
  },
})
