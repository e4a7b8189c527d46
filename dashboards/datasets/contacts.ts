import { equals } from '../../sql/metrics/condition.ts'
import { contacts as subject } from '../../sql/metrics/contacts.ts'
import { dataset } from '../spec/dataset.ts'

/** Contacts in the interval in which they were disconnected, in the words of readers. */
export const contacts = dataset(subject, {
  contact_date: { label: 'Day', none: 'No day' },
  queue_name: {
    ...{ label: 'Queue', none: 'No queue', coloured: true },
    // Every agent has a personal queue: one by one they say nothing, and they bury the others.
    merged: { rows: equals('queue_kind', 'AGENT'), as: 'Agent queues' },
  },
  agent_username: { label: 'Agent', none: 'No agent' },
  channel: { label: 'Channel', none: 'No channel', coloured: true },
  disconnect_reason: { label: 'Disconnect reason', none: 'No reason' },
})
