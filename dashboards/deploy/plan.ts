import type { CreateDataSetCommandInput, ResourcePermission } from '@aws-sdk/client-quicksight'
import { LakeError } from '../../schema/error.ts'
import { columnsOf } from '../quicksight/lint/data-set.ts'
import type { QuickSightPlace } from '../quicksight/place.ts'
import { isOf, type Request, requestName } from '../quicksight/request.ts'
import { hashOf } from '../quicksight/tags.ts'
import type { PermissionChange } from './assets/asset.ts'
import { type Difference, differencesOf } from './difference.ts'
import type { Found } from './found.ts'
import { permissionChange } from './permissions.ts'
import { lostProtection } from './protection.ts'
import { deployedHash, isChanging, isOtherThanNoted, isOurs, isReading } from './tags.ts'

/** One thing to be done to an asset. */
export interface AssetStep {
  readonly action: 'create' | 'update' | 'read' | 'publish' | 'share' | 'keep' | 'leave' | 'remove' | 'refuse'
  /** As it is to be; of one that is removed, its name. */
  readonly request: Request
  /** As it is; undefined of one that is not there. */
  readonly before?: Found
  /** Why, for people. */
  readonly reason: string
  readonly differences?: readonly Difference[]
  /** Columns that a data set loses, or whose type changes, and who uses them. */
  readonly breaks?: readonly string[]
  readonly sharing?: PermissionChange
  readonly refusal?: LakeError
}

/** What is there, by the name of the request that would make it. */
export type Deployed = ReadonlyMap<string, Found>

/** Who uses columns of a data set, beside what is deployed: analyses and dashboards of users, by the request's name. */
export type UsersOfColumns = ReadonlyMap<string, readonly string[]>

export interface PlanOptions {
  /** Takes the place of assets that others made, and of analyses that somebody changed. */
  readonly replace?: boolean
  /** Also takes columns away that users' own analyses use. */
  readonly breaking?: boolean
  /** Also shows everybody what rules of rows or columns protect now. */
  readonly unprotect?: boolean
  /** Principals to whom the rules of access give personal data: to show it to them takes no protection away. */
  readonly granted?: ReadonlySet<string>
}

/** Columns that a data set would lose, or that would have another type. */
export function lostColumns(request: Request, before: Found | undefined): readonly string[] {
  if (!before || !isOf('CreateDataSet')(request)) return []
  const [next, now] = [
    columnsOf(request.input),
    columnsOf(before.shown as unknown as CreateDataSetCommandInput),
  ]
  if (!next || !now) return []
  return [...now].flatMap(([name, type]) =>
    !next.has(name) || (type !== undefined && next.get(name) !== undefined && next.get(name) !== type)
      ? [name]
      : [],
  )
}

/**
 * Whether what is there is not what we made last: by its hash where the same is wanted still, else as it was given back then.
 * Where a change of ours did not see its end, nobody knows, and it is taken for ours.
 */
const wasChanged = (request: Request, found: Found): boolean =>
  found.tags !== undefined &&
  !isChanging(found) &&
  (deployedHash(found.tags) === hashOf(request) || isOtherThanNoted(found))

/** Whether an analysis has what somebody tries in it, which is not in the one that is wanted. */
export const isTriedIn = (request: Request, before: Found): boolean =>
  isOf('CreateAnalysis')(request) &&
  before.state === 'good' &&
  wasChanged(request, before) &&
  differencesOf(request.input, before.shown).length > 0

const othersMade = (name: string): LakeError =>
  new LakeError({
    what: 'an asset of this id was not made by connect-lake for this environment',
    value: name,
    allowed: 'ids that nobody has, or assets that connect-lake made',
    remedy:
      'name another "prefix" in the section quicksight of the configuration, or put ours in its place with --replace',
  })

const breaksUsers = (name: string, users: readonly string[]): LakeError =>
  new LakeError({
    what: 'a data set would lose columns that analyses of users use, or change their type',
    value: `${name}: ${users.join('; ')}`,
    allowed: 'data sets that keep every column that somebody uses, and its type',
    remedy: 'have them changed first, or take the columns away nevertheless with --breaking',
  })

const unprotects = (name: string, lost: readonly string[]): LakeError =>
  new LakeError({
    what: 'a data set would lose what protects it, and everybody whom it is shared with would see all of it',
    value: `${name}: ${lost.join(', ')}`,
    allowed: 'data sets that stay as protected as they are',
    remedy:
      'see that "access" is in the configuration that this is run with, or take the protection away nevertheless with --unprotect',
  })

const otherUse = (name: string): LakeError =>
  new LakeError({
    what: 'whether a data set is one of rules is settled when it is made',
    value: name,
    allowed: 'the same UseAs as when it was made',
    remedy: 'delete the data set, and apply again',
  })

function refusalOf(
  request: Request,
  before: Found,
  place: QuickSightPlace,
  users: readonly string[],
  { replace, breaking, unprotect, granted }: PlanOptions,
): Pick<AssetStep, 'reason' | 'refusal'> | undefined {
  const name = requestName(request)
  if (before.tags && !isOurs(before.tags, place) && !replace)
    return { reason: 'others made it', refusal: othersMade(name) }
  if (isOf('CreateDataSet')(request) && request.input.UseAs !== before.shown.UseAs)
    return { reason: 'another use', refusal: otherUse(name) }
  if (isOf('CreateDataSet')(request) && !unprotect) {
    const lost = lostProtection(request.input, before.shown as Partial<CreateDataSetCommandInput>, granted)
    if (lost.length > 0) return { reason: 'would be open', refusal: unprotects(name, lost) }
  }
  if (users.length > 0 && !breaking)
    return { reason: 'others use what would go', refusal: breaksUsers(name, users) }
  return undefined
}

function stepOf(
  request: Request,
  before: Found | undefined,
  place: QuickSightPlace,
  users: readonly string[],
  options: PlanOptions,
): AssetStep {
  if (!before) return { action: 'create', request, reason: 'new' }
  const lost = lostColumns(request, before)
  const breaks = lost.length > 0 ? { breaks: [...lost, ...users] } : {}
  const found = { request, before, ...breaks }
  const refused = refusalOf(request, before, place, users, options)
  if (refused) return { ...found, ...refused, action: 'refuse' }

  const differences = differencesOf(request.input, before.shown)
  const { Permissions: wanted = [] } = request.input as {
    readonly Permissions?: readonly ResourcePermission[]
  }
  const change = before.permissions && permissionChange(wanted, before.permissions)
  const sharing = change ? { sharing: change } : {}
  const update = (reason: string): AssetStep => ({
    ...found,
    ...sharing,
    differences,
    action: 'update',
    reason,
  })
  if (before.state === 'failed') return update('its last change failed')
  if (isTriedIn(request, before) && !options.replace)
    return {
      ...{ ...found, ...sharing, differences, action: 'leave' },
      reason: 'was changed by hand; --replace puts ours in its place',
    }
  if (differences.length > 0) return update(wasChanged(request, before) ? 'was changed by hand' : 'changed')
  if (before.tags && isReading(before.tags, request))
    return { ...found, ...sharing, action: 'read', reason: 'was not read to its end' }
  const { versions } = before
  if (versions && versions.published !== versions.latest)
    return {
      ...found,
      ...sharing,
      action: 'publish',
      reason: `version ${versions.published ?? 'none'} is shown`,
    }
  if (change) return { ...found, ...sharing, action: 'share', reason: 'is shared otherwise' }
  // What QuickSight does not give back, as the credentials of a source.
  if (before.tags && deployedHash(before.tags) !== hashOf(request)) return update('changed')
  if (isChanging(before)) return update('its last change was not seen to its end')
  return { ...found, action: 'keep', reason: 'unchanged' }
}

/**
 * Plans what brings QuickSight to what is wanted, each asset after what it names. What others made is refused where it
 * has an id of ours, and so is a data set that loses columns which users' own analyses use.
 */
export const planAssets = (
  wanted: readonly Request[],
  deployed: Deployed,
  place: QuickSightPlace,
  users: UsersOfColumns = new Map(),
  options: PlanOptions = {},
): readonly AssetStep[] =>
  wanted.map(request =>
    stepOf(
      request,
      deployed.get(requestName(request)),
      place,
      users.get(requestName(request)) ?? [],
      options,
    ),
  )
