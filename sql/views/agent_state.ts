import { view } from '../view.ts'
import { localInterval } from './queue_depth.ts'

const count = (doc: string) => ({ type: 'bigint', doc }) as const
const text = (doc: string) => ({ type: 'varchar', doc }) as const

/** Agents by state over time: what Connect shows of this moment, for moments gone by. */
export const agentState = view({
  name: 'agent_state',
  version: 2,
  doc: 'One row per quarter of an hour, routing profile and agent status, with the agents that were in it at that moment, from agent events; Offline is left out. Add up over profiles and statuses, not over time.',
  grain: ['interval_start', 'routing_profile_arn', 'status_type', 'status_name'],
  uses: ['agent_moment'],
  columns: {
    dt: text('UTC date of the moment, as text. Filter by it to read only those days.'),
    interval_date: { type: 'date', doc: 'UTC date of the moment.' },
    interval_start: { type: 'timestamp', doc: 'The moment: the beginning of 15 minutes, UTC.' },
    ...localInterval,
    routing_profile_arn: text("ARN of the agents' routing profile at that time."),
    routing_profile_name: text('Name of the routing profile.'),
    status_type: text('ROUTABLE or CUSTOM.'),
    status_name: text('Name of the agent status: Available, your own, or Error (internal).'),
    agents: count(
      'Agents in that status. Over all rows AGENTS_ONLINE, of ROUTABLE AGENTS_STAFFED, of CUSTOM AGENTS_NON_PRODUCTIVE.',
    ),
    agents_available: count('AGENTS_AVAILABLE: of those in a ROUTABLE status, with no contact of any kind.'),
    agents_on_contact: count(
      'AGENTS_ON_CONTACT: with a contact connected, on hold, paused, in after contact work, or being dialled.',
    ),
    agents_ringing: count('With none of these, and contacts that ring and nothing else.'),
    agents_error: count('AGENTS_ERROR: with a contact that was missed or failed, and not cleared yet.'),
    contacts_handled: count('Contacts that those on contact have: chats at the same time count each.'),
    contacts_in_after_contact_work: count('AGENTS_AFTER_CONTACT_WORK, which counts contacts.'),
  },
})
