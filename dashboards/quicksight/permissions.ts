/** What can be shared. */
export type RoleKind = 'datasource' | 'dataset' | 'theme' | 'folder' | 'analysis' | 'dashboard'

const quicksight = (text: string): readonly string[] => text.split(' ').map(action => `quicksight:${action}`)

const viewers: Readonly<Record<RoleKind, readonly string[]>> = {
  datasource: quicksight('DescribeDataSource DescribeDataSourcePermissions PassDataSource'),
  dataset: quicksight(
    'DescribeDataSet DescribeDataSetPermissions PassDataSet DescribeIngestion ListIngestions',
  ),
  theme: quicksight('DescribeTheme DescribeThemeAlias ListThemeAliases ListThemeVersions'),
  folder: quicksight('DescribeFolder'),
  // Who sees an analysis can change it: QuickSight has no other set.
  analysis: quicksight(
    'DescribeAnalysis QueryAnalysis UpdateAnalysis DeleteAnalysis RestoreAnalysis DescribeAnalysisPermissions UpdateAnalysisPermissions',
  ),
  dashboard: quicksight('DescribeDashboard ListDashboardVersions QueryDashboard'),
}

const more: Readonly<Record<RoleKind, readonly string[]>> = {
  datasource: quicksight('UpdateDataSource DeleteDataSource UpdateDataSourcePermissions'),
  dataset: quicksight(
    'UpdateDataSet DeleteDataSet CreateIngestion CancelIngestion UpdateDataSetPermissions CreateRefreshSchedule ' +
      'UpdateRefreshSchedule DeleteRefreshSchedule ListRefreshSchedules DescribeRefreshSchedule ' +
      'PutDataSetRefreshProperties DescribeDataSetRefreshProperties DeleteDataSetRefreshProperties',
  ),
  theme: quicksight(
    'UpdateTheme DeleteTheme CreateThemeAlias UpdateThemeAlias DeleteThemeAlias UpdateThemePermissions DescribeThemePermissions',
  ),
  folder: quicksight(
    'CreateFolder UpdateFolder DeleteFolder CreateFolderMembership DeleteFolderMembership DescribeFolderPermissions UpdateFolderPermissions',
  ),
  analysis: [],
  dashboard: quicksight(
    'UpdateDashboard DeleteDashboard DescribeDashboardPermissions UpdateDashboardPermissions UpdateDashboardPublishedVersion',
  ),
}

const rolesOf = (kind: RoleKind) => ({ viewer: viewers[kind], owner: [...viewers[kind], ...more[kind]] })

/**
 * Actions by kind of asset and role, whole: QuickSight refuses parts of some sets, and its console shows no others
 * rightly.
 */
export const roles: Readonly<Record<RoleKind, ReturnType<typeof rolesOf>>> = {
  datasource: rolesOf('datasource'),
  dataset: rolesOf('dataset'),
  theme: rolesOf('theme'),
  folder: rolesOf('folder'),
  analysis: rolesOf('analysis'),
  dashboard: rolesOf('dashboard'),
}
