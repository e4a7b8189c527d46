import { view } from '../view.ts'
import { queueInterval } from './queue_interval.ts'

const { dt, contact_date, interval_start, ...parts } = queueInterval.columns

/** The columns of `queue_interval` that say which queue, and what happened in it. */
export const queueParts = parts

/** By whose clocks a row is placed: columns of every view in business time. */
export const localDay = {
  local_date: { type: 'date', doc: 'Day of the disconnect by the clocks of the business time zone.' },
  local_weekday: { type: 'bigint', doc: 'Weekday of that day: 1 is Monday, 7 is Sunday.' },
} as const

/** What happened in a queue in a day of the business time zone. */
export const queueDaily = view({
  name: 'queue_daily',
  version: 2,
  doc: 'One row per day of the business time zone (by disconnect), queue and channel, with additive counts and times.',
  grain: ['local_date', 'queue_arn', 'channel'],
  uses: ['hour_of_week'],
  columns: { ...localDay, ...queueParts },
})
