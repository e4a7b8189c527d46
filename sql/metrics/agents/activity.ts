import { agentInterval } from '../../views/agent_interval.ts'
import { sumOfMs } from '../additive.ts'
import { metricsOf } from '../subject.ts'

const seconds = { kind: 'sum', unit: 's' } as const
const share = { kind: 'ratio', unit: 'percent' } as const

const ringing =
  'The default follows the definitions of 2026: while a contact rings the agent is idle. The guide of 2023 and the tables of the AWS data lake leave ringing out:'

/** How agents spend their time. */
export const activity = metricsOf(agentInterval)({
  sum_online_time_agent: {
    ...seconds,
    label: 'Online time',
    connect: 'SUM_ONLINE_TIME_AGENT',
    doc: 'Time in any status but Offline.',
    of: sumOfMs('online_time_ms'),
  },
  sum_available_time_agent: {
    ...seconds,
    label: 'Available time',
    connect: null,
    doc: 'Time in a status in which contacts are routed to the agent: contact and idle time together.',
    of: sumOfMs('available_time_ms'),
  },
  sum_non_productive_time_agent: {
    ...seconds,
    label: 'Non-productive time',
    connect: 'SUM_NON_PRODUCTIVE_TIME_AGENT',
    doc: 'Time in a custom status such as Break, whatever contacts the agent has meanwhile.',
    of: sumOfMs('non_productive_time_ms'),
  },
  sum_contact_time_agent: {
    ...seconds,
    label: 'Agent on contact time',
    connect: 'SUM_CONTACT_TIME_AGENT',
    doc: 'Time in which an available agent had at least one contact connected, on hold, paused, in after contact work, or was dialling. By the clock: three chats at once count once.',
    of: sumOfMs('contact_time_ms'),
  },
  sum_idle_time_agent: {
    ...seconds,
    label: 'Agent idle time',
    connect: 'SUM_IDLE_TIME_AGENT',
    doc: 'Time in which an available agent had no contact at hand; contacts that ring, or were missed and not cleared, count as idle.',
    readings: `${ringing} sum_idle_time_agent_without_ring.`,
    of: sumOfMs('idle_time_ms', 'ring_time_ms'),
  },
  sum_idle_time_agent_without_ring: {
    ...seconds,
    label: 'Agent idle time, without ringing',
    connect: null,
    doc: 'Idle time in which nothing rang.',
    readings: 'See sum_idle_time_agent, which is the default.',
    of: sumOfMs('idle_time_ms'),
  },
  sum_ring_time_agent: {
    ...seconds,
    label: 'Ring time',
    connect: null,
    doc: 'Time in which an available agent had no contact at hand, and one rang.',
    of: sumOfMs('ring_time_ms'),
  },
  sum_contact_and_idle_time_agent: {
    ...seconds,
    label: 'Contact and idle time',
    connect: null,
    doc: 'Contact time and idle time: what occupancy is a share of.',
    of: sumOfMs('contact_time_ms', 'idle_time_ms', 'ring_time_ms'),
  },
  sum_contact_and_idle_time_agent_without_ring: {
    ...seconds,
    label: 'Contact and idle time, without ringing',
    connect: null,
    doc: 'Contact time and idle time in which nothing rang.',
    of: sumOfMs('contact_time_ms', 'idle_time_ms'),
  },
  sum_error_status_time_agent: {
    ...seconds,
    label: 'Error status time',
    connect: 'SUM_ERROR_STATUS_TIME_AGENT',
    doc: 'Time in which a missed or failed contact kept the agent from others until it was cleared.',
    of: sumOfMs('error_status_time_ms'),
  },
  agent_occupancy: {
    ...share,
    label: 'Occupancy',
    connect: 'AGENT_OCCUPANCY',
    doc: 'Of contact and idle time, contact time. Breaks are in neither; one chat or five are 100 %.',
    readings: `${ringing} agent_occupancy_without_ring.`,
    numerator: 'sum_contact_time_agent',
    denominator: 'sum_contact_and_idle_time_agent',
  },
  agent_occupancy_without_ring: {
    ...share,
    label: 'Occupancy, without ringing',
    connect: null,
    doc: 'Of contact time and idle time in which nothing rang, contact time: the reading of the AWS data lake.',
    readings: 'See agent_occupancy, which is the default.',
    numerator: 'sum_contact_time_agent',
    denominator: 'sum_contact_and_idle_time_agent_without_ring',
  },
  sum_concurrent_handle_time_agent: {
    ...seconds,
    label: 'Concurrent handle time',
    connect: null,
    doc: 'Contact time, counted once for each contact: two chats at once count twice.',
    of: sumOfMs('concurrent_handle_time_ms'),
  },
  avg_agent_concurrency: {
    kind: 'ratio',
    unit: 'number',
    label: 'Average agent concurrency',
    connect: 'AVG_AGENT_CONCURRENCY',
    doc: 'Contacts at the same time: concurrent handle time over contact and idle time. What occupancy does not show of chats.',
    numerator: 'sum_concurrent_handle_time_agent',
    denominator: 'sum_contact_and_idle_time_agent',
  },
  utilisation: {
    ...share,
    label: 'Utilisation',
    connect: null,
    doc: 'Of online time, contact time. No metric of Connect; elsewhere the word stands for other shares, too.',
    numerator: 'sum_contact_time_agent',
    denominator: 'sum_online_time_agent',
  },
  idle_rate: {
    ...share,
    label: 'Idle share',
    connect: null,
    doc: 'Of online time, idle time.',
    numerator: 'sum_idle_time_agent',
    denominator: 'sum_online_time_agent',
  },
  non_productive_rate: {
    ...share,
    label: 'Non-productive share',
    connect: null,
    doc: 'Of online time, time in custom statuses.',
    numerator: 'sum_non_productive_time_agent',
    denominator: 'sum_online_time_agent',
  },
  availability_rate: {
    ...share,
    label: 'Availability',
    connect: null,
    doc: 'Of online time, the time in which contacts could be routed to the agent.',
    numerator: 'sum_available_time_agent',
    denominator: 'sum_online_time_agent',
  },
})
