import type { RequestFile } from '../quicksight/files.ts'
import { serviceModel, shapeNamed } from '../quicksight/model/model.ts'
import { type Request, requestName } from '../quicksight/request.ts'
import type { Deployed } from './plan.ts'

/** What a request can have: what else QuickSight tells of an asset, as when it was made, is not asked for. */
function askable({ operation }: Request, shown: object): object {
  const members = shapeNamed(serviceModel.operations[operation]?.input).members ?? {}
  return Object.fromEntries(Object.entries(shown).filter(([name]) => name in members))
}

/** What is deployed as files, in the form of the requests that would make it, with the same names. */
export const exportedFiles = (wanted: readonly Request[], deployed: Deployed): readonly RequestFile[] =>
  wanted.flatMap(request => {
    const found = deployed.get(requestName(request))
    if (!found) return []
    const { shown, permissions, tags } = found
    const { AwsAccountId } = request.input
    const input = {
      AwsAccountId,
      ...askable(request, shown),
      ...(permissions && permissions.length > 0 && { Permissions: permissions }),
      ...(tags && { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    }
    return [{ name: `${requestName(request)}.json`, text: `${JSON.stringify(input, undefined, 2)}\n` }]
  })
