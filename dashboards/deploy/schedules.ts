import { isOf, type Request, request } from '../quicksight/request.ts'
import type { QuickSightApi } from './api.ts'
import { kindOf } from './assets/kinds.ts'
import type { AssetStep } from './plan.ts'
import { isInMemory } from './reading.ts'

type DataSetRequest = Extract<Request, { readonly operation: 'CreateDataSet' }>

/** When a data set is read, and how: of one that is asked at each look it is all of one that was in memory before. */
async function leftOf(api: QuickSightApi, { id, input }: DataSetRequest): Promise<readonly Request[]> {
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
 * The same steps, and before those of data sets that are asked at each look what takes away when they are read: nobody
 * reads them any more, and QuickSight would go on to try.
 */
export async function withoutSchedules(
  api: QuickSightApi,
  steps: readonly AssetStep[],
): Promise<readonly AssetStep[]> {
  const all: AssetStep[] = []
  for (const step of steps) {
    if (isOf('CreateDataSet')(step.request) && step.before && !isInMemory(step.request))
      for (const each of await leftOf(api, step.request))
        all.push({ action: 'remove', request: each, reason: 'its data set is asked at each look' })
    all.push(step)
  }
  return all
}
