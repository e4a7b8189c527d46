import { isOf, type Request } from './request.ts'

/** A resource of CloudFormation. */
export interface CfnResource {
  readonly Type: string
  readonly Properties: Readonly<Record<string, unknown>>
}

const types: Readonly<Partial<Record<Request['operation'], string>>> = {
  CreateFolder: 'Folder',
  CreateDataSource: 'DataSource',
  CreateDataSet: 'DataSet',
  CreateTheme: 'Theme',
  CreateAnalysis: 'Analysis',
  CreateDashboard: 'Dashboard',
  CreateRefreshSchedule: 'RefreshSchedule',
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0

/** What CloudFormation does not have of definitions. */
const unknown = new Set(['TooltipSheets', 'CustomActionDefaults'])

function known(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(known)
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name, each]) => each !== undefined && !unknown.has(name))
  return Object.fromEntries(
    kept
      .map(([name, each]) => [name, known(each)] as const)
      .filter(([name, each]) => name !== 'Options' || !isEmpty(each)),
  )
}

/**
 * Requests as resources of CloudFormation, by `<operation>.<id>`. It differs from the API: a schedule has a `TimeZone`,
 * refresh properties stand within the data set, whose ingestion is not waited for, since one that fails would take the
 * stack back, and members of a folder are named by the dashboard. Groups have a type of their own in CloudFormation only
 * in part: they are left out, and have to be there.
 */
export function toCloudFormation(requests: readonly Request[]): Readonly<Record<string, CfnResource>> {
  const properties = requests.filter(isOf('PutDataSetRefreshProperties'))
  const members = requests.filter(isOf('CreateFolderMembership'))
  const folderArn = (id: string | undefined, board: Request<'CreateDashboard'>): string => {
    const [arn, partition, , region, account] = (
      board.input.Definition?.DataSetIdentifierDeclarations?.[0]?.DataSetArn ?? 'arn:aws:quicksight::'
    ).split(':')
    return [arn, partition, 'quicksight', region, account, `folder/${id}`].join(':')
  }
  const resources = requests.flatMap((each): readonly (readonly [string, CfnResource])[] => {
    const type = types[each.operation]
    if (!type) return []
    let input = known(each.input) as Record<string, unknown>
    if (isOf('CreateDataSet')(each)) {
      const own = properties.find(({ input: { DataSetId } }) => DataSetId === each.input.DataSetId)
      input = {
        ...input,
        ...(own && { DataSetRefreshProperties: known(own.input.DataSetRefreshProperties) }),
        ...(each.input.ImportMode === 'SPICE' && { IngestionWaitPolicy: { WaitForSpiceIngestion: false } }),
      }
    }
    if (isOf('CreateRefreshSchedule')(each)) {
      const schedule = input.Schedule as { ScheduleFrequency: Record<string, unknown> }
      const { Timezone, ...frequency } = schedule.ScheduleFrequency
      const ScheduleFrequency = { ...frequency, ...(Timezone !== undefined && { TimeZone: Timezone }) }
      input = { ...input, Schedule: { ...schedule, ScheduleFrequency } }
    }
    if (isOf('CreateDashboard')(each)) {
      const folders = members.filter(({ input: { MemberId } }) => MemberId === each.input.DashboardId)
      if (folders.length > 0)
        input = { ...input, FolderArns: folders.map(({ input: { FolderId } }) => folderArn(FolderId, each)) }
    }
    return [[`${each.operation}.${each.id}`, { Type: `AWS::QuickSight::${type}`, Properties: input }]]
  })
  return Object.fromEntries(resources)
}
