import type { Tag } from '@aws-sdk/client-quicksight'
import { LakeError } from '../../schema/error.ts'
import { isOf, type Request, requestName } from '../quicksight/request.ts'
import { isTagged } from '../quicksight/tags.ts'
import { isNamed, type QuickSightApi } from './api.ts'
import { kindOf } from './assets/kinds.ts'
import { publishVersion } from './assets/shown.ts'
import { failureOf } from './failed.ts'
import type { Found } from './found.ts'
import { checkShownMeanwhile } from './lacking.ts'
import type { AssetStep } from './plan.ts'
import { isInMemory, type Reading, readBefore, readToEnd } from './reading.ts'
import { noCommit } from './refresh.ts'
import { removeAsset } from './remove.ts'
import { changingTag, shownTag, tagsFor } from './tags.ts'

export interface ApplyOptions {
  /** Leaves viewers with the version that they see. */
  readonly unpublished?: boolean
  /** Leaves it to the next refresh, which reads all of them, to see that data sets can be read; none is changed twice. */
  readonly unread?: boolean
  /** When to stop waiting for data sets to be read; else until they are. */
  readonly reading_until_ms?: number
  /** Told of data sets before it is waited until they are read. */
  readonly reading?: (requests: readonly Request[]) => void
  /** Told of each step when it is done. */
  readonly done?: (step: AssetStep) => void
}

/** The number of the version that a request has made; 0 of kinds without, and where the answer was lost. */
const versionMade = (answer: unknown): number =>
  Number(
    /\/version\/(\d+)$/.exec((answer as { VersionArn?: string } | undefined)?.VersionArn ?? '')?.[1] ?? 0,
  )

/**
 * An asset as it is when QuickSight is done with it; throws what went wrong with it.
 * @param version what is older is not what was made: lists and descriptions can lag behind
 */
async function settled(api: QuickSightApi, request: Request, version = 0): Promise<Found> {
  const kind = kindOf(request)
  const found = await api.settled(
    requestName(request),
    () => kind.describe(api, request.input),
    seen => seen !== undefined && (seen.state === 'making' || (seen.version ?? 0) < version),
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

/** An asset that was made or changed; `ingestion` is what QuickSight reads it by, where it says so. */
interface Made {
  readonly found: Found
  readonly ingestion?: string | undefined
}

const ingestionOf = (answer: unknown): string | undefined =>
  (answer as { readonly IngestionId?: string } | undefined)?.IngestionId

/** Makes an asset; one that is there by now was made by a request whose answer was lost, or by somebody else. */
async function create(api: QuickSightApi, request: Request, { unread }: ApplyOptions): Promise<Made> {
  const tags = tagsFor(request, api.place, isInMemory(request) && !unread)
  const input = isTagged(request) ? { ...request.input, Tags: tags } : request.input
  let answer: unknown
  try {
    answer = await kindOf(request).create(api, input)
  } catch (error) {
    if (!isNamed(error, 'ResourceExistsException')) throw error
    const found = await kindOf(request).describe(api, request.input)
    const isOwn = found && (!found.tags || tags.every(({ Key = '', Value }) => found.tags?.[Key] === Value))
    if (!isOwn) throw error
  }
  const found = await settled(api, request, versionMade(answer))
  if (isOf('CreateAnalysis')(request)) await note(api, request, found, [shownTag(found)])
  return { found, ingestion: ingestionOf(answer) }
}

const note = (api: QuickSightApi, request: Request, { arn }: Found, Tags: Tag[]) =>
  api.ask('TagResource', requestName(request), client => client.tagResource({ ResourceArn: arn, Tags }))

/** The tags of an asset that was changed. */
function tagsAfter(api: QuickSightApi, request: Request, found: Found, { unread }: ApplyOptions): Tag[] {
  const isRead = isInMemory(request)
  return [
    ...tagsFor(request, api.place, isRead && !unread),
    ...(isRead && unread ? [noCommit] : []),
    ...(isOf('CreateAnalysis')(request) ? [shownTag(found)] : []),
  ]
}

async function update(
  api: QuickSightApi,
  request: Request,
  before: Found,
  options: ApplyOptions,
): Promise<Made> {
  await settled(api, request).catch(error => {
    // What failed before is what is mended now.
    if (before.state !== 'failed') throw error
  })
  // First: who is stopped between the change and its note would leave ours behind as one that was changed by hand.
  if (isOf('CreateAnalysis')(request)) await note(api, request, before, [changingTag])
  const answer = await kindOf(request).update(api, request.input, before)
  const found = await settled(api, request, versionMade(answer))
  // Last: what was not changed to the end is changed again by the next apply.
  if (found.tags) await note(api, request, found, tagsAfter(api, request, found, options))
  return { found, ingestion: ingestionOf(answer) }
}

/** Goes on with a data set that an apply made or changed which did not see the end of it. */
async function readOn(
  api: QuickSightApi,
  request: Request,
  before: Found,
  options: ApplyOptions,
): Promise<Made> {
  const ingestion = options.unread ? undefined : await readBefore(api, request)
  return ingestion === undefined ? update(api, request, before, options) : { found: before, ingestion }
}

async function publish(api: QuickSightApi, request: Request, { versions }: Found): Promise<void> {
  if (!isOf('CreateDashboard')(request) || !versions || versions.published === versions.latest) return
  await publishVersion(api, request.input, versions.latest)
}

/** Takes a step; what is still to be read after it is given back. */
async function carryOut(
  api: QuickSightApi,
  step: AssetStep,
  options: ApplyOptions,
): Promise<Reading | undefined> {
  const { action, request, before, sharing } = step
  const kind = kindOf(request)
  if (action === 'keep') return undefined
  if (action === 'refuse') throw step.refusal
  if (action === 'remove') {
    await removeAsset(api, request)
    return undefined
  }
  let made: Made | undefined
  if (!before) made = await create(api, request, options)
  else if (action === 'update') made = await update(api, request, before, options)
  else if (action === 'read') made = await readOn(api, request, before, options)
  if (sharing) await kind.share?.(api, request.input, sharing)
  const found = made?.found ?? before
  if (found && !options.unpublished) await publish(api, request, found)
  if (!made || !isInMemory(request) || options.unread) return undefined
  return { request, arn: made.found.arn, ingestion: made.ingestion }
}

/** Of data sets, and of what belongs to them: they are read while others are made. */
const OF_DATA = new Set<Request['operation']>([
  ...(['CreateDataSet', 'PutDataSetRefreshProperties', 'CreateRefreshSchedule'] as const),
])

/**
 * Takes planned steps, one after the other: an asset is begun when the one before it is good. Data sets are read at the
 * same time, and waited for before anything is begun that stands on them. A dashboard is shown to viewers when its new
 * version is; the version before is kept. Gives the data sets that were not waited for to their end: they are left as they
 * are, and what is still to be done to them is done by the next apply. Throws what the step threw: what was done before it stays, and the next apply goes on from there.
 */
export async function applySteps(
  api: QuickSightApi,
  steps: readonly AssetStep[],
  options: ApplyOptions = {},
): Promise<readonly Request[]> {
  const refused = steps.find(({ refusal }) => refusal)
  if (refused) throw refused.refusal
  if (options.unpublished) await checkShownMeanwhile(api, steps)
  const readings: (Reading & { readonly step: AssetStep })[] = []
  const unread = new Map<string, Request>()
  async function allRead(): Promise<void> {
    const all = readings.splice(0)
    if (all.length > 0) options.reading?.(all.map(({ request }) => request))
    const left = await readToEnd(api, all, ({ step }) => options.done?.(step), options.reading_until_ms)
    for (const { request } of left) unread.set(requestName(request), request)
  }
  for (const step of steps) {
    if (!OF_DATA.has(step.request.operation)) await allRead()
    if (unread.has(requestName(step.request))) continue
    const reading = await carryOut(api, step, options)
    if (reading) readings.push({ ...reading, step })
    else options.done?.(step)
    // It is being read by now, and is not changed once more meanwhile.
    if (options.unread && isInMemory(step.request) && step.action !== 'keep')
      unread.set(requestName(step.request), step.request)
  }
  await allRead()
  return [...unread.values()]
}
