import { contact } from '../../sql/views/contact.ts'
import { below, equals, is, isNot } from '../spec/condition.ts'
import { dataset } from '../spec/dataset.ts'
import { rows, rowsWhere, rowsWith, sum } from '../spec/measure.ts'

const count = { unit: 'count' } as const
const seconds = { unit: 's' } as const
const percent = { unit: 'percent' } as const

const notByAgent = { not_by: { agent_username: 'An abandoned contact has no agent.' } } as const

/** What is measured of contacts, each in the interval in which it was disconnected: Connect's metrics by its names. */
export const contacts = dataset(contact, {
  where: [isNot('is_test')],

  dimensions: {
    contact_date: { label: 'Day', none: 'No day' },
    queue_name: {
      ...{ label: 'Queue', none: 'No queue', coloured: true },
      // Every agent has a personal queue: one by one they say nothing, and they bury the others.
      merged: { rows: equals('queue_kind', 'AGENT'), as: 'Agent queues' },
    },
    agent_username: { label: 'Agent', none: 'No agent' },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
    disconnect_reason: { label: 'Disconnect reason', none: 'No reason' },
  },

  sums: {
    contacts_created: {
      ...count,
      label: 'Contacts',
      doc: 'CONTACTS_CREATED: contacts that ended, however they began.',
      of: rows(),
    },
    contacts_queued: {
      ...count,
      label: 'Contacts queued',
      doc: 'CONTACTS_QUEUED: contacts that entered a queue.',
      of: rowsWhere(is('is_queued')),
    },
    contacts_handled: {
      ...count,
      label: 'Contacts handled',
      doc: 'CONTACTS_HANDLED: contacts that were connected to an agent.',
      of: rowsWhere(is('is_handled')),
    },
    contacts_abandoned: {
      ...count,
      label: 'Contacts abandoned',
      doc: 'CONTACTS_ABANDONED: queued, not connected to an agent, not continued by another contact, not transferred.',
      of: rowsWhere(is('is_abandoned')),
    },
    'contacts_removed_from_queue_in:20': {
      ...count,
      label: 'Left the queue within 20 s',
      doc: 'CONTACTS_REMOVED_FROM_QUEUE_IN_X: left the queue in less than 20 s: answered, abandoned or moved on.',
      of: rowsWhere(below('queue_duration_s', 20)),
    },
    handle_time: {
      ...seconds,
      label: 'Handle time',
      doc: 'SUM_HANDLE_TIME: interaction, hold, after contact work and pause.',
      of: sum('handle_time_s'),
    },
    contacts_with_handle_time: {
      ...count,
      label: 'Contacts with handle time',
      doc: 'Contacts that have any part of the handle time.',
      of: rowsWith('handle_time_s'),
    },
    contact_duration: {
      ...seconds,
      label: 'Duration',
      doc: 'From initiation to disconnect.',
      of: sum('contact_duration_s'),
    },
    contacts_with_duration: {
      ...count,
      label: 'Contacts with a duration',
      doc: 'Contacts whose beginning and end are known.',
      of: rowsWith('contact_duration_s'),
    },
  },

  ratios: {
    abandonment_rate: {
      ...percent,
      label: 'Abandonment rate',
      doc: 'ABANDONMENT_RATE: of the contacts queued, those abandoned.',
      numerator: 'contacts_abandoned',
      denominator: 'contacts_queued',
      ...notByAgent,
    },
    'service_level:20': {
      ...percent,
      label: 'Service level 20 s',
      // Connect's reading: those abandoned within the threshold count as met.
      doc: 'SERVICE_LEVEL: of the contacts queued, those that left the queue, for whatever reason, in less than 20 s.',
      numerator: 'contacts_removed_from_queue_in:20',
      denominator: 'contacts_queued',
      ...notByAgent,
    },
    avg_handle_time: {
      ...seconds,
      label: 'Average handle time',
      doc: 'AVG_HANDLE_TIME: handle time by contact, over the contacts that have any.',
      numerator: 'handle_time',
      denominator: 'contacts_with_handle_time',
    },
    avg_contact_duration: {
      ...seconds,
      label: 'Average duration',
      doc: 'AVG_CONTACT_DURATION: from initiation to disconnect, by contact.',
      numerator: 'contact_duration',
      denominator: 'contacts_with_duration',
    },
  },
})
