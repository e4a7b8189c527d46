import { queueDepth } from '../views/queue_depth.ts'
import { sum } from './additive.ts'
import { isNot } from './condition.ts'
import { contactGroupings, LONGEST_DAYS } from './contacts.ts'
import { subject } from './subject.ts'

const { queue, queue_arn, queue_kind, channel } = contactGroupings

const noAgent = 'who waits has no agent yet'

/** The contacts that waited at the moment of a row. */
export const waitingAt = [
  {
    from: 'contact',
    id: 'contact_id',
    same: { queue_arn: 'queue_arn', channel: 'channel' },
    lasting: { from: 'enqueue_timestamp', to: 'dequeue_timestamp', minutes: 0 },
    where: isNot('is_test'),
    partition_days: { back: 0, forward: LONGEST_DAYS },
  },
] as const

/** Who waited at a moment. */
export const queueMoments = subject(queueDepth, {
  name: 'queue_moments',
  doc: 'Contacts that waited when a quarter of an hour began, rebuilt from the records: what Connect shows of this moment, for moments gone by. No row: nobody waited in that quarter. Who still waits has no record yet.',
  where: [],
  attributed_to: { column: 'interval_start', doc: 'it was so', partition_days_later: 0 },
  at_moments: true,
  origin: { table: 'contact_record', through: waitingAt },
  groupings: { queue, queue_arn, queue_kind, channel },
  refused: { agent: noAgent, agent_arn: noAgent, routing_profile: noAgent },
  metrics: {
    contacts_in_queue: {
      kind: 'sum',
      unit: 'count',
      label: 'Contacts in queue',
      connect: 'CONTACTS_IN_QUEUE',
      doc: 'Contacts that had been enqueued by that moment, and not yet dequeued.',
      of: sum('contacts_waiting_at_start'),
    },
    oldest_contact_age: {
      kind: 'max',
      unit: 's',
      label: 'Oldest contact age',
      connect: 'OLDEST_CONTACT_AGE',
      doc: 'How long the contact that had waited longest by that moment had waited.',
      over: 'oldest_contact_age_s',
    },
  },
})
