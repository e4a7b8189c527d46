import { table } from '../table.ts'
import { bigint, string, timestamp } from '../type.ts'
import { agentAtWork } from './agent-time/agent.ts'

const time = (doc: string) => ({ type: bigint, unit: 'ms', required: true, doc }) as const
const count = (doc: string) => ({ type: bigint, required: true, doc }) as const

/** Agent time in quarters of an hour: what the metrics of agent activity are summed from. */
export const agentStatisticRecord = table({
  name: 'agent_statistic_record',
  doc:
    'One row per agent, routing profile and 15 minutes by the clock (UTC) in which the agent was online or had a ' +
    'contact. Time is split exactly where the quarter ends: all columns are additive. Available time is contact time, ' +
    'ring time and idle time, each moment in one of them, whatever the number of contacts.',
  key: ['agent_arn', 'routing_profile_arn', 'interval_start'],
  partition: { dt: 'interval_start' },
  derived: {
    from: ['agent_status_interval', 'agent_contact_interval'],
    reach_days: { back: 0, forward: 0 },
  },
  columns: {
    interval_start: { type: timestamp, required: true, doc: 'Beginning of the 15 minutes, UTC.' },
    ...agentAtWork,
    routing_profile_arn: {
      type: string,
      required: true,
      doc: "ARN of the agent's routing profile at that time; NONE where the event has none.",
    },
    online_time_ms: time('ONLINE_TIME: in a status that is not of type OFFLINE.'),
    available_time_ms: time('In a status of type ROUTABLE: contact, ring and idle time together.'),
    non_productive_time_ms: time(
      'NON_PRODUCTIVE_TIME: in a status of type CUSTOM, whatever contacts there were.',
    ),
    contact_time_ms: time(
      'CONTACT_TIME: available, with at least one contact connected, on hold, paused, in after contact work, or ' +
        'being dialled by the agent.',
    ),
    ring_time_ms: time('Available, none of that, and at least one contact rings.'),
    idle_time_ms: time(
      'Available, and neither a contact at hand nor one that rings; a contact may wait to be cleared that was missed, ' +
        'rejected or failed. Where ringing counts as idle, add ring_time_ms.',
    ),
    unanswered_time_ms: time(
      'The part of idle_time_ms in which a missed, rejected or failed contact waits to be cleared.',
    ),
    error_status_time_ms: time(
      'ERROR_STATUS_TIME: with a contact in state MISSED or ERROR, whatever the status and other contacts.',
    ),
    concurrent_handle_time_ms: time(
      'Sum over the contacts of contact_time_ms: two chats at once count twice. Over contact and idle time it is the ' +
        'average concurrency.',
    ),
    connected_time_ms: time('Sum over contacts of the time CONNECTED, in whatever status of the agent.'),
    hold_time_ms: time('Sum over contacts of the time CONNECTED_ONHOLD, in whatever status.'),
    pause_time_ms: time('Sum over contacts of the time PAUSED, in whatever status.'),
    after_contact_work_time_ms: time('Sum over contacts of the time ENDED, in whatever status.'),
    connecting_time_ms: time('Sum over contacts of the time CONNECTING, in whatever status.'),
    connecting_contacts: count('Contacts that began to connect in the interval.'),
    connecting_time_inbound_ms: time(
      'The part of connecting_time_ms of initiation methods INBOUND, TRANSFER and QUEUE_TRANSFER.',
    ),
    connecting_contacts_inbound: count('The part of connecting_contacts of these.'),
    connecting_time_outbound_ms: time('The part of connecting_time_ms of initiation method OUTBOUND.'),
    connecting_contacts_outbound: count('The part of connecting_contacts of these.'),
    connecting_time_callback_ms: time('The part of connecting_time_ms of initiation method CALLBACK.'),
    connecting_contacts_callback: count('The part of connecting_contacts of these.'),
    connecting_time_api_ms: time('The part of connecting_time_ms of initiation method API.'),
    connecting_contacts_api: count('The part of connecting_contacts of these.'),
    contacts_offered: count(
      'Routing attempts: contacts that began to ring, neither dialled by the agent nor a monitor leg.',
    ),
    contacts_accepted: count('Offers that the agent took, when that happened.'),
    contacts_missed: count('Offers that ended in state MISSED, when that happened.'),
    contacts_rejected: count('Offers that ended in state REJECTED, when that happened.'),
    agent_non_response: count(
      'AGENT_NON_RESPONSE: offers not taken, for whatever reason: missed, rejected, or the customer left while it rang.',
    ),
    agent_non_response_without_customer_abandons: count(
      'AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS: calls missed or rejected; other channels have none.',
    ),
  },
})
