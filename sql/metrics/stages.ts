import { contactStage } from '../views/contact_stage.ts'
import { rows } from './additive.ts'
import { isNot } from './condition.ts'
import { subject } from './subject.ts'

/** How far customers come. */
export const stages = subject(contactStage, {
  name: 'stages',
  doc: 'First legs that reached Connect, once for each stage that they reached: split by stage, for a sum over several says nothing.',
  where: [{ condition: isNot('is_test'), doc: 'Simulated contacts (validation tests) are not counted.' }],
  attributed_to: {
    column: 'disconnect_timestamp',
    doc: 'the contact was disconnected',
    partition_days_later: 0,
  },
  origin: { table: 'contact_record', through: 'contact_id' },
  attributes_of: { contact: 'contact_id', partition_days_later: 0 },
  groupings: {
    stage: {
      column: 'stage',
      doc: 'ENTERED, QUEUED, ANSWERED from the queue, SETTLED by the agent who answered.',
    },
    queue: { column: 'queue_name', doc: 'Name of the queue.' },
    queue_arn: { column: 'queue_arn', doc: 'ARN of the queue.' },
    queue_kind: { column: 'queue_kind', doc: 'STANDARD, AGENT (personal) or NONE.' },
    agent: { column: 'agent_username', doc: 'User name of the agent who was connected.' },
    channel: { column: 'channel', doc: 'VOICE or CHAT.' },
    initiation_method: { column: 'initiation_method', doc: 'How the contact began.' },
  },
  metrics: {
    contacts_at_stage: {
      kind: 'sum',
      unit: 'count',
      connect: null,
      label: 'Contacts',
      doc: 'First legs that reached the stage.',
      of: rows(),
    },
  },
})
