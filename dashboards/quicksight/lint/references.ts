import type { Violation } from '../model/check.ts'
import { isOf, type Operation, type Request } from '../request.ts'
import { resourceOf } from './scope.ts'
import { doubles, found, oneOf } from './violation.ts'
import { nodesOf } from './walk.ts'

/** By the word in their ARNs: how what requests make is called there. */
const made: Readonly<Record<string, (all: readonly Request[]) => readonly (string | undefined)[]>> = {
  datasource: all => all.filter(isOf('CreateDataSource')).map(({ input }) => input.DataSourceId),
  dataset: all => all.filter(isOf('CreateDataSet')).map(({ input }) => input.DataSetId),
  theme: all => all.filter(isOf('CreateTheme')).map(({ input }) => input.ThemeId),
  folder: all => all.filter(isOf('CreateFolder')).map(({ input }) => input.FolderId),
  analysis: all => all.filter(isOf('CreateAnalysis')).map(({ input }) => input.AnalysisId),
  dashboard: all => all.filter(isOf('CreateDashboard')).map(({ input }) => input.DashboardId),
}

/** Members that are ARNs of what has to be there first. */
const members = ['DataSourceArn', 'DataSetArn', 'ThemeArn', 'ParentFolderArn'] as const

const memberTypes: Readonly<Record<string, string>> = {
  DASHBOARD: 'dashboard',
  ANALYSIS: 'analysis',
  DATASET: 'dataset',
  DATASOURCE: 'datasource',
}

/**
 * What a request names is made by one of the others. Of a kind that none of them makes, what is named may be there
 * already; so may what lies in another account.
 */
export function* referenceRules(
  request: Request,
  all: readonly Request[],
  shape: string,
): Generator<Violation> {
  const account = request.input.AwsAccountId
  for (const { value, path } of nodesOf(shape, request.input, ''))
    for (const member of members) {
      const arn = value[member]
      if (typeof arn !== 'string' || arn.split(':')[4] !== account) continue
      const [kind = '', id = ''] = resourceOf(arn).split('/')
      const there = made[kind]?.(all) ?? []
      if (there.length > 0 && !there.includes(id))
        yield found(
          path === '' ? member : `${path}.${member}`,
          `there is no such ${kind}`,
          arn,
          oneOf(there as string[]),
        )
    }
  if (isOf('CreateFolderMembership')(request)) {
    const { FolderId, MemberId, MemberType = '' } = request.input
    const folders = made.folder?.(all) ?? []
    if (folders.length > 0 && !folders.includes(FolderId))
      yield found('FolderId', 'there is no such folder', FolderId, oneOf(folders as string[]))
    const there = made[memberTypes[MemberType] ?? '']?.(all) ?? []
    if (!there.includes(MemberId))
      yield found('MemberId', 'there is no such member', MemberId, oneOf(there as string[]))
  }
  const sets = all.filter(isOf('CreateDataSet')).map(({ input }) => input.DataSetId)
  if (
    (isOf('CreateRefreshSchedule')(request) || isOf('PutDataSetRefreshProperties')(request)) &&
    !sets.includes(request.input.DataSetId)
  )
    yield found('DataSetId', 'there is no such data set', request.input.DataSetId, oneOf(sets as string[]))
}

const idMembers: Readonly<Partial<Record<Operation, string>>> = {
  CreateGroup: 'GroupName',
  CreateFolder: 'FolderId',
  CreateDataSource: 'DataSourceId',
  CreateDataSet: 'DataSetId',
  CreateTheme: 'ThemeId',
  CreateAnalysis: 'AnalysisId',
  CreateDashboard: 'DashboardId',
}

/** No asset is made twice. */
export function* doubleAssets(all: readonly Request[]): Generator<Violation & { readonly request: Request }> {
  for (const [operation, member] of Object.entries(idMembers)) {
    const some = all.filter(each => each.operation === operation)
    const named = some.map((each, i) => ({
      name: String((each.input as unknown as Record<string, unknown>)[member]),
      path: `${i}`,
    }))
    for (const each of doubles(`the id of ${operation}`, named))
      yield { ...each, path: member, allowed: 'another id', request: some[Number(each.path)] as Request }
  }
}
