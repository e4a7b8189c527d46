import { stages as subject } from '../../sql/metrics/stages.ts'
import { contactStage } from '../../sql/views/contact_stage.ts'
import { dataset } from '../spec/dataset.ts'
import { queue } from './queue.ts'

/** How far customers come, in the words of readers. */
export const stages = dataset(subject, contactStage, {
  name: 'stages',
  day: 'local_date',
  dimensions: {
    local_date: { label: 'Day', none: 'No day' },
    stage: {
      ...{ label: 'Stage', none: 'No stage' },
      values: [
        ['ENTERED', 'Reached us'],
        ['QUEUED', 'Entered a queue'],
        ['ANSWERED', 'Reached an agent'],
        ['SETTLED', 'Needed nobody else'],
      ],
    },
    queue_name: queue,
    agent_username: { label: 'Agent', none: 'No agent' },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
  },
})
