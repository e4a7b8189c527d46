import { LakeError } from '../../schema/error.ts'
import { type Request, requestName } from '../quicksight/request.ts'
import type { QuickSightApi } from './api.ts'
import { kindOf } from './assets/kinds.ts'
import { naming, type OwnAsset, ownAssets, unwanted } from './deployed.ts'
import type { AssetStep } from './plan.ts'
import { usersOfAssets } from './users.ts'

/** What is removed, each before what it names: rules before the data sets that they protect would leave those open. */
export function planRemoval(own: readonly OwnAsset[]): readonly OwnAsset[] {
  const order = own.map(({ operation }) => operation)
  const rank = (each: OwnAsset): number => 2 * order.indexOf(each.operation) + (each.is_rules ? 1 : 0)
  return own.toSorted((a, b) => rank(a) - rank(b))
}

/** Takes one away; what is gone already is no error. */
export async function removeAsset(api: QuickSightApi, request: Request): Promise<void> {
  await kindOf(request).remove(api, request.input)
}

/** Takes away what is planned. Groups stay: people are in them. */
export async function removeAssets(api: QuickSightApi, own: readonly OwnAsset[]): Promise<void> {
  for (const each of own) await removeAsset(api, naming(each, api.place.account_id))
}

/** By its ARN, who else uses an asset that would go: analyses, dashboards and data sets of others. */
const othersUsing = (
  api: QuickSightApi,
  gone: readonly OwnAsset[],
  own: readonly OwnAsset[],
): Promise<ReadonlyMap<string, readonly string[]>> =>
  usersOfAssets(
    api,
    gone.map(({ arn }) => arn),
    new Set(own.map(({ arn }) => arn)),
  )

/** Throws where others use what is to be taken away. */
export async function checkNobodyElse(api: QuickSightApi, own: readonly OwnAsset[]): Promise<void> {
  const users = await othersUsing(api, own, own)
  const used = own.flatMap(each => {
    const others = users.get(each.arn) ?? []
    return others.length > 0 ? [`${requestName(each)}: ${others.join('; ')}`] : []
  })
  if (used.length === 0) return
  throw new LakeError({
    what: 'assets that would be taken away are used by assets of others',
    value: used.join('\n'),
    allowed: 'to take away what nobody else uses',
    remedy: 'have them changed or deleted first, or take all away nevertheless with --breaking',
  })
}

const usedByOthers = (name: string, users: readonly string[]): LakeError =>
  new LakeError({
    what: 'an asset that is not wanted any more is used by assets of others',
    value: `${name}: ${users.join('; ')}`,
    allowed: 'to take away what nobody else uses',
    remedy: 'have them changed or deleted first, or apply without --prune, which leaves it where it is',
  })

/**
 * What we made and is not wanted any more, as steps that follow all others: each is removed, or refused where an
 * analysis, a dashboard or a data set of somebody else uses it.
 */
export async function planPrune(
  api: QuickSightApi,
  wanted: readonly Request[],
): Promise<readonly AssetStep[]> {
  const own = await ownAssets(api)
  const gone = planRemoval(unwanted(own, wanted))
  const users = await othersUsing(api, gone, own)
  return gone.map(each => {
    const request = naming(each, api.place.account_id)
    const others = users.get(each.arn) ?? []
    return others.length > 0
      ? {
          ...{ action: 'refuse', request, reason: 'is not wanted any more, and others use it' },
          refusal: usedByOthers(requestName(request), others),
        }
      : { action: 'remove', request, reason: 'is not wanted any more' }
  })
}
