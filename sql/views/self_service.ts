import { view } from '../view.ts'
import { contact } from './contact.ts'
import { localDay } from './queue_daily.ts'

const count = (doc: string) => ({ type: 'bigint', doc }) as const

/** How far flows and bots came without an agent. */
export const selfService = view({
  name: 'self_service',
  version: 1,
  doc: 'One row per day of the business time zone (by disconnect), channel, way the contact began and address dialled, with what became of first legs: inbound calls and new chats that reached Connect. Containment is not a metric of AWS: contacts_contained of contacts.',
  grain: ['local_date', 'channel', 'initiation_method', 'system_endpoint_address'],
  uses: ['contact', 'business_calendar'],
  columns: {
    ...localDay,
    channel: { type: 'varchar', doc: 'VOICE or CHAT.' },
    initiation_method: { type: 'varchar', doc: 'INBOUND or WEBRTC_API for calls, API for chats.' },
    system_endpoint_address: contact.columns.system_endpoint_address,
    contacts: count('First legs that reached Connect; the sum of the six that follow.'),
    contacts_queued: count('Put in a queue, whatever came of it.'),
    contacts_connected: count('Never queued, and connected to an agent all the same.'),
    contacts_transferred_out: count('None of that, and transferred out by the flow.'),
    contacts_continued: count(
      'None of that, and continued by another contact, such as a callback asked for in the flow.',
    ),
    contacts_left_in_flow: count('None of that, and the customer disconnected.'),
    contacts_contained: count('None of that: the flow came to its end.'),
    contacts_left_in_flow_in_10s: count(
      'Of those who left, with less than 10 s in the flow: hardly an attempt.',
    ),
    contact_flow_time_s: count('Sum of CONTACT_FLOW_TIME of all, in seconds.'),
    left_in_flow_time_s: count('Of that, of those who left.'),
    contained_flow_time_s: count('Of that, of those contained.'),
  },
})
