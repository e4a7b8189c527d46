import { contacts as subject } from '../../sql/metrics/contacts.ts'
import { contactLocal } from '../../sql/views/contact_local.ts'
import { dataset } from '../spec/dataset.ts'
import { clocks } from './clocks.ts'
import { disconnectReasons } from './codes.ts'
import { queue } from './queue.ts'

/** Contacts in the interval in which they were disconnected, by the clocks of the business, in the words of readers. */
export const contacts = dataset(subject, contactLocal, {
  name: 'contacts',
  day: 'local_date',
  dimensions: {
    ...clocks,
    local_interval_start: { label: 'Interval', none: 'No interval' },
    queue_name: queue,
    agent_username: { label: 'Agent', none: 'No agent' },
    routing_profile_name: { label: 'Routing profile', none: 'No routing profile' },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
    initiation_method: { label: 'Began by', none: 'Unknown' },
    disconnect_reason: { label: 'Disconnect reason', none: 'No reason', codes: disconnectReasons },
  },
  numbers: {
    handle_time_s: { label: 'Handle time', unit: 's' },
    queue_duration_s: { label: 'Time in queue', unit: 's' },
    contact_duration_s: { label: 'Duration', unit: 's' },
  },
})
