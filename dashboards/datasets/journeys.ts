import { journeys as subject } from '../../sql/metrics/journeys.ts'
import { journey } from '../../sql/views/journey.ts'
import { dataset } from '../spec/dataset.ts'
import { outcomes } from './codes.ts'

/** What customers went through, in the words of readers. */
export const journeys = dataset(subject, journey, {
  name: 'journeys',
  day: 'local_date',
  dimensions: {
    local_date: { label: 'Day', none: 'No day' },
    outcome: { label: 'Outcome', none: 'Unknown', codes: outcomes },
    queue_name: { label: 'First queue', none: 'No queue', coloured: true },
    agent_username: { label: 'First agent', none: 'No agent' },
    channel: { label: 'Channel', none: 'No channel', coloured: true },
    initiation_method: { label: 'Began by', none: 'Unknown' },
  },
  numbers: {
    legs: { label: 'Contacts of a journey', unit: 'count' },
    queue_time_s: { label: 'Time waited', unit: 's' },
  },
})
