import { contact } from '../../views/contact.ts'
import { rowsWhere, rowsWith, sum } from '../additive.ts'
import { all, below, is, notBelow } from '../condition.ts'
import { metricsOf } from '../subject.ts'
import { percent, threshold_s } from './parameters.ts'

const count = { kind: 'sum', unit: 'count' } as const
const seconds = { kind: 'sum', unit: 's' } as const
const average = { kind: 'ratio', unit: 's' } as const

const noAgent = 'An abandoned contact has no agent.'

/** Why shares of queued contacts are not shown by agent. By routing profile they are 0, as in Connect. */
const notByAgent = {
  not_by: {
    agent: noAgent,
    agent_arn: noAgent,
    agent_hierarchy_level1: noAgent,
    agent_hierarchy_level2: noAgent,
    agent_hierarchy_level3: noAgent,
    agent_hierarchy_level4: noAgent,
    agent_hierarchy_level5: noAgent,
  },
} as const

/** Contacts in queues: how many waited, for how long, and what became of them. */
export const queue = metricsOf(contact)({
  contacts_queued: {
    ...count,
    label: 'Contacts queued',
    connect: 'CONTACTS_QUEUED',
    doc: 'Contacts that entered a queue. Each leg counts: a contact moved to another queue is queued twice.',
    of: rowsWhere(is('is_queued')),
  },
  contacts_abandoned: {
    ...count,
    label: 'Contacts abandoned',
    connect: 'CONTACTS_ABANDONED',
    doc: 'Contacts queued, not connected to an agent, not continued by another contact (such as a callback), not transferred by a flow.',
    readings:
      'Connect does not ask who ended it: a flow that hangs up after the queue counts as well. sum_contacts_disconnected asks.',
    of: rowsWhere(is('is_abandoned')),
  },
  sum_contacts_disconnected: {
    ...count,
    label: 'Contacts abandoned by the customer',
    connect: 'SUM_CONTACTS_DISCONNECTED',
    doc: 'Contacts abandoned whose disconnect reason is CUSTOMER_DISCONNECT: the customer left while waiting.',
    readings:
      'Connect asks for the state before the disconnect, which is not in the record; a contact that was queued and reached no agent was in the queue.',
    of: rowsWhere(is('is_abandoned_by_customer')),
  },
  abandonment_rate: {
    kind: 'ratio',
    unit: 'percent',
    label: 'Abandonment rate',
    connect: 'ABANDONMENT_RATE',
    doc: 'Of the contacts queued, those abandoned. By routing profile always 0: who was abandoned had no agent, and so no profile.',
    numerator: 'contacts_abandoned',
    denominator: 'contacts_queued',
    ...notByAgent,
  },
  'sum_contacts_abandoned_in:X': {
    ...count,
    label: 'Abandoned within X s',
    connect: 'SUM_CONTACTS_ABANDONED_IN_X',
    doc: 'Contacts abandoned after less than X s in the queue.',
    parameter: threshold_s,
    of: rowsWhere(below('abandon_time_s', 'X')),
  },
  'sum_contacts_answered_in:X': {
    ...count,
    label: 'Answered within X s',
    connect: 'SUM_CONTACTS_ANSWERED_IN_X',
    doc: 'Contacts connected to an agent after less than X s in the queue.',
    parameter: threshold_s,
    of: rowsWhere(below('queue_answer_time_s', 'X')),
  },
  'contacts_removed_from_queue_in:X': {
    ...count,
    label: 'Left the queue within X s',
    connect: 'CONTACTS_REMOVED_FROM_QUEUE_IN_X',
    doc: 'Contacts that left the queue after less than X s: answered, abandoned, called back or moved on.',
    parameter: threshold_s,
    of: rowsWhere(below('queue_duration_s', 'X')),
  },
  'service_level:X': {
    kind: 'ratio',
    unit: 'percent',
    label: 'Service level X s',
    connect: 'SERVICE_LEVEL',
    doc: 'Of the contacts queued, those that left the queue, for whatever reason, in less than X s.',
    readings:
      "The default is the definition of Connect's metric: who gives up within X s counts as served. service_level_answered:X is what the reference queries of AWS' own data lake compute: only answers count. A threshold is strictly above: queue times are whole seconds, so that at most 20 s (LTE) is service_level:21. By routing profile only those who reached an agent are counted, for nobody else has one.",
    parameter: threshold_s,
    numerator: 'contacts_removed_from_queue_in:X',
    denominator: 'contacts_queued',
    ...notByAgent,
  },
  'service_level_answered:X': {
    kind: 'ratio',
    unit: 'percent',
    label: 'Service level X s, answered',
    connect: null,
    doc: 'Of the contacts queued, those connected to an agent in less than X s: the reading of the AWS data lake.',
    readings: 'See service_level:X, which is the default.',
    parameter: threshold_s,
    numerator: 'sum_contacts_answered_in:X',
    denominator: 'contacts_queued',
    ...notByAgent,
  },
  'contacts_queued_without_short_abandons:X': {
    ...count,
    label: 'Contacts queued, without abandons within X s',
    connect: null,
    doc: 'Contacts queued, but for those abandoned in less than X s.',
    parameter: threshold_s,
    of: rowsWhere(all(is('is_queued'), notBelow('abandon_time_s', 'X'))),
  },
  'contacts_abandoned_without_short_abandons:X': {
    ...count,
    label: 'Contacts abandoned after X s',
    connect: null,
    doc: 'Contacts abandoned, but for those abandoned in less than X s.',
    parameter: threshold_s,
    of: rowsWhere(all(is('is_abandoned'), notBelow('abandon_time_s', 'X'))),
  },
  'service_level_without_short_abandons:X': {
    kind: 'ratio',
    unit: 'percent',
    label: 'Service level X s, without short abandons',
    connect: null,
    doc: 'Of the contacts queued that were not abandoned within X s, those connected to an agent in less than X s: common in the industry.',
    readings: 'See service_level:X, which is the default.',
    parameter: threshold_s,
    numerator: 'sum_contacts_answered_in:X',
    denominator: 'contacts_queued_without_short_abandons:X',
    ...notByAgent,
  },
  'abandonment_rate_without_short_abandons:X': {
    kind: 'ratio',
    unit: 'percent',
    label: 'Abandonment rate, without those within X s',
    connect: null,
    doc: 'Of the contacts queued, those abandoned, both without those abandoned in less than X s: common in the industry, with 5 or 10 s.',
    readings: "Connect's abandonment_rate leaves nobody out.",
    parameter: threshold_s,
    numerator: 'contacts_abandoned_without_short_abandons:X',
    denominator: 'contacts_queued_without_short_abandons:X',
    ...notByAgent,
  },
  sum_queue_time: {
    ...seconds,
    label: 'Time in queue',
    connect: null,
    doc: 'Time in the queue of all contacts queued, whatever became of them.',
    of: sum('queue_duration_s'),
  },
  sum_queue_answer_time: {
    ...seconds,
    label: 'Time in queue until answered',
    connect: null,
    doc: 'Time in the queue, whispers included, of contacts connected to an agent.',
    of: sum('queue_answer_time_s'),
  },
  contacts_with_queue_answer_time: {
    ...count,
    label: 'Contacts answered from a queue',
    connect: null,
    doc: 'Contacts queued and connected to an agent whose time in the queue is known.',
    of: rowsWith('queue_answer_time_s'),
  },
  avg_queue_answer_time: {
    ...average,
    label: 'Average queue answer time',
    connect: 'AVG_QUEUE_ANSWER_TIME',
    doc: 'Average speed of answer: time in the queue, whispers included, by contact connected to an agent. Outbound calls have none.',
    numerator: 'sum_queue_answer_time',
    denominator: 'contacts_with_queue_answer_time',
  },
  sum_abandon_time: {
    ...seconds,
    label: 'Time in queue until abandoned',
    connect: null,
    doc: 'Time in the queue of contacts abandoned.',
    of: sum('abandon_time_s'),
  },
  contacts_with_abandon_time: {
    ...count,
    label: 'Contacts abandoned with a time',
    connect: null,
    doc: 'Contacts abandoned whose time in the queue is known.',
    of: rowsWith('abandon_time_s'),
  },
  avg_abandon_time: {
    ...average,
    label: 'Average queue abandon time',
    connect: 'AVG_ABANDON_TIME',
    doc: 'Time in the queue by contact abandoned.',
    numerator: 'sum_abandon_time',
    denominator: 'contacts_with_abandon_time',
    ...notByAgent,
  },
  max_queued_time: {
    kind: 'max',
    unit: 's',
    label: 'Longest time in queue',
    connect: 'MAX_QUEUED_TIME',
    doc: 'The longest time in the queue of any contact, abandoned ones included.',
    over: 'queue_duration_s',
  },
  'percentile_queue_time:X': {
    kind: 'percentile',
    unit: 's',
    label: 'Time in queue, percentile X',
    connect: null,
    doc: 'The time in the queue that X percent of the contacts queued do not exceed (nearest rank).',
    parameter: percent,
    over: 'queue_duration_s',
    percent: 'X',
  },
})
