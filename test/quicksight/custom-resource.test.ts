/** What deploys dashboards with the stacks: a handler for CloudFormation, over a QuickSight on loopback, in the rights of its role. */
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { placeOf } from '../../dashboards/quicksight/settings.ts'
import { quickSightOf } from '../../infra/dashboards/settings.ts'
import type { ResourceEvent } from '../../infra/handlers/answer.ts'
import { type DashboardsProperties, deployDashboards } from '../../infra/handlers/deploy-dashboards.ts'
import { canned } from '../aws/athena/canned.ts'
import { type PlayedAthena, playAthena } from '../aws/athena/server.ts'
import { awsUrl, onStandIn } from '../aws/stand-in.ts'
import { requests } from '../dashboards/quicksight/requests.ts'
import { deploymentFor } from '../infra/deployments.ts'
import { resourcesOf, type Templates, templates } from '../infra/templates.ts'
import { quickSight, wantedBut } from './place.ts'

const settings = quickSightOf(deploymentFor('everything')) as NonNullable<ReturnType<typeof quickSightOf>>
const wanted = requests(placeOf(settings))
const quick = quickSight(placeOf(settings))
const ID = 'dashboards/connect-lake-prod-'

const event = (
  RequestType: 'Create' | 'Update' | 'Delete',
  PhysicalResourceId?: string,
  Hash = 'this',
): ResourceEvent<DashboardsProperties> => ({
  ...{ RequestType, ResponseURL: '', StackId: '', RequestId: '', LogicalResourceId: '' },
  ...(PhysicalResourceId !== undefined && { PhysicalResourceId }),
  ResourceProperties: { Hash, Version: '1' },
})
const deploy = (
  of: ResourceEvent<DashboardsProperties>,
  requests = wanted,
  more: { readonly has_views?: boolean; readonly reading_ms?: number } = {},
) =>
  deployDashboards(quick.api, of, {
    ...{ hash: 'this', wanted: requests, by_path: true, second_try_ms: 1, has_views: false, ...more },
    config: { lake: 's3://lake-of-nobody/lake', s3: {} },
  })
const assets = () => [...quick.server.state.assets.keys()]

/** What QuickSight stands on: a workgroup that is as it has to be, and one whose bucket nobody made. */
let athena: PlayedAthena
beforeAll(async () => {
  const { region } = settings
  const Bucket = `results-of-${process.pid}`
  const CreateBucketConfiguration = { LocationConstraint: 'eu-west-2' } as const
  await new S3Client({ ...onStandIn(), region }).send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration }),
  )
  athena = await playAthena(
    canned(() => ({})),
    { primary: { output: `s3://${Bucket}/dashboards/` }, lost: { output: 's3://nobody-has-made-this/' } },
  )
})
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
  vi.stubEnv('AWS_ENDPOINT_URL', awsUrl())
  vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', athena.url)
})
afterAll(() => {
  vi.unstubAllEnvs()
  athena.stop()
})

/** What is wanted, with another workgroup or role of the data source. */
const askedBy = (parameters: object) =>
  wantedBut('CreateDataSource.athena', 'DataSourceParameters.AthenaParameters', parameters, wanted)

/** What the deployer's role allows, with the services' own names of operations. */
let allowed: ReadonlySet<string>
beforeAll(() => {
  const { dashboards } = templates('everything') as Required<Templates>
  const roles = resourcesOf(dashboards).filter(([id]) => /^DeployRole/.test(id))
  const statements = roles.flatMap(([, { Properties }]) => Properties.Policies[0].PolicyDocument.Statement)
  const actions: string[] = statements.flatMap(({ Action }) => Action)
  allowed = new Set(actions.filter(each => each.startsWith('quicksight:')).map(each => each.slice(11)))
})

test('a creation makes everything; one more does nothing; a deletion takes it away, but for groups and what others made', async () => {
  expect(await deploy(event('Create'))).toEqual({
    id: ID,
    said: [
      `${wanted.length} assets of QuickSight were brought to this release, 0 were there already`,
      'The lake does not have the views of this release yet: who-sees, contacts are read after the next run with it',
      'What the role of QuickSight may read was not looked at: it is that of the account, without "role_arn" in the section quicksight',
      'The capacity of SPICE was not looked at: CloudWatch has no metric of it in eu-west-2',
    ].join('. '),
  })
  expect(assets()).toContain('dashboard/connect-lake-prod-overview')
  expect(assets().every(each => each.includes('/connect-lake-prod-'))).toBe(true)
  const written = quick.server.writes().length
  expect((await deploy(event('Update', ID))).said).toMatch(/^0 assets[^.]*$/)
  expect(quick.server.writes()).toHaveLength(written)

  const theirs = { AwsAccountId: settings.account_id, FolderId: 'connect-lake-prod-theirs', Name: 'Theirs' }
  await quick.api.ask('CreateFolder', 'theirs', client => client.createFolder(theirs))
  const groups = quick.server.state.groups.size
  await deploy(event('Delete', ID))
  expect(assets()).toEqual(['folder/connect-lake-prod-theirs'])
  expect(quick.server.state.groups.size).toBe(groups)

  const asked = new Set(quick.server.calls.map(({ operation }) => operation))
  expect([...asked].filter(operation => !allowed.has(operation))).toEqual([])
})

test('before the first run there are no views: what cannot be read yet ends no deployment', async () => {
  const ingestion = { Type: 'SQL_TABLE_NOT_FOUND', Message: 'connect.contact is not there' }
  quick.server.next('CreateDataSet', { ingestion, times: 2 })
  expect((await deploy(event('Create'))).id).toBe(ID)
  expect(assets()).toContain('dashboard/connect-lake-prod-overview')
  quick.server.next('UpdateDataSet', { ingestion })
  await deploy(event('Update', ID), wantedBut('CreateDataSet.contacts', 'Name', 'All contacts', wanted))
  expect(quick.server.calls.map(({ operation }) => operation)).not.toContain('DescribeIngestion')
})

test('where the lake has the views, data sets are waited for as by the command line: nothing is shown over what was not read', async () => {
  const has_views = { has_views: true }
  expect((await deploy(event('Create'), wanted, has_views)).said).not.toMatch(/views|reads/)
  expect(quick.server.calls.map(({ operation }) => operation)).toContain('DescribeIngestion')
  const asked = new Set(quick.server.calls.map(({ operation }) => operation))
  expect([...asked].filter(operation => !allowed.has(operation))).toEqual([])
  const published = () => quick.server.state.assets.get('dashboard/connect-lake-prod-overview')?.published

  const set = wantedBut('CreateDataSet.contacts', 'Name', 'All contacts', wanted)
  const both = wantedBut('CreateDashboard.overview', 'Definition.Sheets[0].Name', 'Today', set)
  const ingestion = { Type: 'SQL_TABLE_NOT_FOUND', Message: 'connect.contact is not there' }
  quick.server.next('UpdateDataSet', { ingestion })
  await expect(deploy(event('Update', ID), both, has_views)).rejects.toMatchObject({
    what: expect.stringContaining('could not read data sets'),
    value: expect.stringContaining('connect.contact is not there'),
  })
  expect(published()).toBe(1)
  await deploy(event('Update', ID), both, has_views)
  expect(published()).toBe(2)
})

test('before the run with the views a data set that is being read is not changed once more: what it loses it loses later', async () => {
  await deploy(event('Create'))
  const text = JSON.stringify(wanted).replaceAll('sl_num', 'sl_part').replaceAll('"c4"', '"c9"')
  const renamed = JSON.parse(text) as typeof wanted
  const changes = () => quick.server.calls.filter(({ operation }) => operation === 'UpdateDataSet').length
  await deploy(event('Update', ID), renamed)
  expect(changes()).toBe(1)
  await deploy(event('Update', ID), renamed)
  expect(changes()).toBe(2)
  expect((await deploy(event('Update', ID), renamed)).said).toMatch(/^0 assets/)
})

test('what takes longer than a function may is told, and the next deployment finds it read', async () => {
  const more = { has_views: true, reading_ms: 0 }
  await deploy(event('Create'), wanted, { has_views: true })
  const set = wantedBut('CreateDataSet.contacts', 'Name', 'All contacts', wanted)
  const { said } = await deploy(event('Update', ID), set, more)
  expect(said).toContain('QuickSight still reads contacts: dashboards show what it has when that is done')
  const last = () => quick.server.calls.filter(({ operation }) => operation === 'UpdateDataSet').length
  const before = last()
  expect((await deploy(event('Update', ID), set, { has_views: true })).said).toMatch(/^1 assets/)
  expect(last()).toBe(before)
  expect((await deploy(event('Update', ID), set, more)).said).toMatch(/^0 assets/)
})

test('a role that is not known everywhere yet is waited for, once, and only by a creation', async () => {
  const refusal = { throw: 'InvalidParameterValueException', message: 'Unable to assume role' }
  quick.server.next('CreateDataSource', refusal)
  expect((await deploy(event('Create'))).id).toBe(ID)
  quick.server.next('DescribeNamespace', { ...refusal, times: 2 })
  await expect(deploy(event('Update', ID))).rejects.toThrow()
  expect(quick.server.calls.filter(({ operation }) => operation === 'CreateDataSource')).toHaveLength(2)
})

test('what a failed creation made stays: it may have been there before', async () => {
  quick.server.next('CreateTheme', { throw: 'AccessDeniedException', times: 2 })
  await expect(deploy(event('Create'))).rejects.toThrow()
  const before = assets()
  expect(before.length).toBeGreaterThan(0)
  expect((await deploy(event('Delete', 'not-made'))).said).toBe('nothing was deployed')
  expect(assets()).toEqual(before)
})

test('on the way back nothing is written by code that is of the way there', async () => {
  await deploy(event('Create'))
  const written = quick.server.writes().length
  expect((await deploy(event('Update', ID, 'before'))).said).toContain('stays as it is')
  expect(quick.server.writes()).toHaveLength(written)
})

const role = (name: string): string => `arn:aws:iam::${settings.account_id}:role/${name}`

test.each([
  ['a workgroup that is not there', { WorkGroup: 'nowhere' }, 'there is no such workgroup of Athena'],
  ['a bucket that is not there', { WorkGroup: 'lost' }, 'the bucket for results is not there'],
  ['a role that is not there', { WorkGroup: 'primary', RoleArn: role('nobody') }, 'there is no such role'],
  [
    'a role that does not trust QuickSight',
    { WorkGroup: 'primary', RoleArn: role('other') },
    'the role does not trust QuickSight',
  ],
])(
  '%s ends the deployment before anything is written, in the words of the command line',
  async (_, by, what) => {
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
    })
    await new IAMClient(onStandIn())
      .send(new CreateRoleCommand({ RoleName: 'other', AssumeRolePolicyDocument }))
      .catch(() => {})
    for (const asked of [event('Create'), event('Update', ID)])
      await expect(deploy(asked, askedBy(by))).rejects.toMatchObject({ what })
    expect(quick.server.writes()).toEqual([])
  },
)
