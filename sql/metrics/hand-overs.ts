import { transfer } from '../views/transfer.ts'
import { rows, rowsWhere, rowsWith, sum } from './additive.ts'
import { is, isNot } from './condition.ts'
import { subject } from './subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const

/** Who handed contacts to whom. */
export const handOvers = subject(transfer, {
  name: 'hand_overs',
  doc: 'Transfers: from which queue and agent to which, warm ones and those to the outside, too.',
  where: [{ condition: isNot('is_test'), doc: 'Simulated contacts (validation tests) are not counted.' }],
  attributed_to: {
    column: 'disconnect_timestamp',
    doc: 'the contact that tells of the transfer was disconnected: the leg that it began, or the one handed to the outside',
    partition_days_later: 0,
  },
  origin: { table: 'contact_record', through: 'contact_id' },
  attributes_of: { contact: 'contact_id', partition_days_later: 0 },
  groupings: {
    transfer_kind: { column: 'transfer_kind', doc: 'COLD, WARM, QUEUE (a flow), EXTERNAL or UNKNOWN.' },
    channel: { column: 'channel', doc: 'VOICE, CHAT, TASK or EMAIL.' },
    from_queue: { column: 'queue_name', doc: 'Name of the queue it came from.' },
    from_queue_kind: { column: 'from_queue_kind', doc: 'STANDARD, AGENT (personal) or NONE.' },
    to_queue: { column: 'to_queue_name', doc: 'Name of the queue it went to.' },
    to_queue_kind: { column: 'to_queue_kind', doc: 'STANDARD, AGENT (personal) or NONE.' },
    from_agent: { column: 'agent_username', doc: 'User name of the agent who transferred it.' },
    to_agent: { column: 'to_agent_username', doc: 'User name of the agent who answered.' },
  },
  metrics: {
    transfers: {
      ...count,
      label: 'Transfers',
      doc: 'Hand-overs within the contact centre and to the outside; a contact handed on twice has two.',
      readings:
        'contacts_transferred_out counts contacts whose own record tells of a transfer: of warm ones it does not.',
      of: rows(),
    },
    transfers_answered: {
      ...count,
      label: 'Transfers answered',
      doc: 'Of those, the ones that an agent answered; to the outside, the ones completed.',
      of: rowsWhere(is('is_answered')),
    },
    transfer_answer_rate: {
      kind: 'ratio',
      unit: 'percent',
      connect: null,
      label: 'Transfers answered, share',
      doc: 'Of the transfers, those answered.',
      numerator: 'transfers_answered',
      denominator: 'transfers',
    },
    sum_queue_time_after_transfer: {
      kind: 'sum',
      unit: 's',
      connect: null,
      label: 'Time in queue after transfers',
      doc: 'Time in the queue to which the contact was transferred.',
      of: sum('queue_duration_s'),
    },
    transfers_with_queue_time: {
      ...count,
      label: 'Transfers into a queue',
      doc: 'Transfers whose time in the queue is known.',
      of: rowsWith('queue_duration_s'),
    },
    avg_queue_time_after_transfer: {
      kind: 'ratio',
      unit: 's',
      connect: null,
      label: 'Average time in queue after a transfer',
      doc: 'Time in the queue to which the contact was transferred, by transfer that has one.',
      numerator: 'sum_queue_time_after_transfer',
      denominator: 'transfers_with_queue_time',
    },
  },
})
