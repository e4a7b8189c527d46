import { equals } from '../../sql/metrics/condition.ts'
import { handOvers as subject } from '../../sql/metrics/hand-overs.ts'
import { transfer } from '../../sql/views/transfer.ts'
import { dataset } from '../spec/dataset.ts'

/** Contacts handed from one to another, in the words of readers. */
export const transfers = dataset(subject, transfer, {
  name: 'transfers',
  day: 'local_date',
  dimensions: {
    local_date: { label: 'Day', none: 'No day' },
    queue_name: {
      ...{ label: 'From queue', none: 'No queue', coloured: true },
      merged: { rows: equals('from_queue_kind', 'AGENT'), as: 'Agent queues' },
    },
    to_queue_name: {
      ...{ label: 'To queue', none: 'No queue, or outside', coloured: 'queue_name' },
      merged: { rows: equals('to_queue_kind', 'AGENT'), as: 'Agent queues' },
    },
    agent_username: { label: 'From agent', none: 'No agent (a flow)' },
    to_agent_username: { label: 'To agent', none: 'Nobody' },
    transfer_kind: {
      ...{ label: 'Kind', none: 'Unknown' },
      values: [
        ['COLD', 'Cold'],
        ['WARM', 'Warm'],
        ['QUEUE', 'By a flow'],
        ['EXTERNAL', 'To the outside'],
        ['UNKNOWN', 'Unknown'],
      ],
    },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
  },
})
