import { parameter } from './spec/parameter.ts'

// One name means one thing on all dashboards: what is set on one is carried to the next.

/** Of the contacts queued, the share that is to be answered in time. */
export const serviceLevelTarget = parameter({
  name: 'service_level_target',
  label: 'Service level target',
  unit: 'percent',
  default: 80,
  min: 0,
  max: 100,
})

/** Of the contacts queued, the share of abandoned ones that is still accepted. */
export const abandonmentLimit = parameter({
  name: 'abandonment_limit',
  label: 'Abandonment limit',
  unit: 'percent',
  default: 8,
  min: 0,
  max: 100,
})

/** How long a customer may wait for an answer on average. */
export const answerTimeLimit = parameter({
  name: 'answer_time_limit',
  label: 'Answer time limit',
  unit: 's',
  default: 60,
  min: 0,
  max: 3_600,
})

/** Of the mature contacts, the share that is to settle the matter. */
export const resolutionTarget = parameter({
  name: 'resolution_target',
  label: 'First contact resolution target',
  unit: 'percent',
  default: 75,
  min: 0,
  max: 100,
})

/** Of the records, the share that is to arrive within an hour. */
export const punctualityTarget = parameter({
  name: 'punctuality_target',
  label: 'Target for arrival within an hour',
  unit: 'percent',
  default: 95,
  min: 0,
  max: 100,
})
