import { repeats as subject } from '../../sql/metrics/repeats.ts'
import { repeatContact } from '../../sql/views/repeat_contact.ts'
import { dataset } from '../spec/dataset.ts'

/** Customers who come again, in the words of readers. */
export const repeats = dataset(subject, repeatContact, {
  name: 'repeats',
  day: 'local_date',
  dimensions: {
    local_date: { label: 'Day', none: 'No day' },
    queue_name: { label: 'Queue', none: 'No queue', coloured: true },
    agent_username: { label: 'Agent', none: 'No agent' },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
  },
})
