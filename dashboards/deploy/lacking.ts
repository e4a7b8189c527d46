import type { CreateDataSetCommandInput, DashboardVersionDefinition } from '@aws-sdk/client-quicksight'
import { LakeError } from '../../schema/error.ts'
import { columnRules } from '../quicksight/lint/columns.ts'
import { type Columns, columnsOf } from '../quicksight/lint/data-set.ts'
import { columnsByArn, type DataSetScope, resourceOf, scopeOf } from '../quicksight/lint/scope.ts'
import { isOf, type Request, requestName } from '../quicksight/request.ts'
import { placeIn } from '../quicksight/where.ts'
import type { QuickSightApi } from './api.ts'
import { type AssetStep, lostColumns } from './plan.ts'

/** The columns of data sets by their resource, `dataset/contacts`: undefined where they are not known; missing where there is no such data set. */
type ColumnsOfAll = ReadonlyMap<string, Columns | undefined>

/** The columns that a field is made of: itself, or those of its expression and of what that names. */
function columnsUnder(
  name: string,
  { calculated }: DataSetScope,
  above: readonly string[] = [],
): readonly string[] {
  const field = calculated.get(name)
  if (!field) return [name]
  if (above.includes(name)) return []
  return [...(field.expression?.fields ?? [])].flatMap(each =>
    columnsUnder(each, { columns: undefined, calculated }, [...above, name]),
  )
}

/** What a definition uses and data sets do not have, or have of another type, by place: `sheet now, visual waits: wait_s of queues`. */
function lacking(definition: DashboardVersionDefinition, columns: ColumnsOfAll): readonly string[] {
  const gone = (definition.DataSetIdentifierDeclarations ?? [])
    .map(({ DataSetArn = '' }) => resourceOf(DataSetArn))
    .filter(resource => !columns.has(resource))
  const scope = scopeOf(definition, 'DashboardVersionDefinition', columns)
  const byPlace = new Map<string, Set<string>>()
  const note = (path: string, what: string) => {
    const place = placeIn({ Definition: definition }, path) || path
    byPlace.set(place, (byPlace.get(place) ?? new Set()).add(what))
  }
  for (const { value, path } of scope.nodes('ColumnIdentifier')) {
    const identifier = String(value.DataSetIdentifier)
    const dataSet = scope.dataSets.get(identifier)
    if (!dataSet?.columns) continue
    for (const name of columnsUnder(String(value.ColumnName), dataSet))
      if (!dataSet.columns.has(name)) note(path, `${name} of ${identifier}`)
  }
  for (const { path, what, value, allowed } of columnRules(scope))
    if (what.startsWith('a column of another type'))
      note(path, `${value.replace(/^"|"$/g, '')}, not ${allowed}`)
  return [
    ...gone.map(resource => `${resource} is not there`),
    ...[...byPlace].map(([place, names]) => `${place}: ${[...names].join('; ')}`),
  ]
}

/** A version of a dashboard that viewers see, or are to see. */
export interface ShownVersion {
  readonly request: Request<'CreateDashboard'>
  readonly version: number
}

/**
 * What versions of dashboards use and data sets do not have, for people.
 * @param after data sets as they will be; of others it is asked how they are
 */
async function lackingOf(
  api: QuickSightApi,
  versions: readonly ShownVersion[],
  after: ColumnsOfAll = new Map(),
): Promise<readonly string[]> {
  const AwsAccountId = api.place.account_id
  const columns = new Map(after)
  const asked = new Set<string>()
  const lines: string[] = []
  for (const { request, version: VersionNumber } of versions) {
    const { DashboardId = '' } = request.input
    const { Definition: definition } = await api.ask(
      'DescribeDashboardDefinition',
      `dashboard ${DashboardId}`,
      client => client.describeDashboardDefinition({ AwsAccountId, DashboardId, VersionNumber }),
    )
    if (!definition) continue
    for (const { DataSetArn = '' } of definition.DataSetIdentifierDeclarations ?? []) {
      const resource = resourceOf(DataSetArn)
      if (columns.has(resource) || asked.has(resource)) continue
      asked.add(resource)
      const DataSetId = resource.slice('dataset/'.length)
      const answer = await api.find('DescribeDataSet', `data set ${DataSetId}`, client =>
        client.describeDataSet({ AwsAccountId, DataSetId }),
      )
      if (answer?.DataSet)
        columns.set(resource, columnsOf(answer.DataSet as unknown as CreateDataSetCommandInput))
    }
    for (const line of lacking(definition, columns))
      lines.push(`${requestName(request)}, version ${VersionNumber}: ${line}`)
  }
  return lines
}

/** Throws where versions that are to be shown use what data sets do not have any more. */
export async function checkToBeShown(api: QuickSightApi, versions: readonly ShownVersion[]): Promise<void> {
  const lines = await lackingOf(api, versions)
  if (lines.length === 0) return
  throw new LakeError({
    what: 'versions of dashboards use what data sets do not have any more, and viewers would see visuals fail',
    value: lines.join('\n'),
    allowed: 'versions of which data sets have every column, of the type that is used',
    remedy:
      'go forward with: connect-lake dashboards apply; to go back, apply the release that the version is of',
  })
}

/** What steps take from data sets that dashboards use as viewers see them, for people. */
export async function lackedMeanwhile(
  api: QuickSightApi,
  steps: readonly AssetStep[],
): Promise<readonly string[]> {
  const loses = ({ action, request, before }: AssetStep): boolean =>
    isOf('CreateDataSet')(request) && (action === 'remove' || lostColumns(request, before).length > 0)
  if (!steps.some(loses)) return []
  const kept = steps.filter(({ action }) => action !== 'remove')
  const after = new Map(columnsByArn(kept.map(({ request }) => request)))
  for (const { request, before } of kept) {
    if (!isOf('CreateDataSet')(request)) continue
    const lost = lostColumns(request, before)
    const key = `dataset/${request.input.DataSetId}`
    const columns = after.get(key)
    // One of another type is as good as gone.
    if (columns && lost.length > 0)
      after.set(key, new Map([...columns].filter(([name]) => !lost.includes(name))))
  }
  const versions = kept.flatMap(({ request, before }): readonly ShownVersion[] => {
    const version = before?.versions?.published
    return isOf('CreateDashboard')(request) && version !== undefined ? [{ request, version }] : []
  })
  return lackingOf(api, versions, after)
}

/** Throws where steps take from data sets what dashboards use as viewers see them, and would go on to see them. */
export async function checkShownMeanwhile(api: QuickSightApi, steps: readonly AssetStep[]): Promise<void> {
  const lines = await lackedMeanwhile(api, steps)
  if (lines.length === 0) return
  throw new LakeError({
    what: 'data sets would lose what dashboards use as viewers see them, whose visuals would fail',
    value: lines.join('\n'),
    allowed: 'to leave viewers with what they see while data sets keep every column of it, and its type',
    remedy: 'apply without --no-publish, which shows the new versions',
  })
}
