import { view } from '../view.ts'
import { localDay } from './queue_daily.ts'

const flag = (doc: string) => ({ type: 'boolean', doc }) as const
const text = (doc: string) => ({ type: 'varchar', doc }) as const
const name = (doc: string) => ({ type: 'varchar', doc, pii: true }) as const

/** Who handed contacts to whom. */
export const transfer = view({
  name: 'transfer',
  version: 2,
  doc: 'One row per transfer: within the contact centre and to the outside. A contact handed on twice has two.',
  grain: ['contact_id', 'transfer_kind'],
  uses: ['contact_journey', 'business_calendar'],
  columns: {
    dt: text('Partition: UTC date of the disconnect of the contact that tells of the transfer, as text.'),
    transfer_date: { type: 'date', doc: 'The same as a date, made of the partition.' },
    ...localDay,
    contact_id: text(
      'The contact that tells of the transfer: the leg it began, or the one handed to the outside.',
    ),
    transfer_kind: text(
      'COLD (the agent left before anyone answered), WARM (the agent stayed until then), QUEUE (a flow moved it), ' +
        'EXTERNAL (to an address outside the contact centre), or UNKNOWN where the record of the leg before did not arrive.',
    ),
    journey_id: text('The journey it is part of.'),
    leg_number: { type: 'bigint', doc: 'Place of that contact in the journey.' },
    channel: text('VOICE, CHAT, TASK or EMAIL.'),
    is_test: flag('A simulated contact (validation test): metrics leave it out.'),
    transfer_timestamp: { type: 'timestamp', doc: 'When it began; to the outside, when it was completed.' },
    disconnect_timestamp: {
      type: 'timestamp',
      doc: 'When the contact that tells of it was disconnected: what decides to which day it counts.',
    },
    from_contact_id: text('The contact that was transferred.'),
    instance_arn: text('ARN of the Connect instance.'),
    queue_name: text('The same as from_queue_name: named as elsewhere, for filters and for rules of access.'),
    agent_username: name('The same as from_agent_username.'),
    from_queue_arn: text('ARN of the queue it was in.'),
    from_queue_name: text('Name of that queue.'),
    from_queue_kind: text('STANDARD, AGENT (personal queue) or NONE.'),
    from_agent_arn: text('ARN of the agent who transferred it; null when a flow did.'),
    from_agent_username: name('User name of that agent.'),
    to_contact_id: text('The leg that the transfer began; null to the outside, as all that follows of it.'),
    to_queue_arn: text('ARN of the queue it was transferred to.'),
    to_queue_name: text('Name of that queue.'),
    to_queue_kind: text('STANDARD, AGENT (personal queue) or NONE.'),
    to_agent_arn: text('ARN of the agent who answered.'),
    to_agent_username: name('User name of that agent.'),
    is_answered: flag('An agent answered; to the outside, it was completed.'),
    queue_duration_s: { type: 'bigint', doc: 'How long the customer waited after the transfer, in seconds.' },
  },
})
