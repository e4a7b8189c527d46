/** What is told before the first write and ends nothing: rights of the role by which QuickSight reads, and the capacity of SPICE. */
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import type { Reader } from '../../cli/quicksight/athena-preflight.ts'
import { preflightNotes } from '../../cli/quicksight/preflight-notes.ts'
import { rightsOf } from '../../cli/quicksight/reader-rights.ts'
import { dashboardsWorkgroup } from '../../infra/dashboards/settings.ts'
import { bucketName, databaseName, LAKE } from '../../infra/names.ts'
import { awsUrl, onStandIn, order } from '../aws/stand-in.ts'
import { place, requests } from '../dashboards/quicksight/requests.ts'
import { deploymentFor } from '../infra/deployments.ts'
import { type Allowed, isAllowed, readerOf } from '../infra/role-policy.ts'
import { templates } from '../infra/templates.ts'
import { apply, planned, quickSight, wantedBut } from './place.ts'

const quick = quickSight()
const iam = new IAMClient(onStandIn())
const [KEY, RESULTS_KEY] = ['lake', 'results'].map(
  name => `arn:aws:kms:eu-central-1:111122223333:key/${name}`,
)
const lake = { lake: 's3://of-lake/lake', s3: { kms_key_id: KEY as string } }
const reader = (name: string): Reader => ({
  role_arn: `arn:aws:iam::111122223333:role/${name}`,
  workgroup: 'boards',
  results: { location: 's3://of-results/boards/', key_arn: RESULTS_KEY },
})

/** What a role needs, by hand: the docs of Athena's access from QuickSight, on the things of this file. */
const at = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:111122223333:${resource}`
const enough = [
  ['athena:*', at('athena', 'workgroup/boards')],
  ['glue:Get*', at('glue', 'catalog')],
  ['glue:Get*', at('glue', 'database/connect')],
  ['glue:Get*', at('glue', 'table/connect/*')],
  ['s3:ListBucket', 'arn:aws:s3:::of-lake'],
  ['s3:GetObject', 'arn:aws:s3:::of-lake/lake/*'],
  ['s3:GetBucketLocation', 'arn:aws:s3:::of-results'],
  ['s3:ListBucket', 'arn:aws:s3:::of-results'],
  ['s3:GetObject', 'arn:aws:s3:::of-results/boards/*'],
  ['s3:PutObject', 'arn:aws:s3:::of-results/boards/*'],
  ['kms:Decrypt', KEY],
  ['kms:Decrypt', RESULTS_KEY],
  ['kms:GenerateDataKey', RESULTS_KEY],
] as const

async function newRole(RoleName: string, statements: readonly object[]): Promise<void> {
  const document = (Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement })
  const trust = {
    Effect: 'Allow',
    Principal: { Service: 'quicksight.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }
  await iam
    .send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document([trust]) }))
    .catch(() => {})
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: 'allowed', PolicyDocument: document(statements) }),
  )
}
const allowing = (rights: readonly (readonly [string, string | undefined])[]) =>
  rights.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource }))

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
  vi.stubEnv('AWS_ENDPOINT_URL', awsUrl())
})
afterAll(() => void vi.unstubAllEnvs())

const notes = async (
  readers: readonly Reader[],
  config: Parameters<typeof preflightNotes>[1] = lake,
  wanted = requests(),
) => {
  const steps = await planned(quick.api, wanted)
  return (await preflightNotes({ place, wanted, steps, readers }, config, Date.now())).map(({ text }) => text)
}
const aboutRights = (all: readonly string[]) => all.filter(each => !each.includes('SPICE'))
const aboutCapacity = (all: readonly string[]) => all.filter(each => each.includes('SPICE'))

test('a role that may do what has to be done is not mentioned; each right that it lacks is', async () => {
  await newRole('may-all', allowing(enough))
  expect(aboutRights(await notes([reader('may-all')]))).toEqual([])
  for (const [n, [action, resource = '']] of enough.entries()) {
    await newRole('lacks-one', allowing(enough.filter((_, each) => each !== n)))
    const [note = ''] = aboutRights(await notes([reader('lacks-one')]))
    expect(note).toContain(':role/lacks-one may not\n')
    expect(note).toContain(action.replace(/\*$/, ''))
    expect(note).toContain(` on ${resource.replace('*', 'any')}`)
  }
  await newRole('denied', [...allowing(enough), { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }])
  expect(aboutRights(await notes([reader('denied')]))).toEqual([
    `By its policies arn:aws:iam::111122223333:role/denied may not
  s3:GetObject on arn:aws:s3:::of-lake/lake/any,
  s3:GetObject on arn:aws:s3:::of-results/boards/any.
Unless a policy of the bucket, the key or the catalog allows it, QuickSight cannot read the lake.`,
  ])
})

/** What the role of a deployment may besides: QuickSight shows the lake without, or asks it of authors only. */
const besides = new Set([
  // To stop what nobody waits for, and to take away what was begun.
  ...['athena:StopQueryExecution', 's3:AbortMultipartUpload'],
  ...['s3:ListBucketMultipartUploads', 's3:ListMultipartUploadParts'],
  // To choose a table by hand; views are named in data sets.
  ...['athena:GetDataCatalog', 'athena:ListDataCatalogs', 'athena:ListDatabases', 'athena:GetDatabase'],
  ...['athena:ListTableMetadata', 'athena:GetTableMetadata', 'glue:GetDatabases'],
  // Of partitions all are read, in pages.
  ...['glue:GetPartition', 'glue:BatchGetPartition'],
])

test('the role that a deployment makes may do all of it, and nothing that is not asked about, but what is besides', () => {
  const deployment = deploymentFor('everything')
  const allowed: readonly Allowed[] = readerOf(templates('everything'), deployment)
  const buckets = allowed.flatMap(({ actions, resources }) =>
    actions.includes('s3:PutObject') ? resources : [],
  )
  const [results = ''] = buckets
  const [, bucket, prefix] = /:::([^/]+)\/(.*)\*$/.exec(results) ?? []
  const [key_arn = ''] = allowed.flatMap(({ actions, resources }) =>
    actions.includes('kms:GenerateDataKey') ? resources : [],
  )
  const rights = rightsOf(
    {
      role_arn: 'arn:aws:iam::123456789012:role/reader',
      workgroup: dashboardsWorkgroup(deployment),
      results: { location: `s3://${bucket}/${prefix}`, key_arn },
    },
    { lake: `s3://${bucketName(deployment, 'lake')}/${LAKE}`, key_arn },
    [databaseName(deployment)],
    { account_id: deployment.account, region: deployment.region },
  )
  const lacking = rights.flatMap(({ Action, Resource }) =>
    Action.flatMap(action =>
      Resource.flatMap(resource =>
        isAllowed(allowed, action, resource) ? [] : [`${action} on ${resource}`],
      ),
    ),
  )
  expect(rights.flatMap(({ Action }) => Action)).toContain('s3:PutObject')
  expect(lacking).toEqual([])

  const granted = allowed.flatMap(({ actions, resources }) =>
    actions.flatMap(action => resources.map(resource => [action, resource] as const)),
  )
  const isAsked = (action: string, resource: string) =>
    rights.some(
      ({ Action, Resource }) => Action.includes(action) && Resource.includes(resource.replace(/\*$/, 'any')),
    )
  // One statement is of all in the catalog; a database is no table.
  const isApart = (action: string, resource: string) =>
    besides.has(action) || (action === 'glue:GetDatabase' && resource.includes(':table/'))
  expect(granted.filter(each => !isApart(...each) && !isAsked(...each))).toEqual([])
  expect([...besides].filter(action => !granted.some(([each]) => each === action))).toEqual([])
})

test('a role that cannot be looked at is said to be so', async () => {
  expect(aboutRights(await notes([{ ...reader('x'), role_arn: undefined }]))).toEqual([
    expect.stringContaining('was not looked at: it is that of the account, without "role_arn"'),
  ])
  await order({ method: 'POST', path: '^/$', status: 403, type: 'AccessDenied' })
  expect(aboutRights(await notes([reader('may-all')]))).toEqual([
    expect.stringMatching(/was not looked at: AWS denied access, .*iam:SimulatePrincipalPolicy/),
  ])
})

/** As QuickSight tells CloudWatch, MB. */
const measured = (limit: number, used: number, hours_ago: number) => {
  const Timestamp = new Date(Date.now() - hours_ago * 3_600_000)
  return new CloudWatchClient(onStandIn()).send(
    new PutMetricDataCommand({
      Namespace: 'AWS/QuickSight',
      MetricData: [
        { MetricName: 'SPICECapacityLimitInMB', Value: limit, Timestamp },
        { MetricName: 'SPICECapacityConsumedInMB', Value: used, Timestamp },
      ],
    }),
  )
}

test('capacity of SPICE: full, too little for what is read anew, enough, not measured, not allowed', async () => {
  await newRole('may-all', allowing(enough))
  const told = async (wanted = requests()) => aboutCapacity(await notes([reader('may-all')], lake, wanted))
  expect(await told()).toEqual([
    'The capacity of SPICE was not looked at: CloudWatch has no metric of it in eu-central-1.',
  ])
  await measured(10_240, 10_240, 30)
  expect(await told()).toEqual([
    `10.7 GB of 10.7 GB of SPICE are in use in eu-central-1, and who-sees, contacts are to be read.
Unless the account buys capacity by itself, have some bought or set free in the console: Manage QuickSight, SPICE capacity.`,
  ])

  await apply(quick.api)
  const contacts = quick.server.state.assets.get('dataset/contacts') as { spice_bytes?: number }
  contacts.spice_bytes = 300_000_000
  const renamed = wantedBut('CreateDataSet.contacts', 'Name', 'All contacts')
  await measured(10_240, 10_000, 2)
  expect(await told(renamed)).toEqual([
    `10.5 GB of 10.7 GB of SPICE are in use in eu-central-1, and contacts, which are to be read anew, take 300 MB.
Unless the account buys capacity by itself, have some bought or set free in the console: Manage QuickSight, SPICE capacity.`,
  ])
  contacts.spice_bytes = 200_000_000
  expect(await told(renamed)).toEqual([])
  expect(await told()).toEqual([])

  await order({ operation: 'GetMetricData', status: 403, type: 'AccessDenied' })
  expect(await told(renamed)).toEqual([
    expect.stringMatching(
      /^The capacity of SPICE was not looked at: AWS denied access, .*cloudwatch:GetMetricData/,
    ),
  ])
})
