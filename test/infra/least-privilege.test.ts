import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, test } from 'vitest'
import { allTemplates, every, resourcesOf, templates } from './templates.ts'

/** Actions that take no resource, and for whom. */
const takeNoResource: Readonly<Record<string, string>> = {
  'athena:ListDataCatalogs': 'QuickSight looks which catalogs there are',
  'cloudwatch:GetMetricData': 'metrics have no ARN',
  'quicksight:CreateDataSource': 'what is not there has no ARN',
  'quicksight:ListDataSets': 'lists of QuickSight that know no ARN',
  'quicksight:ListDataSources': 'the same',
  'ds:DescribeDirectories': 'Connect asks its caller for it; directories have no ARN in it',
  'ecr:GetAuthorizationToken': 'a token is for all registries of an account',
  'glue:GetSecurityConfiguration': 'Glue knows no ARN of security configurations',
  'lakeformation:GetDataAccess': 'what may be read is granted in Lake Formation; the request names nothing',
  'lakeformation:CreateLakeFormationOptIn': 'Lake Formation knows no ARN of what readers are opted in to',
  'lakeformation:DeleteLakeFormationOptIn': 'the same',
  'lakeformation:ListLakeFormationOptIns': 'the same',
  'logs:CreateLogDelivery': 'Step Functions sets up the delivery of its logs',
  'logs:GetLogDelivery': 'the same',
  'logs:UpdateLogDelivery': 'the same',
  'logs:DeleteLogDelivery': 'the same',
  'logs:ListLogDeliveries': 'the same',
  'logs:PutResourcePolicy': 'the same',
  'logs:DescribeResourcePolicies': 'the same',
  'logs:DescribeLogGroups': 'the same',
  'xray:PutTraceSegments': 'traces belong to no resource',
  'xray:PutTelemetryRecords': 'the same',
  'xray:GetSamplingRules': 'the same',
  'xray:GetSamplingTargets': 'the same',
}

interface Statement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T])

type Granted = readonly (readonly [role: string, statement: Statement])[]
let statements: Granted

/** What templates allow, to whom. */
const grantedBy = (all: readonly Template[]): Granted =>
  all.flatMap(resourcesOf).flatMap(([id, { Type, Properties }]) => {
    const documents =
      Type === 'AWS::IAM::Role'
        ? (Properties.Policies ?? []).map((each: { PolicyDocument: unknown }) => each.PolicyDocument)
        : Type === 'AWS::IAM::Policy'
          ? [Properties.PolicyDocument]
          : []
    return documents.flatMap(({ Statement }: { Statement: Statement[] }) =>
      Statement.map(each => [id, each] as const),
    )
  })

beforeAll(() => {
  statements = grantedBy(every().flatMap(allTemplates))
  expect(statements.length).toBeGreaterThan(50)
})

test('no action is a star, or ends with one', () => {
  const wide = statements.flatMap(([id, { Action }]) =>
    list(Action)
      .filter(each => each.includes('*'))
      .map(each => `${id}: ${each}`),
  )
  expect(wide).toEqual([])
})

test('no resource is a star but where the service takes no other, and each exception is used', () => {
  const used = new Set<string>()
  const wide = statements.flatMap(([id, { Action, Resource }]) =>
    list(Resource).includes('*')
      ? list(Action).flatMap(action => {
          used.add(action)
          return action in takeNoResource ? [] : [`${id}: ${action}`]
        })
      : [],
  )
  expect(wide).toEqual([])
  expect(Object.keys(takeNoResource).filter(action => !used.has(action))).toEqual([])
})

test('no role takes a policy that somebody else keeps', () => {
  const managed = allTemplates(templates('everything'))
    .flatMap(resourcesOf)
    .filter(([, { Type, Properties }]) => Type === 'AWS::IAM::Role' && Properties.ManagedPolicyArns)
  expect(managed.map(([id]) => id)).toEqual([])
})

test('who reads raw objects cannot write them, and who asks Athena cannot write the lake', () => {
  const may = (role: RegExp, action: string): boolean =>
    statements.some(([id, { Action }]) => role.test(id) && list(Action).includes(action))
  for (const [id, { Action, Resource }] of statements) {
    if (!/^Step/.test(id) || !list(Action).includes('s3:PutObject')) continue
    // What is imported becomes a raw object, in a place of its own.
    const others = list(Resource).filter(
      each => !(/^Stepimport/.test(id) && JSON.stringify(each).includes('/records/managed_lake/*"')),
    )
    expect(JSON.stringify(others), id).not.toMatch(/records|Raw/)
  }
  expect(may(/^Stepviews/, 's3:DeleteObject')).toBe(false)
  expect(may(/^Steptransform/, 'glue:UpdateTable')).toBe(false)
  expect(may(/^Stepplan/, 'athena:StartQueryExecution')).toBe(false)
})

test('who merges may ask Athena where it was told to merge, and nobody else who writes the lake', () => {
  const actionsOf = (name: 'smallest' | 'everything', role: RegExp): readonly string[] =>
    grantedBy([templates(name).etl])
      .filter(([id]) => role.test(id))
      .flatMap(([, { Action }]) => list(Action))
      .sort()
  const more = (role: RegExp): readonly string[] => {
    const before = actionsOf('smallest', role)
    return actionsOf('everything', role).filter(action => !before.includes(action))
  }
  // Statements in the workgroup, tables for as long as one takes, results, and files in parts beside those of the lake.
  const toMerge = [
    ...['athena:GetQueryExecution', 'athena:GetQueryResults'],
    ...['athena:StartQueryExecution', 'athena:StopQueryExecution'],
    ...['glue:DeleteTable', 'glue:GetDatabase', 'glue:GetTable'],
    ...['s3:GetBucketLocation', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
    's3:ListMultipartUploadParts',
  ]
  expect(more(/^Steppublish/)).toEqual(toMerge)
  for (const role of [/^Stepplan/, /^Steptransform/, /^Stepderive/]) {
    expect(more(role)).toEqual([])
    expect(actionsOf('everything', role).filter(action => action.startsWith('athena:'))).toEqual([])
  }
  for (const role of [/^Steparrived/, /^BackfillTaskRole/]) {
    const allowed = actionsOf('everything', role)
    expect(toMerge.filter(action => !allowed.includes(action))).toEqual([])
  }
})

test('who tells the instances may look at places of others only with the consent to replace them', () => {
  const wide = (name: 'smallest' | 'everything'): readonly string[] =>
    grantedBy([templates(name).ingest])
      .filter(([id]) => /^Associate/.test(id))
      .flatMap(([, { Action, Resource }]) =>
        list(Resource).flatMap(each => (/(:::|\/)\*$/.test(String(each)) ? list(Action) : [])),
      )
      .sort()
  expect(wide('smallest')).toEqual([])
  expect(wide('everything')).toEqual([
    ...['firehose:DescribeDeliveryStream', 'kinesis:DescribeStream', 'kms:CreateGrant', 'kms:DescribeKey'],
    ...['s3:GetBucketAcl', 's3:GetBucketLocation'],
  ])
})
