import { dataset } from '../../../dashboards/spec/dataset.ts'
import { equals } from '../../../sql/metrics/condition.ts'
import { contacts as subject } from '../../../sql/metrics/contacts.ts'
import { view } from '../../../sql/view.ts'
import { contact } from '../../../sql/views/contact.ts'

/** Contacts with the hour and the weekday of their end: what axes of declared values are shown by. */
export const clockedContact = view({
  name: 'clocked_contact',
  version: 1,
  doc: 'Contacts with the UTC hour and weekday of their disconnect.',
  grain: ['contact_id'],
  uses: ['contact'],
  generate: () =>
    `SELECT ${Object.keys(contact.columns).join(', ')}, hour(interval_start) AS hour, day_of_week(interval_start) AS weekday FROM contact`,
  columns: {
    ...contact.columns,
    hour: { type: 'bigint', doc: 'Hour, 0 to 23.' },
    weekday: { type: 'bigint', doc: 'Day of the week: Monday is 1.' },
  },
})

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** A data set with dimensions of every kind. */
export const clocked = dataset(subject, clockedContact, {
  name: 'clocked_contacts',
  day: 'contact_date',
  dimensions: {
    contact_date: { label: 'Day', none: 'No day' },
    interval_start: { label: 'Interval', none: 'No interval' },
    hour: {
      ...{ label: 'Hour', none: 'No hour' },
      values: Array.from({ length: 24 }, (_, i) => [i, `${String(i).padStart(2, '0')}:00`] as const),
    },
    weekday: {
      ...{ label: 'Weekday', none: 'No weekday' },
      values: weekdays.map((name, i) => [i + 1, name] as const),
    },
    queue_name: {
      ...{ label: 'Queue', none: 'No queue', coloured: true },
      merged: { rows: equals('queue_kind', 'AGENT'), as: 'Agent queues' },
    },
    agent_username: { label: 'Agent', none: 'No agent' },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
    disconnect_reason: { label: 'Disconnect reason', none: 'No reason' },
    initiation_method: {
      ...{ label: 'Began as', none: 'Unknown' },
      values: [
        ['INBOUND', 'Inbound call'],
        ['TRANSFER', 'Transfer'],
        ['CALLBACK', 'Callback'],
      ],
    },
  },
  numbers: {
    handle_time_s: { label: 'Handle time', unit: 's' },
    queue_duration_s: { label: 'Time in queue', unit: 's' },
  },
})
