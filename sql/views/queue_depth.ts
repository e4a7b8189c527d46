import { view } from '../view.ts'
import { queueParts } from './queue_daily.ts'

const count = (doc: string) => ({ type: 'bigint', doc }) as const

/** When an interval began by the clocks of the business. */
export const localInterval = {
  local_date: { type: 'date', doc: 'Day of it by the clocks of the business time zone.' },
  local_interval_start: {
    type: 'timestamp',
    doc: 'Beginning of it, as those clocks showed it. Comes twice when they go back.',
  },
} as const

/** Contacts in queue over time: what Connect shows of this moment, for moments gone by. */
export const queueDepth = view({
  name: 'queue_depth',
  version: 2,
  doc: 'One row per 15 minutes (UTC, by the clock), queue and channel in which anybody waited, rebuilt from the records. No row: nobody waited. Who still waits has no record yet, so the newest intervals grow; of a wait of more than 14 days the rest is not followed.',
  grain: ['interval_start', 'queue_arn', 'channel'],
  uses: ['contact', 'business_calendar'],
  columns: {
    dt: {
      type: 'varchar',
      doc: 'UTC date of the interval, as text. Filter by it, or by interval_date, to read little.',
    },
    interval_date: { type: 'date', doc: 'UTC date of the interval.' },
    interval_start: { type: 'timestamp', doc: 'Beginning of the 15 minutes, UTC.' },
    ...localInterval,
    instance_arn: { type: 'varchar', doc: 'ARN of the Connect instance.' },
    queue_arn: { type: 'varchar', doc: 'ARN of the queue.' },
    queue_name: queueParts.queue_name,
    queue_kind: { type: 'varchar', doc: 'STANDARD or AGENT (personal queue).' },
    channel: queueParts.channel,
    contacts_waiting_at_start: count(
      'CONTACTS_IN_QUEUE at the beginning of the interval: enqueued by then, and not yet dequeued. Add up over queues, not over time.',
    ),
    oldest_contact_age_s: count(
      'OLDEST_CONTACT_AGE at the beginning of the interval: how long the contact that had waited longest had waited, in seconds; null when none waited. Not additive.',
    ),
    max_contacts_waiting: count(
      'Most contacts that waited at the same time within the interval. Not additive.',
    ),
    contacts_enqueued: count('CONTACTS_QUEUED_BY_ENQUEUE: contacts that entered the queue.'),
    contacts_dequeued: count('Contacts that left the queue, for whatever reason.'),
    waiting_time_ms: count(
      'Time that contacts waited within the interval, added up, in milliseconds: by 900,000 the average number that waited.',
    ),
    longest_wait_ms: count(
      'Longest time that anyone had waited by the end of the interval or of the wait, in milliseconds. Not additive.',
    ),
  },
})
