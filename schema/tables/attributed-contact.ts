import { table } from '../table.ts'
import { bigint, boolean, string, timestamp } from '../type.ts'

const flag = (doc: string) => ({ type: boolean, required: true, doc }) as const
const text = (doc: string) => ({ type: string, doc }) as const
const seconds = (doc: string) => ({ type: bigint, unit: 's', doc }) as const

/** Attributes beside the numbers of their contact: joining ten million of each takes minutes, reading this a second. */
export const attributedContact = table({
  name: 'attributed_contact',
  doc:
    'One row per contact and contact attribute, as in contact_attribute, with what the view contact says of the ' +
    'contact: for reasons by attribute. Ordered by attribute, so that a question about one reads little of the others.',
  key: ['attribute_name', 'contact_id'],
  partition: { dt: 'disconnect_timestamp' },
  derived: {
    from: ['contact_record', 'contact_attribute'],
    reach_days: { back: 0, forward: 0 },
    days_of: 'contact_attribute',
  },
  columns: {
    attribute_name: { type: string, required: true, doc: 'Name of the attribute; case-sensitive.' },
    contact_id: { type: string, required: true, doc: 'Contact the attribute belongs to.' },
    attribute_value: { type: string, pii: 'content', doc: 'Value of the attribute.' },
    attribute: {
      type: string,
      pii: 'content',
      doc: 'Name and value in one, such as "reason: invoice"; without a value null. Kept, because to put it together for every row takes as long as all else.',
    },
    disconnect_timestamp: { type: timestamp, required: true, doc: 'When the contact was disconnected.' },
    channel: text('Channel of the contact.'),
    instance_arn: text('ARN of the Connect instance.'),
    queue_arn: text('ARN of its queue.'),
    queue_name: text('Name of its queue; of an agent queue without one, the last part of its ARN.'),
    is_test: flag('Simulated by a test: no customer.'),
    is_queued: flag('Put into a queue.'),
    is_handled: flag('Connected to an agent.'),
    is_abandoned: flag('Left the queue without an agent, a callback or a transfer.'),
    is_transferred_out: flag('Transferred to somebody or something else.'),
    queue_answer_time_s: seconds('Time in queue of a contact that was queued and connected to an agent.'),
    interaction_time_s: seconds('Time with the agent, hold not in it, of a contact that was handled.'),
    hold_time_s: seconds('Time on hold, of a contact that was handled.'),
    after_contact_work_time_s: seconds('After contact work.'),
    handle_time_s: seconds('Interaction, hold, after contact work and pauses of the agent.'),
  },
})
