import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { placeOf, type QuickSightSettings } from '../../dashboards/quicksight/settings.ts'
import { allow } from '../access.ts'
import type { Part } from '../part.ts'

const quicksight = (operations: string): readonly string[] =>
  operations.split(/\s+/).map(each => `quicksight:${each}`)

/** ARNs of what begins with the names of a deployment. */
const assets = (part: Part, { prefix }: QuickSightSettings, kind: string): string =>
  part.arn('quicksight', `${kind}/${prefix}*`)

/** What a kind of asset is asked for, but for its lists. */
const byKind: Readonly<Record<string, string>> = {
  dashboard:
    'CreateDashboard DescribeDashboard UpdateDashboard DeleteDashboard DescribeDashboardPermissions UpdateDashboardPermissions ListDashboardVersions UpdateDashboardPublishedVersion',
  analysis:
    'CreateAnalysis DescribeAnalysis UpdateAnalysis DeleteAnalysis RestoreAnalysis DescribeAnalysisPermissions UpdateAnalysisPermissions',
  // The rest of its name are its schedules.
  dataset:
    'DescribeDataSet UpdateDataSet DeleteDataSet PassDataSet DescribeDataSetPermissions UpdateDataSetPermissions PutDataSetRefreshProperties DescribeDataSetRefreshProperties DeleteDataSetRefreshProperties CreateRefreshSchedule DescribeRefreshSchedule UpdateRefreshSchedule DeleteRefreshSchedule ListRefreshSchedules DescribeIngestion ListIngestions',
  datasource:
    'DescribeDataSource UpdateDataSource DeleteDataSource PassDataSource DescribeDataSourcePermissions UpdateDataSourcePermissions',
  theme: 'CreateTheme DescribeTheme UpdateTheme DeleteTheme DescribeThemePermissions UpdateThemePermissions',
  folder:
    'CreateFolder DescribeFolder UpdateFolder DeleteFolder DescribeFolderPermissions UpdateFolderPermissions ListFolderMembers',
}

/**
 * Makes, changes, shares and removes what begins with the names of the deployment. Of others it reads what uses our
 * columns, before it takes any away.
 * @param readerArn the role that is handed to QuickSight with the data source
 */
export function deploysDashboards(
  part: Part,
  settings: QuickSightSettings,
  readerArn: string,
): readonly PolicyStatement[] {
  const { identity_region, namespace, account_id } = placeOf(settings)
  const people = (resource: string): string =>
    `arn:${part.partition}:quicksight:${identity_region}:${account_id}:${resource}`
  const own = (...kinds: string[]): readonly string[] => kinds.map(kind => assets(part, settings, kind))
  const all = (...kinds: string[]): readonly string[] =>
    kinds.map(kind => part.arn('quicksight', `${kind}/*`))
  const pass = allow(['iam:PassRole'], readerArn)
  pass.addCondition('StringEquals', { 'iam:PassedToService': 'quicksight.amazonaws.com' })
  return [
    ...Object.entries(byKind).map(([kind, operations]) => allow(quicksight(operations), ...own(kind))),
    // A data set is made out of a data source, a member of a folder is a dashboard.
    allow(quicksight('CreateDataSet'), ...own('dataset', 'datasource')),
    allow(quicksight('CreateFolderMembership DeleteFolderMembership'), ...own('folder', 'dashboard')),
    allow(quicksight('TagResource ListTagsForResource'), ...own(...Object.keys(byKind))),
    allow(quicksight('ListDashboards DescribeDashboardDefinition'), ...all('dashboard')),
    // A data set of a user may stand on ours.
    allow(quicksight('DescribeDataSet'), ...all('dataset')),
    allow(quicksight('ListAnalyses DescribeAnalysisDefinition'), ...all('analysis')),
    allow(quicksight('ListThemes'), ...all('theme')),
    allow(quicksight('ListFolders'), ...all('folder')),
    // QuickSight takes no resource for them.
    allow(quicksight('CreateDataSource ListDataSources ListDataSets'), '*'),
    allow(quicksight('DescribeAccountSubscription'), people('account/*')),
    allow(quicksight('DescribeNamespace'), people(`namespace/${namespace}`)),
    allow(
      quicksight('CreateGroup DescribeGroup UpdateGroup'),
      ...Object.keys(settings.groups).map(group => people(`group/${namespace}/${group}`)),
    ),
    pass,
  ]
}

/** Has data sets read anew; each notes in a tag which commit of the lake it has. */
export const refreshesDataSets = (part: Part, settings: QuickSightSettings): readonly PolicyStatement[] => [
  allow(
    quicksight('CreateIngestion DescribeIngestion ListTagsForResource TagResource'),
    assets(part, settings, 'dataset'),
  ),
]
