import { LakeError } from '../../schema/error.ts'
import { isOf, type Request } from '../quicksight/request.ts'
import type { QuickSightApi } from './api.ts'
import { publishVersion, versionsOf } from './assets/shown.ts'
import { checkToBeShown } from './lacking.ts'

/** A dashboard whose viewers are to see another version. */
export interface VersionStep {
  readonly request: Request<'CreateDashboard'>
  readonly from: number | undefined
  readonly to: number
}

/** The versions of the wanted dashboards that are there. */
async function versionsOfAll(api: QuickSightApi, wanted: readonly Request[]) {
  const all = wanted.filter(isOf('CreateDashboard'))
  const found = []
  for (const request of all) {
    const versions = await versionsOf(api, request.input)
    if (versions) found.push({ request, versions })
  }
  return found
}

/** Dashboards whose newest good version is not the one that viewers see. */
export async function planPublish(
  api: QuickSightApi,
  wanted: readonly Request[],
): Promise<readonly VersionStep[]> {
  return (await versionsOfAll(api, wanted)).flatMap(({ request, versions: { published, good } }) => {
    const to = good.at(-1)
    return to === undefined || to === published ? [] : [{ request, from: published, to }]
  })
}

/**
 * Dashboards back to the good version before the one that viewers see. Nothing is deployed: data sets, themes and
 * analyses stay as they are. Throws a `LakeError` where no dashboard has one.
 */
export async function planRollback(
  api: QuickSightApi,
  wanted: readonly Request[],
): Promise<readonly VersionStep[]> {
  const steps = (await versionsOfAll(api, wanted)).flatMap(({ request, versions: { published, good } }) => {
    const to = good.filter(number => number < (published ?? 0)).at(-1)
    return to === undefined ? [] : [{ request, from: published, to }]
  })
  if (steps.length > 0) return steps
  throw new LakeError({
    what: 'there is nothing to return to',
    value: 'no dashboard has a good version before the one that is shown',
    allowed: 'dashboards that were changed since they were first deployed',
    remedy: 'see what there is with: connect-lake dashboards status',
  })
}

/** Shows viewers the planned versions; throws before the first where one uses what data sets do not have. */
export async function takeVersions(api: QuickSightApi, steps: readonly VersionStep[]): Promise<void> {
  await checkToBeShown(
    api,
    steps.map(({ request, to }) => ({ request, version: to })),
  )
  for (const { request, to } of steps) await publishVersion(api, request.input, to)
}
