import { afterAll, beforeAll, beforeEach } from 'vitest'
import { plannedAssets } from '../../cli/quicksight/plan.ts'
import { type QuickSightApi, quickSightApi } from '../../dashboards/deploy/api.ts'
import { type ApplyOptions, applySteps } from '../../dashboards/deploy/apply.ts'
import type { AssetStep, PlanOptions } from '../../dashboards/deploy/plan.ts'
import { planPrune } from '../../dashboards/deploy/remove.ts'
import type { QuickSightPlace } from '../../dashboards/quicksight/place.ts'
import { type Request, requestName } from '../../dashboards/quicksight/request.ts'
import { changed } from '../dashboards/quicksight/changed.ts'
import { place, requests } from '../dashboards/quicksight/requests.ts'
import { type QuickSightServer, startQuickSight } from './server/server.ts'

/** QuickSight as the tests of a file have it: empty before each. */
export interface Quick {
  server: QuickSightServer
  api: QuickSightApi
}

/** The real client of the SDK over a server on loopback, with pauses that nobody notices. */
export const apiOf = (server: QuickSightServer, at: QuickSightPlace = place): Promise<QuickSightApi> =>
  quickSightApi(at, {
    first_pause_ms: 1,
    client: {
      endpoint: server.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'nobody' },
    },
  })

export function quickSight(at: QuickSightPlace = place): Quick {
  const quick = {} as Quick
  beforeAll(async () => {
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  })
  beforeEach(async () => {
    await quick.server?.stop()
    quick.server = await startQuickSight(at)
    quick.api = await apiOf(quick.server, at)
  })
  afterAll(() => quick.server?.stop())
  return quick
}

/** What would be done to come to what is wanted. */
export const planned = (
  api: QuickSightApi,
  wanted: readonly Request[] = requests(api.place),
  options?: PlanOptions,
): Promise<readonly AssetStep[]> => plannedAssets(api, wanted, options)

/** Plans, and does it. */
export async function apply(
  api: QuickSightApi,
  wanted: readonly Request[] = requests(api.place),
  options: PlanOptions & ApplyOptions & { readonly prune?: boolean } = {},
): Promise<readonly AssetStep[]> {
  const kept = await planned(api, wanted, options)
  const steps = options.prune ? [...kept, ...(await planPrune(api, wanted))] : kept
  await applySteps(api, steps, options)
  return steps
}

/** What is not kept: `update CreateDashboard.overview`. */
export const moves = (steps: readonly AssetStep[]): readonly string[] =>
  steps
    .filter(({ action }) => action !== 'keep')
    .map(({ action, request }) => `${action} ${requestName(request)}`)

/** What is wanted, with one place of one request changed. */
export const wantedBut = (
  name: string,
  path: string,
  to: unknown,
  all: readonly Request[] = requests(),
): readonly Request[] =>
  all.map(each =>
    requestName(each) === name ? { ...each, input: changed(each.input as object, path, to) } : each,
  ) as readonly Request[]
