import { view } from '../view.ts'
import { localDay, queueParts } from './queue_daily.ts'

/** What happened in a queue in an hour of the day: sum it over dates for a picture of the week. */
export const hourOfWeek = view({
  name: 'hour_of_week',
  version: 1,
  doc: 'One row per day and hour of the business time zone (by disconnect), queue and channel, with additive counts and times. For a week by hours group it by local_weekday and local_hour.',
  grain: ['local_date', 'local_hour', 'queue_arn', 'channel'],
  uses: ['contact', 'business_calendar'],
  columns: {
    ...localDay,
    local_hour: { type: 'bigint', doc: 'Hour of that day, 0 to 23, as the clocks showed it.' },
    ...queueParts,
  },
})
