import { agentEvent } from '../../schema/tables/agent-event.ts'
import type { Source } from './source.ts'

/** The agent event stream, through Kinesis Data Streams. */
export const agentEventSource: Source = {
  table: agentEvent,
  recognises: record =>
    'EventTimestamp' in record ||
    'CurrentAgentSnapshot' in record ||
    ('EventId' in record && 'AgentARN' in record),
  marks: ['AgentARN', 'CurrentAgentSnapshot', 'EventType'],
}
