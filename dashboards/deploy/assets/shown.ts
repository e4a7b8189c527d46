import type {
  CreateAnalysisCommandInput,
  CreateDashboardCommandInput,
  CreateThemeCommandInput,
} from '@aws-sdk/client-quicksight'
import { isNamed, type QuickSightApi } from '../api.ts'
import { sharingOf, stateOf, type Versions } from '../found.ts'
import type { AssetKind } from './asset.ts'

export const theme: AssetKind<CreateThemeCommandInput> = {
  async describe(api, { AwsAccountId, ThemeId }) {
    const of = `theme ${ThemeId}`
    const id = { AwsAccountId, ThemeId }
    const answer = await api.find('DescribeTheme', of, client => client.describeTheme(id))
    if (!answer?.Theme) return undefined
    const { Arn = '', Name, Version = {} } = answer.Theme
    const { BaseThemeId, Configuration, Status, Errors, VersionNumber = 0 } = Version
    const sharing = await sharingOf(api, of, Arn, 'DescribeThemePermissions', client =>
      client.describeThemePermissions(id),
    )
    return {
      ...{ ...sharing, state: stateOf(Status), version: VersionNumber },
      shown: { ThemeId, Name, BaseThemeId, Configuration },
      ...(Errors && { errors: Errors }),
    }
  },
  create: (api, input) =>
    api.ask('CreateTheme', `theme ${input.ThemeId}`, client => client.createTheme(input)),
  update: (api, { Permissions: _, Tags: __, ...input }) =>
    api.ask('UpdateTheme', `theme ${input.ThemeId}`, client => client.updateTheme(input)),
  remove: (api, { AwsAccountId, ThemeId }) =>
    api.find('DeleteTheme', `theme ${ThemeId}`, client => client.deleteTheme({ AwsAccountId, ThemeId })),
  share: (api, { AwsAccountId, ThemeId }, change) =>
    api.ask('UpdateThemePermissions', `theme ${ThemeId}`, client =>
      client.updateThemePermissions({ AwsAccountId, ThemeId, ...change }),
    ),
}

export const analysis: AssetKind<CreateAnalysisCommandInput> = {
  async describe(api, { AwsAccountId, AnalysisId }) {
    const of = `analysis ${AnalysisId}`
    const id = { AwsAccountId, AnalysisId }
    const answer = await api.find('DescribeAnalysis', of, client => client.describeAnalysis(id))
    const { Arn = '', Status, Errors, ThemeArn, Name } = answer?.Analysis ?? {}
    // A deleted one is shown for as long as it can be restored.
    if (!answer || Status === 'DELETED') return undefined
    const { Definition } = await api.ask('DescribeAnalysisDefinition', of, client =>
      client.describeAnalysisDefinition(id),
    )
    const sharing = await sharingOf(api, of, Arn, 'DescribeAnalysisPermissions', client =>
      client.describeAnalysisPermissions(id),
    )
    return {
      ...{ ...sharing, state: stateOf(Status) },
      shown: { AnalysisId, Name, ThemeArn, Definition },
      ...(Errors && { errors: Errors }),
    }
  },
  create: (api, input) =>
    api
      .ask('CreateAnalysis', `analysis ${input.AnalysisId}`, client => client.createAnalysis(input))
      .catch(async error => {
        if (!isNamed(error, 'ResourceExistsException')) throw error
        const { AwsAccountId, AnalysisId } = input
        const restored = await api.find('RestoreAnalysis', `analysis ${AnalysisId}`, client =>
          client.restoreAnalysis({ AwsAccountId, AnalysisId }),
        )
        if (!restored) throw error
        return updateAnalysis(api, input)
      }),
  update: (api, input) => updateAnalysis(api, input),
  remove: (api, { AwsAccountId, AnalysisId }) =>
    // It comes from code: there is nothing to restore, and its id is free again.
    api.find('DeleteAnalysis', `analysis ${AnalysisId}`, client =>
      client.deleteAnalysis({ AwsAccountId, AnalysisId, ForceDeleteWithoutRecovery: true }),
    ),
  share: (api, { AwsAccountId, AnalysisId }, change) =>
    api.ask('UpdateAnalysisPermissions', `analysis ${AnalysisId}`, client =>
      client.updateAnalysisPermissions({ AwsAccountId, AnalysisId, ...change }),
    ),
}

const updateAnalysis = (
  api: QuickSightApi,
  { Permissions: _, Tags: __, FolderArns: ___, ...input }: CreateAnalysisCommandInput,
) => api.ask('UpdateAnalysis', `analysis ${input.AnalysisId}`, client => client.updateAnalysis(input))

/** A dashboard by its ids. */
type DashboardId = Pick<CreateDashboardCommandInput, 'AwsAccountId' | 'DashboardId'>

/** Every version of a dashboard; undefined where there is no such dashboard. */
export async function versionsOf(
  api: QuickSightApi,
  { AwsAccountId, DashboardId }: DashboardId,
): Promise<(Versions & { readonly descriptions: ReadonlyMap<number, string> }) | undefined> {
  const of = `dashboard ${DashboardId}`
  const seen: { number: number; status: string; description: string }[] = []
  for (let NextToken: string | undefined; ; ) {
    const answer = await api.find('ListDashboardVersions', of, client =>
      client.listDashboardVersions({ AwsAccountId, DashboardId, NextToken }),
    )
    if (!answer) return undefined
    for (const { VersionNumber = 0, Status = '', Description = '' } of answer.DashboardVersionSummaryList ??
      [])
      seen.push({ number: VersionNumber, status: Status, description: Description })
    NextToken = answer.NextToken
    if (NextToken === undefined) break
  }
  const published = await api.find('DescribeDashboard', of, client =>
    client.describeDashboard({ AwsAccountId, DashboardId }),
  )
  return {
    published: published?.Dashboard?.Version?.VersionNumber,
    latest: Math.max(0, ...seen.map(({ number }) => number)),
    good: seen
      .filter(({ status }) => stateOf(status) === 'good')
      .map(({ number }) => number)
      .sort((a, b) => a - b),
    descriptions: new Map(seen.map(({ number, description }) => [number, description])),
  }
}

export const dashboard: AssetKind<CreateDashboardCommandInput> = {
  /** The newest version, published or not: that is what an update is compared with. */
  async describe(api, { AwsAccountId, DashboardId }) {
    const of = `dashboard ${DashboardId}`
    const id = { AwsAccountId, DashboardId }
    const found = await versionsOf(api, id)
    if (!found) return undefined
    const { descriptions: _, ...versions } = found
    // A list can lag behind a dashboard that was just made, and be empty.
    const version = { ...id, VersionNumber: versions.latest || undefined }
    const { Dashboard } = await api.ask('DescribeDashboard', of, client => client.describeDashboard(version))
    const { Arn = '', Version: { Status, Errors } = {} } = Dashboard ?? {}
    const { Definition, DashboardPublishOptions, ThemeArn, Name } = await api.ask(
      'DescribeDashboardDefinition',
      of,
      client => client.describeDashboardDefinition(version),
    )
    const sharing = await sharingOf(api, of, Arn, 'DescribeDashboardPermissions', client =>
      client.describeDashboardPermissions(id),
    )
    return {
      ...{ ...sharing, state: stateOf(Status), version: versions.latest, versions },
      shown: { DashboardId, Name, ThemeArn, Definition, DashboardPublishOptions },
      ...(Errors && { errors: Errors }),
    }
  },
  create: (api, input) =>
    api.ask('CreateDashboard', `dashboard ${input.DashboardId}`, client => client.createDashboard(input)),
  update: (
    api,
    {
      Permissions: _,
      Tags: __,
      FolderArns: ___,
      LinkSharingConfiguration: ____,
      LinkEntities: _____,
      ...input
    },
  ) => api.ask('UpdateDashboard', `dashboard ${input.DashboardId}`, client => client.updateDashboard(input)),
  remove: (api, { AwsAccountId, DashboardId }) =>
    api.find('DeleteDashboard', `dashboard ${DashboardId}`, client =>
      client.deleteDashboard({ AwsAccountId, DashboardId }),
    ),
  share: (api, { AwsAccountId, DashboardId }, change) =>
    api.ask('UpdateDashboardPermissions', `dashboard ${DashboardId}`, client =>
      client.updateDashboardPermissions({ AwsAccountId, DashboardId, ...change }),
    ),
}

/** Shows viewers another version of a dashboard. */
export const publishVersion = (
  api: QuickSightApi,
  { AwsAccountId, DashboardId }: DashboardId,
  VersionNumber: number,
) =>
  api.ask('UpdateDashboardPublishedVersion', `dashboard ${DashboardId}`, client =>
    client.updateDashboardPublishedVersion({ AwsAccountId, DashboardId, VersionNumber }),
  )
