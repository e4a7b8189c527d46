import { table } from '../table.ts'
import { string, timestamp } from '../type.ts'
import { agentAtWork } from './agent-time/agent.ts'
import { piece } from './agent-time/piece.ts'

/**
 * What agents were set to, by the clock, from the snapshots of agent events. A snapshot gives a status and since when
 * it has been, so events that were lost, doubled or disordered heal with the next one that arrives.
 */
export const agentStatusInterval = table({
  name: 'agent_status_interval',
  doc:
    'One row per agent and stretch of one status, cut at UTC midnight and where the routing profile or the hierarchy ' +
    'changes. A status lasts until the next one known begins; it is proven by each snapshot that shows it with the ' +
    'same start, across whatever was lost, as long as the agent is not silent for more than 20 hours. Time that ' +
    'nothing tells of has no row. A status from before a logout does not count after it, whatever heartbeats say.',
  key: ['agent_arn', 'start_timestamp'],
  partition: { dt: 'start_timestamp' },
  derived: { from: ['agent_event'], reach_days: { back: 1, forward: 1 } },
  columns: {
    ...agentAtWork,
    status_arn: { type: string, doc: 'ARN of the agent status.' },
    status_name: {
      type: string,
      doc: 'Name of the status: Available, Offline, your own, or Error (internal).',
    },
    status_type: {
      type: string,
      required: true,
      doc: 'ROUTABLE, CUSTOM or OFFLINE; told from the name in records up to 2019, which have no type.',
    },
    status_start_timestamp: {
      type: timestamp,
      doc: 'When the agent entered the status, on whatever day, as Connect says.',
    },
    ...piece,
    assumed: {
      type: string,
      doc:
        'What was assumed, words joined by commas; null when nothing. TYPE: the record has none. UNKNOWN_TYPE: a type ' +
        'no documentation knows, counted as online. NO_START: Connect gave none, the event counts. STARTED_EARLIER: the ' +
        'status says it began before the agent was last seen in another, the later counts. STARTED_LATER: it says it ' +
        'began after the event that tells of it, the event counts. EVENT_LOST: an event is missing at its end, which ' +
        'is where the next known status began.',
    },
  },
})
