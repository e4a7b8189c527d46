import { isOf, type Request, request } from '../quicksight/request.ts'
import { OWN_SCHEDULES } from '../quicksight/schedule.ts'
import type { QuickSightApi } from './api.ts'
import { kindOf } from './assets/kinds.ts'
import type { AssetStep } from './plan.ts'
import { isInMemory } from './reading.ts'

/** When a data set is read, and how far back, whoever said so. */
async function readingsOf(
  api: QuickSightApi,
  { id, input }: Request<'CreateDataSet'>,
): Promise<readonly Request[]> {
  const { AwsAccountId, DataSetId = '' } = input
  const own = { AwsAccountId, DataSetId }
  const answer = await api.find('ListRefreshSchedules', `data set ${DataSetId}`, client =>
    client.listRefreshSchedules(own),
  )
  const schedules = (answer?.RefreshSchedules ?? []).map(Schedule =>
    request('CreateRefreshSchedule', `${id}.${Schedule.ScheduleId}`, { ...own, Schedule }),
  )
  const properties = request('PutDataSetRefreshProperties', id, {
    ...own,
    DataSetRefreshProperties: undefined,
  })
  const found = await kindOf(properties).describe(api, properties.input)
  return [...schedules, ...(found ? [properties] : [])]
}

/**
 * The same steps, and what takes away when data sets are read that are read otherwise from now on. Before those that are
 * asked at each look all goes: nobody reads them any more, and QuickSight would go on to try. Of those that stay in memory
 * goes what we made and is not wanted any more, when what is wanted is there; what others schedule stays, and where no
 * schedule is wanted, as of a folder that has none, nobody knows.
 */
export async function withoutSchedules(
  api: QuickSightApi,
  steps: readonly AssetStep[],
): Promise<readonly AssetStep[]> {
  const requests = steps.map(each => each.request)
  const wanted = (operation: Request['operation'], id: string): boolean =>
    requests.some(each => each.operation === operation && each.id === id)
  const unwanted = (data: Request<'CreateDataSet'>, each: Request): boolean =>
    isOf('CreateRefreshSchedule')(each)
      ? OWN_SCHEDULES.some(own => each.id === `${data.id}.${own}`) && !wanted(each.operation, each.id)
      : !wanted(each.operation, each.id)
  const last = requests.findLastIndex(isOf('CreateRefreshSchedule'))
  const after: AssetStep[] = []
  const all: AssetStep[] = []
  for (const [n, step] of steps.entries()) {
    const { request: data, before } = step
    if (isOf('CreateDataSet')(data) && before) {
      const isScheduled = requests.some(
        each => isOf('CreateRefreshSchedule')(each) && each.input.DataSetId === data.input.DataSetId,
      )
      if (!isInMemory(data))
        for (const request of await readingsOf(api, data))
          all.push({ action: 'remove', request, reason: 'its data set is asked at each look' })
      else if (isScheduled)
        for (const request of await readingsOf(api, data))
          if (unwanted(data, request))
            after.push({ action: 'remove', request, reason: 'its data set is read otherwise now' })
    }
    all.push(step)
    if (n === last) all.push(...after)
  }
  return all
}
