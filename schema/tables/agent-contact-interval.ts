import { table } from '../table.ts'
import { string, timestamp } from '../type.ts'
import { agentAtWork } from './agent-time/agent.ts'
import { piece } from './agent-time/piece.ts'

/** What agents had on their screens, by the clock. Rows of one agent overlap: two chats at once are two rows. */
export const agentContactInterval = table({
  name: 'agent_contact_interval',
  doc:
    'One row per agent, contact and stretch of one contact state, cut at UTC midnight and where the routing profile ' +
    'or the hierarchy changes; from the snapshots of agent events, and healed by them as agent_status_interval is. ' +
    'A contact is with the agent until the first event whose snapshot does not list it: so the row of ENDED is the ' +
    'after contact work.',
  key: ['agent_arn', 'contact_id', 'start_timestamp'],
  partition: { dt: 'start_timestamp' },
  derived: { from: ['agent_event'], reach_days: { back: 1, forward: 1 } },
  columns: {
    ...agentAtWork,
    contact_id: { type: string, required: true, doc: 'The contact.' },
    initial_contact_id: {
      type: string,
      doc: 'First contact of the chain; the contact itself when it is the first.',
    },
    channel: { type: string, doc: 'VOICE, CHAT or TASK (TASKS, as it is documented, too, is TASK here).' },
    initiation_method: { type: string, doc: 'How the contact began.' },
    queue_arn: { type: string, doc: 'ARN of the queue; null for contacts without one.' },
    queue_name: { type: string, doc: 'Name of the queue; null for personal queues.' },
    state: {
      type: string,
      doc: 'INCOMING, PENDING, CONNECTING, CONNECTED, CONNECTED_ONHOLD, PAUSED, MISSED, REJECTED, ERROR or ENDED.',
    },
    previous_state: {
      type: string,
      doc:
        'State of the contact before, with this agent; null where it came to the agent, and in what goes on after ' +
        'midnight. The same state where something else changed, such as the routing profile.',
    },
    state_start_timestamp: {
      type: timestamp,
      doc: 'When the contact entered the state, on whatever day, as Connect says.',
    },
    connected_to_agent_timestamp: { type: timestamp, doc: 'When the contact was connected to the agent.' },
    ...piece,
    assumed: {
      type: string,
      doc:
        'What was assumed, words joined by commas; null when nothing. UNKNOWN_STATE: a state no documentation knows; ' +
        'it counts for no time but its own. NO_START, STARTED_EARLIER, STARTED_LATER: as in agent_status_interval. ' +
        'EVENT_LOST: an event is missing at its end, which is the next event of the agent. TWO_AGENTS: another agent ' +
        'was connected to the same contact at the same time; both count.',
    },
  },
})
