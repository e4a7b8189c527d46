import { contact } from '../../views/contact.ts'
import { rowsWhere, rowsWith, sum } from '../additive.ts'
import { is } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count' } as const

/** Contacts handed on, and customers called back. */
export const transfers = metricsOf(contact)({
  contacts_transferred_in: {
    ...count,
    label: 'Contacts transferred in',
    connect: 'CONTACTS_TRANSFERRED_IN',
    doc: 'Contacts begun by TRANSFER (an agent) or QUEUE_TRANSFER (a flow).',
    of: rowsWhere(is('is_transferred_in')),
  },
  contacts_transferred_in_by_agent: {
    ...count,
    label: 'Contacts transferred in by agents',
    connect: 'CONTACTS_TRANSFERRED_IN_BY_AGENT',
    doc: 'Contacts begun by TRANSFER.',
    of: rowsWhere(is('is_transferred_in_by_agent')),
  },
  contacts_transferred_in_from_queue: {
    ...count,
    label: 'Contacts transferred in from queues',
    connect: 'CONTACTS_TRANSFERRED_IN_FROM_QUEUE',
    doc: 'Contacts begun by QUEUE_TRANSFER.',
    of: rowsWhere(is('is_transferred_in_from_queue')),
  },
  contacts_transferred_out: {
    ...count,
    label: 'Contacts transferred out',
    connect: 'CONTACTS_TRANSFERRED_OUT',
    doc: 'Contacts whose transfer was completed. Only cold ones are told: a warm transfer shows as a contact that continues this one.',
    of: rowsWhere(is('is_transferred_out')),
  },
  contacts_transferred_out_by_agent: {
    ...count,
    label: 'Contacts transferred out by agents',
    connect: 'CONTACTS_TRANSFERRED_OUT_BY_AGENT',
    doc: 'Contacts handled whose transfer was completed.',
    of: rowsWhere(is('is_transferred_out_by_agent')),
  },
  contacts_transferred_out_from_queue: {
    ...count,
    label: 'Contacts transferred out of queues',
    connect: 'CONTACTS_TRANSFERRED_OUT_FROM_QUEUE',
    doc: 'Contacts that a flow moved on while they waited: transferred, queued, not handled.',
    readings:
      'Connect asks for the state before the disconnect, which is not in the record; without an agent there is no other transfer than that out of the queue.',
    of: rowsWhere(is('is_transferred_out_from_queue')),
  },
  contacts_transferred_out_internal: {
    ...count,
    label: 'Contacts transferred out internally',
    connect: 'CONTACTS_TRANSFERRED_OUT_INTERNAL',
    doc: 'Contacts transferred to a queue, an agent or a flow of the contact centre.',
    of: rowsWhere(is('is_transferred_out_internal')),
  },
  contacts_transferred_out_external: {
    ...count,
    label: 'Contacts transferred out externally',
    connect: 'CONTACTS_TRANSFERRED_OUT_EXTERNAL',
    doc: 'Contacts transferred to an address outside the contact centre.',
    of: rowsWhere(is('is_transferred_out_external')),
  },
  transferred_out_rate: {
    kind: 'ratio',
    unit: 'percent',
    label: 'Transfer rate',
    connect: null,
    doc: 'Of the contacts handled, those that the agent transferred (cold).',
    numerator: 'contacts_transferred_out_by_agent',
    denominator: 'contacts_handled',
  },
  callback_contacts: {
    ...count,
    label: 'Callback contacts',
    connect: null,
    doc: 'Callback legs: each attempt is a contact of its own.',
    of: rowsWhere(is('is_callback')),
  },
  sum_retry_callback_attempts: {
    ...count,
    label: 'Callback attempts',
    connect: 'SUM_RETRY_CALLBACK_ATTEMPTS',
    doc: 'Callbacks that reached nobody and are tried again: callback legs, not handled, continued by another contact.',
    readings:
      'The default is what the metric is said to mean. The algorithm as published leaves out just the CALLBACK legs: sum_retry_callback_attempts_literal.',
    of: rowsWhere(is('is_callback_attempt')),
  },
  sum_retry_callback_attempts_literal: {
    ...count,
    label: 'Callback attempts, as published',
    connect: null,
    doc: 'The published algorithm to the letter: no CALLBACK leg, not handled, continued by another contact, not moved on from a queue.',
    readings: 'See sum_retry_callback_attempts, which is the default.',
    of: rowsWhere(is('is_callback_attempt_literal')),
  },
  sum_wait_time_after_customer_connection: {
    kind: 'sum',
    unit: 's',
    label: 'Wait after customer connection',
    connect: null,
    doc: 'Customer-first callbacks answered by a person: from the end of the greeting to the agent, or to the end.',
    of: sum('wait_after_customer_connection_s'),
  },
  contacts_with_wait_after_customer_connection: {
    ...count,
    label: 'Customer-first callbacks answered',
    connect: null,
    doc: 'Customer-first callbacks answered by a person.',
    of: rowsWith('wait_after_customer_connection_s'),
  },
  avg_wait_time_after_customer_connection: {
    kind: 'ratio',
    unit: 's',
    label: 'Average wait after customer connection',
    connect: 'AVG_WAIT_TIME_AFTER_CUSTOMER_CONNECTION',
    doc: 'That wait, by customer-first callback answered by a person.',
    numerator: 'sum_wait_time_after_customer_connection',
    denominator: 'contacts_with_wait_after_customer_connection',
  },
})
