import { view } from '../view.ts'
import { agentColumns, agentNumbers } from './agent_interval.ts'

/** The same by day, for questions that need no hour. */
export const agentDaily = view({
  name: 'agent_daily',
  version: 1,
  doc: 'One row per agent, routing profile and UTC day (by the clock), with the additive times and counts of agent_interval. An agent who changed the hierarchy group is under the one that sorts last.',
  grain: ['dt', 'agent_arn', 'routing_profile_arn'],
  uses: ['agent_interval'],
  columns: {
    dt: { type: 'varchar', doc: 'Partition: UTC date, as text.' },
    interval_date: { type: 'date', doc: 'UTC date.' },
    ...agentColumns,
    ...agentNumbers,
  },
})
