import { queueMoments as subject } from '../../sql/metrics/queue-moments.ts'
import { queueDepth } from '../../sql/views/queue_depth.ts'
import { dataset } from '../spec/dataset.ts'
import { queue } from './queue.ts'

/** Who waited when a quarter of an hour began, in the words of readers. */
export const queueMoments = dataset(subject, queueDepth, {
  name: 'queue-moments',
  day: 'local_date',
  dimensions: {
    local_date: { label: 'Day', none: 'No day' },
    local_interval_start: { label: 'Moment', none: 'No moment' },
    queue_name: queue,
    channel: { label: 'Channel', none: 'No channel', coloured: true },
  },
})
