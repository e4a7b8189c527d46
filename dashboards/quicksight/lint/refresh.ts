import type {
  CreateRefreshScheduleCommandInput,
  PutDataSetRefreshPropertiesCommandInput,
} from '@aws-sdk/client-quicksight'
import type { Violation } from '../model/check.ts'
import { isOf, type Request } from '../request.ts'
import { columnsOf } from './data-set.ts'
import { found, oneOf } from './violation.ts'

const MOST_SCHEDULES = 5
const SUB_DAILY = ['MINUTE15', 'MINUTE30', 'HOURLY']

const dataSetOf = (id: string | undefined, all: readonly Request[]) =>
  all.filter(isOf('CreateDataSet')).find(({ input }) => input.DataSetId === id)?.input

/** A look-back is over a column that is there, and a time. */
export function* refreshPropertiesRules(
  { DataSetId, DataSetRefreshProperties }: PutDataSetRefreshPropertiesCommandInput,
  all: readonly Request[],
): Generator<Violation> {
  const dataSet = dataSetOf(DataSetId, all)
  if (!dataSet) return
  const window = DataSetRefreshProperties?.RefreshConfiguration?.IncrementalRefresh?.LookbackWindow
  const columns = columnsOf(dataSet)
  const at = 'DataSetRefreshProperties.RefreshConfiguration.IncrementalRefresh.LookbackWindow.ColumnName'
  if (dataSet.ImportMode !== 'SPICE')
    yield found(
      'DataSetId',
      'a data set without SPICE is never refreshed',
      DataSetId,
      'a data set with ImportMode: SPICE',
    )
  if (!window || !columns) return
  const { ColumnName: name = '' } = window
  const type = columns.get(name)
  if (!columns.has(name)) yield found(at, 'the data set has no such column', name, oneOf(columns.keys()))
  else if (type !== undefined && type !== 'DATETIME')
    yield found(at, 'a column of another type is meant', `${name}, a ${type}`, 'DATETIME')
}

/** A schedule is one that the data set can have. */
export function* scheduleRules(
  { DataSetId, Schedule }: CreateRefreshScheduleCommandInput,
  all: readonly Request[],
): Generator<Violation> {
  const dataSet = dataSetOf(DataSetId, all)
  const { ScheduleFrequency: { Interval = '', TimeOfTheDay, RefreshOnDay } = {}, RefreshType } =
    Schedule ?? {}
  const others = all.filter(isOf('CreateRefreshSchedule')).filter(each => each.input.DataSetId === DataSetId)
  const properties = all
    .filter(isOf('PutDataSetRefreshProperties'))
    .some(each => each.input.DataSetId === DataSetId)
  const frequency = 'Schedule.ScheduleFrequency'
  if (dataSet && dataSet.ImportMode !== 'SPICE')
    yield found(
      'DataSetId',
      'a data set without SPICE is never refreshed',
      DataSetId,
      'a data set with ImportMode: SPICE',
    )
  if (others.length > MOST_SCHEDULES)
    yield found('Schedule', 'the data set has too many schedules', others.length, `up to ${MOST_SCHEDULES}`)
  if (SUB_DAILY.includes(Interval) && others.length > 1)
    yield found(
      `${frequency}.Interval`,
      'a schedule within a day stands alone',
      Interval,
      'one schedule, or DAILY, WEEKLY, MONTHLY',
    )
  if (/^MINUTE/.test(Interval) && RefreshType !== 'INCREMENTAL_REFRESH')
    yield found(
      'Schedule.RefreshType',
      'so often only what is new is read',
      RefreshType,
      'INCREMENTAL_REFRESH, or HOURLY',
    )
  if (RefreshType === 'INCREMENTAL_REFRESH' && !properties)
    yield found(
      'Schedule.RefreshType',
      'the data set does not say how far it looks back',
      RefreshType,
      'PutDataSetRefreshProperties, or FULL_REFRESH',
    )
  if (TimeOfTheDay !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(TimeOfTheDay))
    yield found(`${frequency}.TimeOfTheDay`, 'this is no time of a day', TimeOfTheDay, 'HH:MM, such as 05:00')
  if ((Interval === 'WEEKLY' || Interval === 'MONTHLY') && !RefreshOnDay)
    yield found(
      `${frequency}.RefreshOnDay`,
      'this is missing',
      undefined,
      'the day of the week, or of the month',
    )
}
