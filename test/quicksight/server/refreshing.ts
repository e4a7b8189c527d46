import { ingest } from './ingestion.ts'
import { absent, find, kindNamed, type Operation, page } from './kind.ts'
import type { Input } from './routes.ts'
import { type Asset, latestOf, ServiceError, type State } from './state.ts'

const MOST_SCHEDULES = 5
const dataSet = (state: State, input: Input): Asset => find(state, kindNamed('DataSet'), input)

function schedulesOf(state: State, input: Input): Map<string, Input> {
  dataSet(state, input)
  const found = state.schedules.get(input.DataSetId) ?? new Map<string, Input>()
  state.schedules.set(input.DataSetId, found)
  return found
}

const scheduled =
  (isNew: boolean): Operation =>
  (state, input) => {
    const all = schedulesOf(state, input)
    const { ScheduleId, RefreshType } = input.Schedule
    if (isNew === all.has(ScheduleId))
      throw isNew
        ? new ServiceError('ResourceExistsException', `Schedule ${ScheduleId} already exists`)
        : absent(`Schedule ${ScheduleId}`)
    if (RefreshType === 'INCREMENTAL_REFRESH' && !state.properties.has(input.DataSetId))
      throw new ServiceError('InvalidParameterValueException', 'The data set has no refresh properties')
    if (isNew && all.size >= MOST_SCHEDULES)
      throw new ServiceError('LimitExceededException', 'The data set has five schedules')
    all.set(ScheduleId, input.Schedule)
    return { ScheduleId, Arn: `${dataSet(state, input).arn}/refresh-schedule/${ScheduleId}` }
  }

const scheduleNamed = (state: State, input: Input): Input => {
  const found = schedulesOf(state, input).get(input.ScheduleId)
  if (!found) throw absent(`Schedule ${input.ScheduleId}`)
  return found
}

/** Schedules, and data sets that are read anew. */
export const refreshing: Readonly<Record<string, Operation>> = {
  PutDataSetRefreshProperties(state, input) {
    dataSet(state, input)
    state.properties.set(input.DataSetId, input.DataSetRefreshProperties)
    return {}
  },
  DescribeDataSetRefreshProperties(state, input) {
    dataSet(state, input)
    const found = state.properties.get(input.DataSetId)
    if (!found) throw absent('Refresh properties')
    return { DataSetRefreshProperties: found }
  },
  DeleteDataSetRefreshProperties(state, input) {
    if ([...schedulesOf(state, input).values()].some(each => each.RefreshType === 'INCREMENTAL_REFRESH'))
      throw new ServiceError('ConflictException', 'A schedule reads by the refresh properties')
    state.properties.delete(input.DataSetId)
    return {}
  },
  CreateRefreshSchedule: scheduled(true),
  UpdateRefreshSchedule: scheduled(false),
  DescribeRefreshSchedule: (state, input) => ({ RefreshSchedule: scheduleNamed(state, input) }),
  ListRefreshSchedules: (state, input) => ({ RefreshSchedules: [...schedulesOf(state, input).values()] }),
  DeleteRefreshSchedule(state, input) {
    scheduleNamed(state, input)
    schedulesOf(state, input).delete(input.ScheduleId)
    return { ScheduleId: input.ScheduleId }
  },
  CreateIngestion(state, input, fate) {
    const asset = dataSet(state, input)
    if (latestOf(asset).input.ImportMode !== 'SPICE')
      throw new ServiceError('InvalidParameterValueException', 'The data set is not in SPICE')
    if (input.IngestionType === 'INCREMENTAL_REFRESH' && !state.properties.has(input.DataSetId))
      throw new ServiceError('InvalidParameterValueException', 'The data set has no refresh properties')
    if ((state.ingestions.get(input.DataSetId) ?? []).some(each => each.id === input.IngestionId))
      throw new ServiceError('ResourceExistsException', `Ingestion ${input.IngestionId} already exists`)
    ingest(state, input.DataSetId, input.IngestionType ?? 'FULL_REFRESH', fate, input.IngestionId)
    return { IngestionId: input.IngestionId, IngestionStatus: 'INITIALIZED' }
  },
  DescribeIngestion(state, input) {
    const found = (state.ingestions.get(input.DataSetId) ?? []).find(each => each.id === input.IngestionId)
    if (!found) throw absent(`Ingestion ${input.IngestionId}`)
    const IngestionStatus = found.pending > 0 ? 'RUNNING' : found.error ? 'FAILED' : 'COMPLETED'
    if (found.pending > 0) found.pending--
    return {
      Ingestion: {
        IngestionId: found.id,
        IngestionStatus,
        CreatedTime: 1.7e9,
        ...(IngestionStatus !== 'RUNNING' && { IngestionTimeInSeconds: 60 }),
        RowInfo: { RowsIngested: 10, RowsDropped: 0 },
        ...(IngestionStatus === 'FAILED' && { ErrorInfo: found.error }),
      },
    }
  },
  ListIngestions(state, input) {
    dataSet(state, input)
    const { some, next } = page((state.ingestions.get(input.DataSetId) ?? []).toReversed(), input)
    return {
      Ingestions: some.map(({ id, pending, error }) => ({
        IngestionId: id,
        IngestionStatus: pending > 0 ? 'RUNNING' : error ? 'FAILED' : 'COMPLETED',
        CreatedTime: 1.7e9,
        ...(error && { ErrorInfo: error }),
      })),
      ...next,
    }
  },
}
