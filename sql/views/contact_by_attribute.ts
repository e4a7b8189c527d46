import { attributedContact } from '../../schema/tables/attributed-contact.ts'
import { view } from '../view.ts'
import { contact } from './contact.ts'
import { localDay } from './queue_daily.ts'

const { columns } = attributedContact
const its = contact.columns
const seconds = (name: keyof typeof columns) =>
  ({ type: 'bigint', doc: `${columns[name].doc} In seconds.` }) as const

/** Why customers come, as attributes say it, contact by contact. */
export const contactByAttribute = view({
  name: 'contact_by_attribute',
  version: 1,
  doc: "One row per contact and contact attribute. Which attribute holds the reason is the contact centre's own affair: filter by attribute_name, or group by attribute, for a contact counts under each that it has.",
  grain: ['attribute_name', 'contact_id'],
  uses: ['attributed_contact', 'business_calendar'],
  columns: {
    dt: its.dt,
    ...localDay,
    contact_id: its.contact_id,
    disconnect_timestamp: its.disconnect_timestamp,
    attribute_name: { type: 'varchar', doc: 'Name of the contact attribute; case-sensitive.' },
    attribute_value: { type: 'varchar', doc: 'Its value.', pii: true },
    attribute: { type: 'varchar', doc: 'Name and value in one, such as "reason: invoice".', pii: true },
    channel: its.channel,
    instance_arn: its.instance_arn,
    queue_arn: its.queue_arn,
    queue_name: its.queue_name,
    queue_kind: its.queue_kind,
    is_test: its.is_test,
    is_queued: its.is_queued,
    is_handled: its.is_handled,
    is_abandoned: its.is_abandoned,
    is_transferred_out: its.is_transferred_out,
    queue_answer_time_s: seconds('queue_answer_time_s'),
    interaction_time_s: seconds('interaction_time_s'),
    hold_time_s: seconds('hold_time_s'),
    after_contact_work_time_s: seconds('after_contact_work_time_s'),
    handle_time_s: seconds('handle_time_s'),
  },
})
