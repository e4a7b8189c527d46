import { view } from '../view.ts'
import { contact } from './contact.ts'
import { localDay } from './queue_daily.ts'

const { dt, ...its } = contact.columns

/** When contacts ended by the clocks of the business, and whether it was open. */
export const contactLocal = view({
  name: 'contact_local',
  version: 2,
  doc: 'One row per contact, with all that contact says of it, and the moment of its disconnect in the business time zone. Filter by dt, too, where all that is asked for lies in known days.',
  grain: ['contact_id'],
  uses: ['contact', 'business_calendar'],
  columns: {
    dt,
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
    ...its,
  },
})
