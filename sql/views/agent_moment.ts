import { view } from '../view.ts'
import { agentColumns, agentInstance } from './agent_interval.ts'
import { localInterval } from './queue_depth.ts'

const count = (doc: string) => ({ type: 'bigint', doc }) as const
const text = (doc: string) => ({ type: 'varchar', doc }) as const
const flag = (doc: string) => ({ type: 'boolean', doc }) as const

/** Each agent over time: what Connect shows of this moment, for moments gone by. */
export const agentMoment = view({
  name: 'agent_moment',
  version: 1,
  doc: 'One row per agent and beginning of a quarter of an hour at which the agent was not Offline, with what the agent was doing at that moment, from agent events. Count over agents, not over time.',
  grain: ['interval_start', 'agent_arn'],
  uses: ['agent_status_interval', 'agent_contact_interval', 'business_calendar'],
  columns: {
    dt: text('UTC date of the moment, as text. Filter by it to read only those days.'),
    interval_date: { type: 'date', doc: 'UTC date of the moment.' },
    interval_start: { type: 'timestamp', doc: 'The moment: the beginning of 15 minutes, UTC.' },
    ...localInterval,
    ...agentInstance,
    ...agentColumns,
    status_type: text('ROUTABLE or CUSTOM.'),
    status_name: text('Name of the agent status: Available, your own, or Error (internal).'),
    is_staffed: flag('AGENTS_STAFFED counts it: not in a CUSTOM status.'),
    is_non_productive: flag('AGENTS_NON_PRODUCTIVE counts it: in a CUSTOM status.'),
    is_available: flag('AGENTS_AVAILABLE counts it: in a ROUTABLE status, with no contact of any kind.'),
    is_on_contact: flag(
      'AGENTS_ON_CONTACT counts it: with a contact connected, on hold, paused, in after contact work, or being dialled.',
    ),
    is_ringing: flag('With none of these, and contacts that ring and nothing else.'),
    is_error: flag('AGENTS_ERROR counts it: with a contact that was missed or failed, and not cleared yet.'),
    contacts_handled: count('Contacts that make the agent be on contact: chats at the same time count each.'),
    contacts_in_after_contact_work: count('Of those: in after contact work.'),
  },
})
