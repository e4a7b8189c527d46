import { LakeError } from '../../schema/error.ts'
import { isOf, type Request, requestName } from '../quicksight/request.ts'
import { isTagged } from '../quicksight/tags.ts'
import { isNamed, type QuickSightApi } from './api.ts'
import { kindOf } from './assets/kinds.ts'
import { publishVersion } from './assets/shown.ts'
import { failureOf } from './failed.ts'
import type { Found } from './found.ts'
import type { AssetStep } from './plan.ts'
import { removeAsset } from './remove.ts'
import { tagsFor } from './tags.ts'

export interface ApplyOptions {
  /** Leaves viewers with the version that they see. */
  readonly unpublished?: boolean
  /** Told of each step when it is done. */
  readonly done?: (step: AssetStep) => void
}

/** An asset as it is when QuickSight is done with it; throws what went wrong with it. */
async function settled(api: QuickSightApi, request: Request): Promise<Found> {
  const kind = kindOf(request)
  const found = await api.settled(
    requestName(request),
    () => kind.describe(api, request.input),
    seen => seen?.state === 'making',
  )
  if (!found)
    throw new LakeError({
      what: 'QuickSight took an asset, and does not have it',
      value: requestName(request),
      allowed: 'assets that stay where they were made',
      remedy: 'see who deletes assets of QuickSight meanwhile, and apply again',
    })
  if (found.state === 'failed') throw failureOf(request, found.errors ?? [])
  return found
}

/** Makes an asset; one that is there by now was made by a request whose answer was lost, or by somebody else. */
async function create(api: QuickSightApi, request: Request): Promise<Found> {
  const tags = tagsFor(request, api.place)
  const input = isTagged(request) ? { ...request.input, Tags: tags } : request.input
  try {
    await kindOf(request).create(api, input)
  } catch (error) {
    if (!isNamed(error, 'ResourceExistsException')) throw error
    const found = await kindOf(request).describe(api, request.input)
    const isOwn = found && (!found.tags || tags.every(({ Key = '', Value }) => found.tags?.[Key] === Value))
    if (!isOwn) throw error
  }
  return settled(api, request)
}

async function update(api: QuickSightApi, request: Request, before: Found): Promise<Found> {
  await settled(api, request).catch(error => {
    // What failed before is what is mended now.
    if (before.state !== 'failed') throw error
  })
  await kindOf(request).update(api, request.input, before)
  const found = await settled(api, request)
  // Last: what was not changed to the end is changed again by the next apply.
  if (found.tags)
    await api.ask('TagResource', requestName(request), client =>
      client.tagResource({ ResourceArn: found.arn, Tags: tagsFor(request, api.place) }),
    )
  return found
}

async function publish(api: QuickSightApi, request: Request, { versions }: Found): Promise<void> {
  if (!isOf('CreateDashboard')(request) || !versions || versions.published === versions.latest) return
  await publishVersion(api, request.input, versions.latest)
}

async function carryOut(api: QuickSightApi, step: AssetStep, { unpublished }: ApplyOptions): Promise<void> {
  const { action, request, before, sharing } = step
  const kind = kindOf(request)
  if (action === 'keep') return
  if (action === 'refuse') throw step.refusal
  if (action === 'remove') return removeAsset(api, request)
  let found = before
  if (!before) found = await create(api, request)
  else if (action === 'update') found = await update(api, request, before)
  if (sharing) await kind.share?.(api, request.input, sharing)
  if (found && !unpublished) await publish(api, request, found)
}

/**
 * Takes planned steps, one after the other: an asset is begun when the one before it is good. A dashboard is shown to
 * viewers when its new version is; the version before is kept. Throws what the step threw: what was done before it
 * stays, and the next apply goes on from there.
 */
export async function applySteps(
  api: QuickSightApi,
  steps: readonly AssetStep[],
  options: ApplyOptions = {},
): Promise<void> {
  const refused = steps.find(({ refusal }) => refusal)
  if (refused) throw refused.refusal
  for (const step of steps) {
    await carryOut(api, step, options)
    options.done?.(step)
  }
}
