import { table } from '../table.ts'
import { string, timestamp } from '../type.ts'
import { snapshot } from './agent-event/snapshot.ts'
import { provenance } from './provenance.ts'

/** Agent events, with the agent's state before and after. Order them by event_timestamp, not by arrival. */
export const agentEvent = table({
  name: 'agent_event',
  doc: 'One row per agent event, once, however often it was delivered.',
  key: ['event_id'],
  partition: { dt: 'event_timestamp' },
  columns: {
    event_id: {
      type: string,
      from: 'EventId',
      required: true,
      doc: 'Identifier of the event; a redelivered event has the same.',
      since: '2018',
    },
    event_timestamp: {
      type: timestamp,
      from: 'EventTimestamp',
      required: true,
      doc: 'When the event happened; up to 58 ms after the state it tells of.',
      since: '2018',
    },
    event_type: {
      type: string,
      from: 'EventType',
      doc: 'STATE_CHANGE, HEART_BEAT, LOGIN or LOGOUT.',
      since: '2018',
    },
    agent_arn: { type: string, from: 'AgentARN', doc: 'ARN of the agent.', since: '2018' },
    instance_arn: { type: string, from: 'InstanceARN', doc: 'ARN of the Connect instance.', since: '2018' },
    aws_account_id: {
      type: string,
      from: 'AWSAccountId',
      doc: 'Account that owns the instance.',
      since: '2018',
    },
    format_version: {
      type: string,
      from: 'Version',
      doc: 'Version of the event format: 2017-10-01 in every event seen.',
      since: '2018',
    },
    ...snapshot('current', 'CurrentAgentSnapshot'),
    ...snapshot('previous', 'PreviousAgentSnapshot'),
    ...provenance,
  },
})
