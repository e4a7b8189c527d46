import type { AnalysisDefinition, DashboardVersionDefinition } from '@aws-sdk/client-quicksight'
import { expressionOf } from '../quicksight/lint/expression.ts'
import { nodesOf } from '../quicksight/lint/walk.ts'
import { isNamed, type QuickSightApi } from './api.ts'

type Definition = AnalysisDefinition | DashboardVersionDefinition

/** The columns of a data set that a definition names. */
function columnsUsed(definition: Definition, shape: string, arn: string): ReadonlySet<string> {
  const identifiers = new Set(
    (definition.DataSetIdentifierDeclarations ?? [])
      .filter(({ DataSetArn }) => DataSetArn === arn)
      .map(({ Identifier }) => Identifier),
  )
  const used = new Set<string>()
  for (const { shape: name, value } of nodesOf(shape, definition, 'Definition')) {
    if (!identifiers.has(value.DataSetIdentifier as string)) continue
    if (name === 'ColumnIdentifier') used.add(String(value.ColumnName))
    if (name === 'CalculatedField') {
      try {
        for (const field of expressionOf(String(value.Expression)).fields) used.add(field)
      } catch {
        // What others wrote and nobody can read: whatever column it names, by its text.
        for (const [, field] of String(value.Expression).matchAll(/\{([^}]+)\}/g)) used.add(field as string)
      }
    }
  }
  return used
}

/** Pages of a list, one behind the other. */
async function listed<T>(
  page: (token: string | undefined) => Promise<readonly [readonly T[], string | undefined]>,
) {
  const all: T[] = []
  for (let token: string | undefined; ; ) {
    const [some, next] = await page(token)
    all.push(...some)
    if (next === undefined) return all
    token = next
  }
}

/** An analysis or a dashboard of somebody else. */
interface Other {
  /** For people: `analysis Mine`. */
  readonly name: string
  /** Of what its definition is one. */
  readonly shape: 'AnalysisDefinition' | 'DashboardVersionDefinition'
  readonly definition: Definition | undefined
  readonly theme: string | undefined
}

/** Every analysis and dashboard but those of some ARNs. Each has to be looked at. */
async function others(api: QuickSightApi, ours: ReadonlySet<string>): Promise<readonly Other[]> {
  const AwsAccountId = api.place.account_id
  const analyses = await listed(token =>
    api
      .ask('ListAnalyses', 'analyses', client => client.listAnalyses({ AwsAccountId, NextToken: token }))
      .then(answer => [answer.AnalysisSummaryList ?? [], answer.NextToken] as const),
  )
  const dashboards = await listed(token =>
    api
      .ask('ListDashboards', 'dashboards', client =>
        client.listDashboards({ AwsAccountId, NextToken: token }),
      )
      .then(answer => [answer.DashboardSummaryList ?? [], answer.NextToken] as const),
  )
  const found: Other[] = []
  for (const { AnalysisId, Arn = '', Status, Name } of analyses) {
    if (Status === 'DELETED' || ours.has(Arn)) continue
    const answer = await api.find('DescribeAnalysisDefinition', `analysis ${AnalysisId}`, client =>
      client.describeAnalysisDefinition({ AwsAccountId, AnalysisId }),
    )
    found.push({
      ...{ name: `analysis ${Name}`, shape: 'AnalysisDefinition' },
      ...{ definition: answer?.Definition, theme: answer?.ThemeArn },
    })
  }
  for (const { DashboardId, Arn = '', Name } of dashboards) {
    if (ours.has(Arn)) continue
    const answer = await api.find('DescribeDashboardDefinition', `dashboard ${DashboardId}`, client =>
      client.describeDashboardDefinition({ AwsAccountId, DashboardId }),
    )
    found.push({
      ...{ name: `dashboard ${Name}`, shape: 'DashboardVersionDefinition' },
      ...{ definition: answer?.Definition, theme: answer?.ThemeArn },
    })
  }
  return found
}

/** Data sets of others, each with all that it stands on, as text. Files that were uploaded cannot be described. */
async function otherDataSets(
  api: QuickSightApi,
  ours: ReadonlySet<string>,
): Promise<readonly (readonly [name: string, text: string])[]> {
  const AwsAccountId = api.place.account_id
  const all = await listed(token =>
    api
      .ask('ListDataSets', 'data sets', client => client.listDataSets({ AwsAccountId, NextToken: token }))
      .then(answer => [answer.DataSetSummaries ?? [], answer.NextToken] as const),
  )
  const found: (readonly [string, string])[] = []
  for (const { DataSetId, Arn = '', Name } of all) {
    if (ours.has(Arn)) continue
    const answer = await api
      .find('DescribeDataSet', `data set ${DataSetId}`, client =>
        client.describeDataSet({ AwsAccountId, DataSetId }),
      )
      .catch(error => {
        if (isNamed(error, 'InvalidParameterValueException')) return undefined
        throw error
      })
    found.push([`data set ${Name}`, JSON.stringify(answer?.DataSet ?? {})])
  }
  return found
}

/** Data sets that stand on an asset. */
const usersIn = (data: readonly (readonly [name: string, text: string])[], arn: string): readonly string[] =>
  data.filter(([, text]) => text.includes(JSON.stringify(arn))).map(([name]) => name)

/**
 * By the ARN of a data set, who else uses columns that it would lose, for people: `analysis Mine: queue_name`. What a data set of
 * a user takes of ours cannot be told apart: it uses all of them. Everybody's assets are looked at once, and only where
 * columns would go.
 * @param lost by the ARN of a data set, the columns
 */
export async function usersOfColumns(
  api: QuickSightApi,
  lost: ReadonlyMap<string, readonly string[]>,
  ours: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (lost.size === 0) return new Map()
  const shown = await others(api, ours)
  const data = await otherDataSets(api, ours)
  return new Map(
    [...lost].map(([arn, columns]) => [
      arn,
      [
        ...shown.flatMap(({ name, shape, definition }) => {
          const used = definition && columnsUsed(definition, shape, arn)
          const some = columns.filter(column => used?.has(column))
          return some.length > 0 ? [`${name}: ${some.join(', ')}`] : []
        }),
        ...usersIn(data, arn).map(name => `${name}: ${columns.join(', ')}`),
      ],
    ]),
  )
}

/** By the ARN of an asset, who else uses it: analyses, dashboards and data sets that are not ours. Asks only for some. */
export async function usersOfAssets(
  api: QuickSightApi,
  arns: readonly string[],
  ours: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (arns.length === 0) return new Map()
  const shown = await others(api, ours)
  const data = await otherDataSets(api, ours)
  return new Map(
    arns.map(arn => [
      arn,
      [
        ...shown
          .filter(
            ({ definition, theme }) =>
              theme === arn ||
              definition?.DataSetIdentifierDeclarations?.some(({ DataSetArn }) => DataSetArn === arn),
          )
          .map(({ name }) => name),
        ...usersIn(data, arn),
      ],
    ]),
  )
}
