import { view } from '../view.ts'

const count = (doc: string) => ({ type: 'bigint', doc }) as const

/** What an agent's contacts of a day add up to, from contact records. Time by the clock is in agent events. */
export const agentContactDaily = view({
  name: 'agent_contact_daily',
  version: 1,
  doc: 'One row per UTC day (by disconnect), agent, queue and channel, with additive counts and times of contacts handled.',
  grain: ['dt', 'agent_arn', 'queue_arn', 'channel'],
  uses: ['contact'],
  columns: {
    dt: { type: 'varchar', doc: 'Partition: UTC date, as text.' },
    contact_date: { type: 'date', doc: 'UTC date of the disconnect.' },
    agent_arn: { type: 'varchar', doc: 'ARN of the agent.' },
    agent_username: { type: 'varchar', doc: 'User name of the agent.', pii: true },
    routing_profile_name: { type: 'varchar', doc: "The agent's routing profile." },
    queue_arn: {
      type: 'varchar',
      doc: 'ARN of the queue; null for contacts without one, such as outbound calls.',
    },
    queue_name: { type: 'varchar', doc: 'Name of the queue.' },
    channel: { type: 'varchar', doc: 'VOICE, CHAT, TASK or EMAIL.' },
    contacts_handled: count('CONTACTS_HANDLED.'),
    contacts_handled_incoming: count('CONTACTS_HANDLED_INCOMING.'),
    contacts_handled_outbound: count('CONTACTS_HANDLED_OUTBOUND.'),
    contacts_transferred_out_by_agent: count('CONTACTS_TRANSFERRED_OUT_BY_AGENT.'),
    contacts_agent_hung_up_first: count('CONTACTS_AGENT_HUNG_UP_FIRST.'),
    contacts_put_on_hold: count('CONTACTS_PUT_ON_HOLD.'),
    holds: count('How many times contacts were put on hold.'),
    interaction_time_s: count('Sum of INTERACTION_TIME, in seconds.'),
    hold_time_s: count('Sum of HOLD_TIME, in seconds.'),
    after_contact_work_time_s: count('Sum of AFTER_CONTACT_WORK_TIME, in seconds.'),
    handle_time_s: count('Sum of HANDLE_TIME, in seconds.'),
    handle_time_contacts: count('Contacts in that sum.'),
  },
})
