import { callbacks as subject } from '../../sql/metrics/callbacks.ts'
import { callbackChain } from '../../sql/views/callback_chain.ts'
import { dataset } from '../spec/dataset.ts'
import { outcomes } from './codes.ts'

/** Customers who were promised a callback, in the words of readers. */
export const callbacks = dataset(subject, callbackChain, {
  name: 'callbacks',
  day: 'local_date',
  dimensions: {
    local_date: { label: 'Day', none: 'No day' },
    queue_name: { label: 'Queue', none: 'No queue', coloured: true },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
    outcome: { label: 'Outcome', none: 'No outcome', codes: outcomes },
  },
})
