import { table } from '../table.ts'
import { bigint, string, timestamp } from '../type.ts'

/** From login to logout. Being logged in is no status: agents log in while Offline, and may leave without logging out. */
export const agentSession = table({
  name: 'agent_session',
  doc:
    'One row per agent and login, with the logout that ended it, in the partition of its start. Heartbeats after a ' +
    'logout begin no session, and heartbeats while Offline prolong none. A session is followed for 24 hours.',
  key: ['agent_arn', 'start_timestamp'],
  partition: { dt: 'start_timestamp' },
  derived: { from: ['agent_event'], reach_days: { back: 1, forward: 2 }, days_of: 'agent_event' },
  columns: {
    agent_arn: { type: string, required: true, doc: 'ARN of the agent.' },
    agent_username: {
      type: string,
      pii: 'name',
      doc: 'User name of the agent, from the events of the session: login and logout do not tell it.',
    },
    start_timestamp: { type: timestamp, required: true, doc: 'When the session began.' },
    end_timestamp: { type: timestamp, required: true, doc: 'When it ended, or until when it is known.' },
    duration_ms: { type: bigint, unit: 'ms', required: true, doc: 'Time from the beginning to the end.' },
    started_by: {
      type: string,
      required: true,
      doc: 'LOGIN, or STATUS: there was no login, but the agent was seen in a status other than Offline.',
    },
    ended_by: {
      type: string,
      required: true,
      doc:
        'LOGOUT. LOGIN: another login came first; it ends 240 s after the last event before that, or at it. CAPPED: ' +
        'nothing tells the end; 240 s after the last event. OPEN: the same, and nothing was heard of any agent since. ' +
        'CUT: it goes on for more than 24 hours, and is given that long.',
    },
  },
})
