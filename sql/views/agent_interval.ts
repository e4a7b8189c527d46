import { agentStatisticRecord } from '../../schema/tables/agent-statistic-record.ts'
import { view } from '../view.ts'
import { localInterval } from './queue_depth.ts'

const { columns } = agentStatisticRecord
const number = (name: keyof typeof columns) => ({ type: 'bigint', doc: columns[name].doc }) as const
const text = (name: keyof typeof columns) => ({ type: 'varchar', doc: columns[name].doc }) as const

/** The agent, under the names of the tables of agent time. */
export const agentColumns = {
  agent_arn: text('agent_arn'),
  agent_username: { ...text('agent_username'), pii: true },
  routing_profile_arn: text('routing_profile_arn'),
  routing_profile_name: text('routing_profile_name'),
  agent_hierarchy_level1_arn: text('agent_hierarchy_level1_arn'),
  agent_hierarchy_level1_name: text('agent_hierarchy_level1_name'),
  agent_hierarchy_level2_arn: text('agent_hierarchy_level2_arn'),
  agent_hierarchy_level2_name: text('agent_hierarchy_level2_name'),
  agent_hierarchy_level3_arn: text('agent_hierarchy_level3_arn'),
  agent_hierarchy_level3_name: text('agent_hierarchy_level3_name'),
  agent_hierarchy_level4_arn: text('agent_hierarchy_level4_arn'),
  agent_hierarchy_level4_name: text('agent_hierarchy_level4_name'),
  agent_hierarchy_level5_arn: text('agent_hierarchy_level5_arn'),
  agent_hierarchy_level5_name: text('agent_hierarchy_level5_name'),
} as const

/** The instance of the agent: the part of the agent's ARN before `/agent/`. */
export const agentInstance = {
  instance_arn: { type: 'varchar', doc: 'ARN of the Connect instance.' },
} as const

/** Additive parts of the metrics of agent activity: sum them over any intervals first, divide afterwards. */
export const agentNumbers = {
  online_time_ms: number('online_time_ms'),
  available_time_ms: number('available_time_ms'),
  non_productive_time_ms: number('non_productive_time_ms'),
  contact_time_ms: number('contact_time_ms'),
  ring_time_ms: number('ring_time_ms'),
  idle_time_ms: number('idle_time_ms'),
  unanswered_time_ms: number('unanswered_time_ms'),
  error_status_time_ms: number('error_status_time_ms'),
  concurrent_handle_time_ms: number('concurrent_handle_time_ms'),
  connected_time_ms: number('connected_time_ms'),
  hold_time_ms: number('hold_time_ms'),
  pause_time_ms: number('pause_time_ms'),
  after_contact_work_time_ms: number('after_contact_work_time_ms'),
  connecting_time_ms: number('connecting_time_ms'),
  connecting_contacts: number('connecting_contacts'),
  connecting_time_inbound_ms: number('connecting_time_inbound_ms'),
  connecting_contacts_inbound: number('connecting_contacts_inbound'),
  connecting_time_outbound_ms: number('connecting_time_outbound_ms'),
  connecting_contacts_outbound: number('connecting_contacts_outbound'),
  connecting_time_callback_ms: number('connecting_time_callback_ms'),
  connecting_contacts_callback: number('connecting_contacts_callback'),
  connecting_time_api_ms: number('connecting_time_api_ms'),
  connecting_contacts_api: number('connecting_contacts_api'),
  contacts_offered: number('contacts_offered'),
  contacts_accepted: number('contacts_accepted'),
  contacts_missed: number('contacts_missed'),
  contacts_rejected: number('contacts_rejected'),
  agent_non_response: number('agent_non_response'),
  agent_non_response_without_customer_abandons: number('agent_non_response_without_customer_abandons'),
} as const

/** Agent time by the clock: the only view whose intervals are when things happened, not when contacts ended. */
export const agentInterval = view({
  name: 'agent_interval',
  version: 2,
  doc: 'One row per agent, routing profile and 15 minutes (UTC, by the clock) in which the agent was online or had a contact, with additive times and counts.',
  grain: ['interval_start', 'agent_arn', 'routing_profile_arn'],
  uses: ['agent_statistic_record', 'business_calendar'],
  columns: {
    dt: { type: 'varchar', doc: 'Partition: UTC date of the interval, as text.' },
    interval_date: { type: 'date', doc: 'UTC date of the interval.' },
    interval_start: { type: 'timestamp', doc: 'Beginning of the 15 minutes, UTC.' },
    local_date: localInterval.local_date,
    local_weekday: { type: 'bigint', doc: 'Weekday of that day: 1 is Monday, 7 is Sunday.' },
    local_hour: { type: 'bigint', doc: 'Hour of that day, 0 to 23, as the clocks showed it.' },
    local_interval_start: localInterval.local_interval_start,
    ...agentInstance,
    ...agentColumns,
    ...agentNumbers,
  },
})
