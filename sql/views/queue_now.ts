import { view } from '../view.ts'
import { contact } from './contact.ts'
import { localInterval } from './queue_depth.ts'

const its = contact.columns

/** Who waits now, as far as a lake knows of now. */
export const queueNow = view({
  name: 'queue_now',
  version: 1,
  doc: 'One row per queue and channel of which a queued contact ended on the newest UTC day, with who waited when the newest quarter of an hour began of which contact records have arrived. Rebuilt from records, which are written when a contact ends: who waits still, or talks still, is not among them. So these are the fewest that there can have been.',
  grain: ['queue_arn', 'channel'],
  uses: ['contact_record', 'contact', 'ledger', 'business_calendar'],
  columns: {
    dt: { type: 'varchar', doc: 'UTC date of the moment, as text.' },
    interval_start: { type: 'timestamp', doc: 'The moment: the beginning of 15 minutes, UTC.' },
    ...localInterval,
    instance_arn: its.instance_arn,
    queue_arn: its.queue_arn,
    queue_name: its.queue_name,
    queue_kind: its.queue_kind,
    channel: its.channel,
    contacts_waiting: {
      type: 'bigint',
      doc: 'Contacts that had been enqueued by that moment, and not yet dequeued.',
    },
    longest_wait_s: {
      type: 'bigint',
      doc: 'How long the one that had waited longest by that moment had waited, in seconds; null when none waited.',
    },
  },
})
