import { view } from '../view.ts'

/** How late records come. */
export const recordArrival = view({
  name: 'record_arrival',
  version: 1,
  doc: 'One row per contact record and agent event, with the moment it is about and the moment its newest version arrived.',
  grain: ['table_name', 'record_id'],
  uses: ['contact_record', 'agent_event', 'ledger', 'business_calendar'],
  columns: {
    dt: { type: 'varchar', doc: 'Partition: UTC date of the disconnect, or of the event, as text.' },
    local_date: { type: 'date', doc: 'Day of it by the clocks of the business time zone.' },
    local_weekday: { type: 'bigint', doc: 'Weekday of that day: 1 is Monday, 7 is Sunday.' },
    local_hour: { type: 'bigint', doc: 'Hour of that day, 0 to 23, as the clocks showed it.' },
    table_name: { type: 'varchar', doc: 'contact_record or agent_event.' },
    record_id: { type: 'varchar', doc: 'Identifier of the contact, or of the event.' },
    record_timestamp: { type: 'timestamp', doc: 'When the contact was disconnected, or the event happened.' },
    arrived_at: { type: 'timestamp', doc: 'When the object with its newest version arrived.' },
    arrival_delay_s: {
      type: 'bigint',
      doc: 'From the one to the other, in seconds. Connect sends a record again when something of it changes, so that its newest version can be late though the first was not.',
    },
  },
})
