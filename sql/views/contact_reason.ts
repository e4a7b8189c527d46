import { view } from '../view.ts'
import { contact } from './contact.ts'
import { localDay, queueParts } from './queue_daily.ts'

/** Why customers call, as attributes say it. */
export const contactReason = view({
  name: 'contact_reason',
  version: 2,
  doc: "One row per day of the business time zone (by disconnect), attribute and its value, queue and channel, with additive counts and times. Which attribute holds the reason is the contact centre's own affair: filter by one attribute_name, for a contact counts under each that it has; and by dt or contact_date, which is what leaves out partitions here.",
  grain: ['dt', 'local_date', 'attribute_name', 'attribute_value', 'queue_arn', 'channel'],
  uses: ['attributed_contact', 'business_calendar'],
  columns: {
    dt: contact.columns.dt,
    contact_date: contact.columns.contact_date,
    ...localDay,
    attribute_name: { type: 'varchar', doc: 'Name of the contact attribute; case-sensitive.' },
    attribute_value: { type: 'varchar', doc: 'Its value.', pii: true },
    queue_arn: queueParts.queue_arn,
    queue_name: queueParts.queue_name,
    channel: queueParts.channel,
    contacts: { type: 'bigint', doc: 'Contacts that ended with that value.' },
    contacts_queued: queueParts.contacts_queued,
    contacts_handled: queueParts.contacts_handled,
    contacts_abandoned: queueParts.contacts_abandoned,
    contacts_transferred_out: queueParts.contacts_transferred_out,
    queue_answer_time_s: queueParts.queue_answer_time_s,
    queue_answer_time_contacts: queueParts.queue_answer_time_contacts,
    interaction_time_s: queueParts.interaction_time_s,
    hold_time_s: queueParts.hold_time_s,
    after_contact_work_time_s: queueParts.after_contact_work_time_s,
    handle_time_s: queueParts.handle_time_s,
    handle_time_contacts: queueParts.handle_time_contacts,
  },
})
