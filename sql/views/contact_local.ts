import { view } from '../view.ts'
import { contact } from './contact.ts'
import { localDay } from './queue_daily.ts'

const its = contact.columns

/** When contacts ended by the clocks of the business, and whether it was open. */
export const contactLocal = view({
  name: 'contact_local',
  version: 1,
  doc: 'One row per contact, with the moment of its disconnect in the business time zone. What else is known of it has contact, by contact_id.',
  grain: ['contact_id'],
  uses: ['contact', 'business_calendar'],
  columns: {
    dt: its.dt,
    ...localDay,
    local_hour: { type: 'bigint', doc: 'Hour of the disconnect, 0 to 23, as the clocks showed it.' },
    local_interval_start: {
      type: 'timestamp',
      doc: 'Beginning of the 15 minutes of the disconnect, as the clocks showed it. Comes twice when clocks go back.',
    },
    local_disconnect_timestamp: { type: 'timestamp', doc: 'Disconnect, as the clocks showed it.' },
    is_business_hours: {
      type: 'boolean',
      doc: 'Whether it ended within the business hours; always, where none are configured.',
    },
    time_zone: { type: 'varchar', doc: 'Business time zone: IANA name.' },
    contact_id: its.contact_id,
    first_contact_id: its.first_contact_id,
    channel: its.channel,
    initiation_method: its.initiation_method,
    disconnect_reason: its.disconnect_reason,
    queue_arn: its.queue_arn,
    queue_name: its.queue_name,
    queue_kind: its.queue_kind,
    agent_arn: its.agent_arn,
    agent_username: its.agent_username,
    routing_profile_name: its.routing_profile_name,
    is_test: its.is_test,
    is_monitor: its.is_monitor,
    is_incoming: its.is_incoming,
    is_queued: its.is_queued,
    is_handled: its.is_handled,
    is_abandoned: its.is_abandoned,
    is_callback: its.is_callback,
    is_transferred_out: its.is_transferred_out,
    contact_duration_s: its.contact_duration_s,
    queue_duration_s: its.queue_duration_s,
    handle_time_s: its.handle_time_s,
  },
})
