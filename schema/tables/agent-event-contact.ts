import { table } from '../table.ts'
import { string, timestamp } from '../type.ts'

/** What agent time on contacts is derived from: the state of each contact in each snapshot. */
export const agentEventContact = table({
  name: 'agent_event_contact',
  doc: 'One row per contact in a snapshot of an agent event, in step with agent_event.',
  key: ['event_id', 'snapshot', 'contact_id'],
  partition: { dt: 'event_timestamp' },
  explode: { table: 'agent_event', lists: { current_contacts: 'CURRENT', previous_contacts: 'PREVIOUS' } },
  columns: {
    event_id: {
      type: string,
      from: 'parent.event_id',
      required: true,
      doc: 'Event the snapshot belongs to.',
    },
    snapshot: { type: string, from: 'list', required: true, doc: 'CURRENT or PREVIOUS.' },
    contact_id: { type: string, from: 'element.contact_id', required: true, doc: 'Contact in the snapshot.' },
    event_timestamp: {
      type: timestamp,
      from: 'parent.event_timestamp',
      required: true,
      doc: 'When the event happened.',
    },
    agent_arn: { type: string, from: 'parent.agent_arn', doc: 'ARN of the agent.' },
    initial_contact_id: {
      type: string,
      from: 'element.initial_contact_id',
      doc: 'First contact of the chain; the contact itself when it is the first.',
    },
    channel: {
      type: string,
      from: 'element.channel',
      doc: 'VOICE, CHAT or TASK (documented as TASKS, too).',
    },
    initiation_method: { type: string, from: 'element.initiation_method', doc: 'How the contact began.' },
    state: {
      type: string,
      from: 'element.state',
      doc: 'INCOMING, PENDING, CONNECTING, CONNECTED, CONNECTED_ONHOLD, PAUSED, MISSED, REJECTED, ERROR or ENDED.',
    },
    state_start_timestamp: {
      type: timestamp,
      from: 'element.state_start_timestamp',
      doc: 'When the contact entered the state.',
    },
    connected_to_agent_timestamp: {
      type: timestamp,
      from: 'element.connected_to_agent_timestamp',
      doc: 'When the contact was connected to the agent.',
    },
    queue_timestamp: {
      type: timestamp,
      from: 'element.queue_timestamp',
      doc: 'When the contact entered the queue.',
    },
    queue_arn: { type: string, from: 'element.queue_arn', doc: 'ARN of the queue.' },
    queue_name: {
      type: string,
      from: 'element.queue_name',
      doc: 'Name of the queue; null for personal queues.',
    },
  },
})
