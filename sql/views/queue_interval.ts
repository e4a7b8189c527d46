import { view } from '../view.ts'

const count = (doc: string) => ({ type: 'bigint', doc }) as const

const thresholds = [15, 20, 25, 30, 45, 60, 90, 120, 180, 240, 300, 600] as const

/** `<prefix>_<threshold>s` for Connect's preset service level thresholds. */
const within = <const P extends string>(prefix: P, doc: string) =>
  Object.fromEntries(
    thresholds.map(threshold => [`${prefix}_${threshold}s`, count(`${doc} in less than ${threshold} s.`)]),
  ) as { readonly [T in (typeof thresholds)[number] as `${P}_${T}s`]: ReturnType<typeof count> }

/** Additive parts of the queue metrics: sum them over any intervals first, divide afterwards. */
export const queueInterval = view({
  name: 'queue_interval',
  version: 1,
  doc: 'One row per 15 minutes (UTC, by disconnect), queue and channel, with additive counts and times.',
  grain: ['interval_start', 'queue_arn', 'channel'],
  uses: ['contact'],
  columns: {
    dt: { type: 'varchar', doc: 'Partition: UTC date of the interval, as text.' },
    contact_date: { type: 'date', doc: 'UTC date of the interval.' },
    interval_start: { type: 'timestamp', doc: 'Beginning of the 15 minutes, UTC.' },
    queue_arn: { type: 'varchar', doc: 'ARN of the queue; null for contacts that were in none.' },
    queue_name: { type: 'varchar', doc: 'Name of the queue.' },
    queue_kind: { type: 'varchar', doc: 'STANDARD, AGENT (personal queue) or NONE.' },
    channel: { type: 'varchar', doc: 'VOICE, CHAT, TASK or EMAIL.' },
    contacts: count('CONTACTS_CREATED: contacts that ended.'),
    contacts_queued: count('CONTACTS_QUEUED.'),
    contacts_handled: count('CONTACTS_HANDLED.'),
    contacts_abandoned: count('CONTACTS_ABANDONED.'),
    contacts_transferred_out: count('CONTACTS_TRANSFERRED_OUT.'),
    callback_contacts: count('Callback legs.'),
    ...within('contacts_answered_in', 'SUM_CONTACTS_ANSWERED_IN_X: queued, handled, and left the queue'),
    ...within('contacts_abandoned_in', 'SUM_CONTACTS_ABANDONED_IN_X: abandoned, and left the queue'),
    ...within(
      'contacts_removed_from_queue_in',
      'CONTACTS_REMOVED_FROM_QUEUE_IN_X: left the queue, for whatever reason,',
    ),
    queue_answer_time_s: count('Sum of QUEUE_ANSWER_TIME, in seconds.'),
    queue_answer_time_contacts: count('Contacts in that sum.'),
    abandon_time_s: count('Sum of ABANDON_TIME, in seconds.'),
    abandon_time_contacts: count('Contacts in that sum.'),
    max_queue_duration_s: {
      type: 'bigint',
      doc: 'MAX_QUEUED_TIME: longest time in the queue, in seconds. Not additive.',
    },
    interaction_time_s: count('Sum of INTERACTION_TIME, in seconds.'),
    hold_time_s: count('Sum of HOLD_TIME, in seconds.'),
    after_contact_work_time_s: count('Sum of AFTER_CONTACT_WORK_TIME, in seconds.'),
    handle_time_s: count('Sum of HANDLE_TIME, in seconds.'),
    handle_time_contacts: count('Contacts in that sum: those with any part of it.'),
  },
})
