import type { RefreshFrequency } from '@aws-sdk/client-quicksight'
import type { Dataset } from '../../spec/dataset.ts'
import { assetId } from '../place.ts'
import { type Request, request } from '../request.ts'
import type { OwnSchedule } from '../schedule.ts'
import { placeOf, type QuickSightSettings } from '../settings.ts'
import { importModeOf } from './data-set.ts'

/**
 * How many days back rows can still change: what arrives late is of so many days ago, and some rows tell what happened
 * in the days after theirs, such as whether a customer came again.
 */
function lookBackDays({ subject }: Dataset, { late_days }: QuickSightSettings): number {
  const { attributed_to, origin } = subject
  const through = origin?.through ?? []
  const links = typeof through === 'string' ? [] : through
  const after = Math.max(
    attributed_to.partition_days_later,
    ...links.map(({ partition_days }) => partition_days.forward),
  )
  return late_days + after
}

/** Two hours later, so that the two schedules do not meet. */
function later(time: string): string {
  const [hour = '', minute = ''] = time.split(':')
  return `${String((Number(hour) + 2) % 24).padStart(2, '0')}:${minute}`
}

/**
 * When a data set in memory is read again: the newest days each day, all of it each week, for what was erased or mended
 * in older days has to leave the memory, too. Of one that is read whole there is nothing else.
 */
export function refreshRequests(data: Dataset, settings: QuickSightSettings): readonly Request[] {
  if (importModeOf(data, settings) !== 'spice') return []
  const place = placeOf(settings)
  const own = { AwsAccountId: place.account_id, DataSetId: assetId(place, data.name) }
  const schedule = (
    ScheduleId: OwnSchedule,
    RefreshType: 'FULL_REFRESH' | 'INCREMENTAL_REFRESH',
    ScheduleFrequency: RefreshFrequency,
  ): Request =>
    request('CreateRefreshSchedule', `${data.name}.${ScheduleId}`, {
      ...own,
      Schedule: {
        ScheduleId,
        RefreshType,
        ScheduleFrequency: { ...ScheduleFrequency, Timezone: settings.refresh_time_zone },
      },
    })
  const isWhole = settings.full_refresh.includes(data.name)
  const daily: RefreshFrequency = { Interval: 'DAILY', TimeOfTheDay: settings.refresh_time }
  if (isWhole) return [schedule('daily', 'FULL_REFRESH', daily)]
  return [
    request('PutDataSetRefreshProperties', data.name, {
      ...own,
      DataSetRefreshProperties: {
        RefreshConfiguration: {
          IncrementalRefresh: {
            LookbackWindow: {
              ColumnName: data.day,
              Size: lookBackDays(data, settings),
              SizeUnit: 'DAY',
            },
          },
        },
      },
    }),
    schedule('daily', 'INCREMENTAL_REFRESH', daily),
    schedule('weekly', 'FULL_REFRESH', {
      Interval: 'WEEKLY',
      RefreshOnDay: { DayOfWeek: 'SUNDAY' },
      TimeOfTheDay: later(settings.refresh_time),
    }),
  ]
}
