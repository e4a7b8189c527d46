import { isOf, type Operation, type Request, requestName } from '../quicksight/request.ts'
import type { QuickSightApi } from './api.ts'
import { kindOf } from './assets/kinds.ts'
import type { Found } from './found.ts'
import { type Deployed, isTriedIn, lostColumns, type UsersOfColumns } from './plan.ts'
import { isOurs } from './tags.ts'
import { usersOfColumns } from './users.ts'

/** What is there of what is wanted; nothing is written. */
export async function deployedOf(api: QuickSightApi, wanted: readonly Request[]): Promise<Deployed> {
  const found = new Map<string, Found>()
  const of = new Set(wanted.filter(isOf('CreateFolder')).map(({ input }) => input.FolderId))
  for (const request of wanted) {
    // What belongs to a folder that is not there is not there.
    const folder = isOf('CreateFolderMembership')(request) ? request.input.FolderId : undefined
    if (
      folder !== undefined &&
      of.has(folder) &&
      ![...found].some(([, each]) => each.shown.FolderId === folder)
    )
      continue
    const seen = await kindOf(request).describe(api, request.input)
    if (seen) found.set(requestName(request), seen)
  }
  return found
}

/**
 * Who uses the columns that data sets would lose: asked only where some would go. An analysis of ours in which somebody
 * tries something is a user's.
 */
export async function usersOf(
  api: QuickSightApi,
  wanted: readonly Request[],
  deployed: Deployed,
): Promise<UsersOfColumns> {
  const ours = new Set(
    wanted.flatMap(request => {
      const found = deployed.get(requestName(request))
      return found?.tags && isOurs(found.tags, api.place) && !isTriedIn(request, found) ? [found.arn] : []
    }),
  )
  const losing = wanted.flatMap(request => {
    const before = deployed.get(requestName(request))
    const lost = lostColumns(request, before)
    return before && lost.length > 0 ? [{ name: requestName(request), arn: before.arn, lost }] : []
  })
  const users = await usersOfColumns(api, new Map(losing.map(({ arn, lost }) => [arn, lost])), ours)
  return new Map(losing.map(({ name, arn }) => [name, users.get(arn) ?? []]))
}

/** Kinds that can be listed, last made first: the other way round from how they depend on each other. */
const listings: readonly (readonly [
  Operation,
  string,
  (
    api: QuickSightApi,
    token: string | undefined,
  ) => Promise<{
    ids: readonly (readonly [id: string, arn: string, use?: string])[]
    next: string | undefined
  }>,
])[] = [
  [
    'CreateDashboard',
    'DashboardId',
    async (api, NextToken) => {
      const answer = await api.ask('ListDashboards', 'dashboards', client =>
        client.listDashboards({ AwsAccountId: api.place.account_id, NextToken }),
      )
      return {
        ids: (answer.DashboardSummaryList ?? []).map(({ DashboardId = '', Arn = '' }) => [DashboardId, Arn]),
        next: answer.NextToken,
      }
    },
  ],
  [
    'CreateAnalysis',
    'AnalysisId',
    async (api, NextToken) => {
      const answer = await api.ask('ListAnalyses', 'analyses', client =>
        client.listAnalyses({ AwsAccountId: api.place.account_id, NextToken }),
      )
      const there = (answer.AnalysisSummaryList ?? []).filter(({ Status }) => Status !== 'DELETED')
      return { ids: there.map(({ AnalysisId = '', Arn = '' }) => [AnalysisId, Arn]), next: answer.NextToken }
    },
  ],
  [
    'CreateTheme',
    'ThemeId',
    async (api, NextToken) => {
      const answer = await api.ask('ListThemes', 'themes', client =>
        client.listThemes({ AwsAccountId: api.place.account_id, NextToken, Type: 'CUSTOM' }),
      )
      return {
        ids: (answer.ThemeSummaryList ?? []).map(({ ThemeId = '', Arn = '' }) => [ThemeId, Arn]),
        next: answer.NextToken,
      }
    },
  ],
  [
    'CreateDataSet',
    'DataSetId',
    async (api, NextToken) => {
      const answer = await api.ask('ListDataSets', 'data sets', client =>
        client.listDataSets({ AwsAccountId: api.place.account_id, NextToken }),
      )
      return {
        ids: (answer.DataSetSummaries ?? []).map(({ DataSetId = '', Arn = '', UseAs = '' }) => [
          ...([DataSetId, Arn, UseAs] as const),
        ]),
        next: answer.NextToken,
      }
    },
  ],
  [
    'CreateDataSource',
    'DataSourceId',
    async (api, NextToken) => {
      const answer = await api.ask('ListDataSources', 'data sources', client =>
        client.listDataSources({ AwsAccountId: api.place.account_id, NextToken }),
      )
      return {
        ids: (answer.DataSources ?? []).map(({ DataSourceId = '', Arn = '' }) => [DataSourceId, Arn]),
        next: answer.NextToken,
      }
    },
  ],
  [
    'CreateFolder',
    'FolderId',
    async (api, NextToken) => {
      const answer = await api.ask('ListFolders', 'folders', client =>
        client.listFolders({ AwsAccountId: api.place.account_id, NextToken }),
      )
      return {
        ids: (answer.FolderSummaryList ?? []).map(({ FolderId = '', Arn = '' }) => [FolderId, Arn]),
        next: answer.NextToken,
      }
    },
  ],
]

/** An asset that we made, in the order in which all of them can be taken away. */
export interface OwnAsset {
  readonly operation: Operation
  /** With the prefix. */
  readonly id: string
  readonly arn: string
  /** Whether it is a data set that says who sees rows of others. */
  readonly is_rules: boolean
}

/** Everything that connect-lake made for this environment, wanted or not; by its tags, whatever its name. */
export async function ownAssets(api: QuickSightApi): Promise<readonly OwnAsset[]> {
  const own: OwnAsset[] = []
  for (const [operation, , list] of listings)
    for (let token: string | undefined; ; ) {
      const { ids, next } = await list(api, token)
      for (const [id, ResourceArn, use] of ids) {
        if (!id.startsWith(api.place.prefix)) continue
        const answer = await api.find('ListTagsForResource', id, client =>
          client.listTagsForResource({ ResourceArn }),
        )
        const tags = Object.fromEntries((answer?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))
        if (isOurs(tags, api.place))
          own.push({ operation, id, arn: ResourceArn, is_rules: use === 'RLS_RULES' })
      }
      if (next === undefined) break
      token = next
    }
  return own
}

const idMember = (operation: Operation): string | undefined =>
  listings.find(([each]) => each === operation)?.[1]

/** The request that names an asset, with nothing else in it. */
export const naming = ({ operation, id }: OwnAsset, AwsAccountId: string): Request =>
  ({ operation, id, input: { AwsAccountId, [idMember(operation) as string]: id } }) as unknown as Request

/** What we made and is not wanted any more: of a dashboard that is gone from the specs, or of another release. */
export function unwanted(own: readonly OwnAsset[], wanted: readonly Request[]): readonly OwnAsset[] {
  const ids = new Set(
    wanted.map(({ operation, input }) => {
      const id = (input as unknown as Readonly<Record<string, unknown>>)[idMember(operation) ?? '']
      return `${operation} ${id}`
    }),
  )
  return own.filter(({ operation, id }) => !ids.has(`${operation} ${id}`))
}
