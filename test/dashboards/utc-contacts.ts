import { queue } from '../../dashboards/datasets/queue.ts'
import { dataset } from '../../dashboards/spec/dataset.ts'
import { contacts as subject } from '../../sql/metrics/contacts.ts'
import { contact } from '../../sql/views/contact.ts'

/** Contacts by UTC days: a data set over a view without a calendar, for tests that make its rows by hand. */
export const contacts = dataset(subject, contact, {
  name: 'contacts',
  day: 'contact_date',
  dimensions: {
    contact_date: { label: 'Day', none: 'No day' },
    queue_name: queue,
    agent_username: { label: 'Agent', none: 'No agent' },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
    disconnect_reason: { label: 'Disconnect reason', none: 'No reason' },
  },
  numbers: {
    handle_time_s: { label: 'Handle time', unit: 's' },
    queue_duration_s: { label: 'Time in queue', unit: 's' },
    contact_duration_s: { label: 'Duration', unit: 's' },
  },
})
