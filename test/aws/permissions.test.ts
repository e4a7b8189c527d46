/**
 * What handlers ask of AWS is what their roles allow, and no more: each runs with the configuration that is deployed, its
 * requests are written down, and held against the role of the template.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CreateDatabaseCommand, GlueClient } from '@aws-sdk/client-glue'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { configIn } from '../../cli/config.ts'
import { settleQuickSight } from '../../cli/quicksight/settings.ts'
import { wantedRequests } from '../../cli/quicksight/wanted.ts'
import { placeOf } from '../../dashboards/quicksight/settings.ts'
import { deploymentOf } from '../../infra/config.ts'
import { writeSmallRaw } from '../cli/small-raw.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { everything, smallest } from '../infra/deployments.ts'
import { type DeployedFunction, functionsOf, isAllowed } from '../infra/role-policy.ts'
import { templatesOf } from '../infra/templates.ts'
import { apiOf, apply } from '../quicksight/place.ts'
import { type QuickSightServer, startQuickSight } from '../quicksight/server/server.ts'
import { type Canned, canned } from './athena/canned.ts'
import { declaredColumns } from './athena/declared-columns.ts'
import { type PlayedAthena, playAthena } from './athena/server.ts'
import { type Needed, needed } from './needed.ts'
import { notSeen, ofLambda } from './not-seen.ts'
import { awsEnvironment, awsUrl, calls, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
const { account } = smallest
const region = 'eu-west-2'
const json = {
  ...{ ...smallest, live: everything.live, lake: { readers: everything.lake.readers } },
  etl: { arrivals: true, managed_lake: everything.etl.managed_lake },
  quicksight: { groups: { makers: 'owner' } },
}
const deployment = deploymentOf(json, 'a test')
/** The same, but that Athena merges what is larger than a megabyte. */
const merging = deploymentOf({ ...json, etl: { arrivals: true, merge_mb: 1 } }, 'a test')
const glue_at = `arn:aws:glue:${region}:${account}`
const WORKGROUP = 'connect-lake-dev-analysts'
let functions: ReadonlyMap<string, DeployedFunction>
let athena: PlayedAthena
let sns: Server
let quick: QuickSightServer
/** Alerts that were published, by topic. */
const published: string[] = []

/** What plays SNS: takes what is published. */
const playSns = (): Promise<Server> =>
  new Promise(resolve => {
    const server = createServer(async (request, response) => {
      const asked = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
      published.push(`${asked.get('Action')} ${asked.get('TopicArn')}`)
      response.setHeader('content-type', 'text/xml')
      response.end(
        '<PublishBatchResponse><PublishBatchResult><Successful/><Failed/></PublishBatchResult></PublishBatchResponse>',
      )
    }).listen(0, '127.0.0.1', () => resolve(server))
  })

const deployed = (name: string): DeployedFunction => {
  const found = functions.get(name)
  if (!found) throw new Error(`no function ${name}`)
  return found
}
const configOf = (name: string) =>
  JSON.parse(deployed(name).environment.CONNECT_LAKE_CONFIG as string) as {
    readonly lake: string
    readonly raw: string
    readonly glue: string
    readonly s3: { readonly kms_key_id: string }
  }

const managed = {
  contact_id: 'varchar',
  initiation_timestamp: 'timestamp with time zone',
  disconnect_timestamp: 'timestamp with time zone',
}
/** What Athena says of the managed lake: one contact, each day. */
function managedLake(sql: string): Canned | undefined {
  if (!/information_schema|"connect_managed"/.test(sql)) return undefined
  if (sql.includes('information_schema'))
    return { columns: { column_name: 'varchar' }, rows: Object.keys(managed).map(name => [name]) }
  const [, day] = /TIMESTAMP '([\d-]+) /.exec(sql) ?? []
  return {
    columns: managed,
    rows: [[`managed ${day}`, `${day} 09:58:00.000 UTC`, `${day} 10:00:00.000 UTC`]],
  }
}

/** Permissions that were needed, by function. */
const recorded = new Map<string, Map<string, Needed>>()

/** What is said of a merge: nothing was written. */
const merged = (sql: string): Canned | undefined =>
  /^INSERT |"\$path"/.test(sql) ? { columns: { path: 'varchar', n: 'bigint' } } : undefined

/** Calls a handler as it is deployed, and writes down what it needed. */
async function call<A>(name: string, event: object, context?: object): Promise<A> {
  vi.stubEnv('CONNECT_LAKE_CONFIG', deployed(name).environment.CONNECT_LAKE_CONFIG as string)
  const [step] = name.split(',')
  const { handler } = await import(`../../etl/handlers/${step}.ts`)
  const before = (await calls()).length
  const [asked, told, ordered] = [athena.calls.length, published.length, quick.calls.length]
  try {
    return await handler(event, context)
  } finally {
    const all = [
      ...needed((await calls()).slice(before), configOf(name).s3.kms_key_id, glue_at),
      ...athena.calls.slice(asked).map(({ operation }) => ({
        action: `athena:${operation}`,
        resource: `arn:aws:athena:${region}:${account}:workgroup/${WORKGROUP}`,
      })),
      ...quick.calls.slice(ordered).map(({ operation, input }) => ({
        action: `quicksight:${operation}`,
        resource: input.ResourceArn ?? `arn:aws:quicksight:${region}:${account}:dataset/${input.DataSetId}`,
      })),
      ...published.slice(told).map(each => ({
        action: 'sns:Publish',
        resource: each.replace('PublishBatch ', ''),
      })),
    ]
    const known = recorded.get(name) ?? new Map()
    for (const each of all) known.set(`${each.action} ${each.resource}`, each)
    recorded.set(name, known)
  }
}

/** What Firehose does. */
async function putRaw(key: string, Body: Buffer): Promise<void> {
  const [, , Bucket, prefix] = configOf('plan').raw.split('/')
  await new S3Client({ ...onStandIn(), region }).send(
    new PutObjectCommand({ Bucket, Key: `${prefix}/${key}`, Body }),
  )
}

beforeAll(async () => {
  const merges = functionsOf(templatesOf(merging), merging).filter(({ name }) => name === 'arrived')
  functions = new Map([
    ...functionsOf(templatesOf(deployment), deployment).map(each => [each.name, each] as const),
    ...merges.map(each => [`${each.name}, merging`, each] as const),
  ])
  athena = await playAthena(
    canned(sql => merged(sql) ?? managedLake(sql) ?? declaredColumns(sql)),
    {
      [WORKGROUP]: { output: 's3://results/' },
    },
  )
  sns = await playSns()
  quick = await startQuickSight({ account_id: account, region, identity_region: region }, 0)
  mkdirSync(join(folder, 'tmp'))
  const environment = {
    ...awsEnvironment(folder, join(folder, 'tmp')),
    AWS_REGION: region,
    AWS_ENDPOINT_URL: awsUrl(),
    AWS_ENDPOINT_URL_ATHENA: athena.url,
    AWS_ENDPOINT_URL_QUICKSIGHT: quick.url,
    AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${(sns.address() as AddressInfo).port}`,
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  await order()
  const s3 = new S3Client({ ...onStandIn(), region })
  const { lake, raw, glue } = configOf('plan')
  for (const place of [lake, raw]) {
    const CreateBucketConfiguration = { LocationConstraint: region } as const
    await s3.send(new CreateBucketCommand({ Bucket: place.split('/')[2], CreateBucketConfiguration }))
  }
  writeSmallRaw(join(folder, 'raw'))
  for (const each of readdirSync(join(folder, 'raw'), { recursive: true, withFileTypes: true })) {
    if (!each.isFile()) continue
    const path = join(each.parentPath, each.name)
    await putRaw(path.slice(join(folder, 'raw').length + 1), readFileSync(path))
  }
  await new GlueClient({ ...onStandIn(), region }).send(
    new CreateDatabaseCommand({ DatabaseInput: { Name: glue } }),
  )
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await quick.stop()
  athena.stop()
  sns.close()
})

/** One of the data sets that QuickSight has of the deployment, with what it needs. */
async function deployDataSet(): Promise<void> {
  vi.stubEnv('CONNECT_LAKE_CONFIG', deployed('refresh').environment.CONNECT_LAKE_CONFIG as string)
  const config = configIn('CONNECT_LAKE_CONFIG')
  const settings = settleQuickSight(config, {})
  const needs = ['CreateGroup', 'CreateDataSource']
  const wanted = wantedRequests(config, settings, { access: [], time_zone: 'UTC' }, 'a test').filter(
    ({ operation, id }) => needs.includes(operation) || (id === 'drift' && operation !== 'CreateDashboard'),
  )
  await apply(await apiOf(quick, placeOf(settings)), wanted)
}

const clock = (at: string) => ({
  id: at,
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  time: at,
  detail: {},
})
const queued = {
  ...{
    id: 'c1',
    'detail-type': 'Amazon Connect Contact Event',
    source: 'aws.connect',
    time: '2025-07-15T09:00:00Z',
  },
  detail: {
    ...{ eventType: 'QUEUED', contactId: 'c1', channel: 'VOICE' },
    queueInfo: {
      queueArn: `${smallest.instances[0]?.arn}/queue/support`,
      enqueueTimestamp: '2025-07-15T09:00:00Z',
    },
  },
}
const record = (value: object, n: number) => ({
  eventID: `shardId-0:${n}`,
  kinesis: {
    data: Buffer.from(JSON.stringify(value)).toString('base64'),
    ...{ approximateArrivalTimestamp: Date.parse('2025-07-15T10:00:00Z') / 1000, sequenceNumber: String(n) },
  },
})

/** Thirty thousand letters of which a file has the half. */
const noise = (seed: number): string =>
  Array.from({ length: 500 }, (_, i) => createHash('sha256').update(`${seed} ${i}`).digest('hex')).join('')

/** Takes in a day that is larger than a megabyte, and what is late of it: Athena, which is played, is asked for what it replaces, and finds nothing. */
async function mergeInPlace(): Promise<void> {
  const contact = (id: number) =>
    contactRecord({
      ...{ id: `large-${id}`, at: '2025-07-05T10:00:00Z' },
      attributes: { noise: noise(id) },
    })
  await putRaw('2025/07/05/11/large', concatenated(Array.from({ length: 100 }, (_, id) => contact(id))))
  expect(await call('arrived, merging', { Records: [] })).toMatchObject({ commits: 1, accepted: 100 })
  await putRaw(
    '2025/07/05/12/late',
    concatenated([
      contactRecord({ id: 'large-0', at: '2025-07-05T10:00:00Z', updated: '2025-07-06T10:00:00Z' }),
    ]),
  )
  // With no time left a merge is not begun, and nothing is lost by it.
  const atItsEnd = { getRemainingTimeInMillis: () => 15_000 }
  await expect(call('arrived, merging', { Records: [] }, atItsEnd)).rejects.toMatchObject({
    what: 'the query was interrupted',
  })
  expect(await call('arrived, merging', { Records: [] })).toMatchObject({ commits: 1 })
  const asked = athena.calls.filter(({ operation }) => operation === 'StartQueryExecution')
  expect(asked.map(({ input }) => input.QueryString)).toContainEqual(expect.stringMatching(/^INSERT /))
}

test('every handler does its work as it is deployed', async () => {
  const { run, batches } = await call<{ run: string; batches: number }>('plan', {})
  expect(batches).toBe(1)
  await call('transform', { run, batch: 0 })
  expect(await call('publish', { run })).toMatchObject({ commits: 1 })
  await call('derive', {})
  expect(await call('views', {})).toMatchObject({ changed: expect.any(Number) })
  await deployDataSet()
  expect(await call('refresh', {})).toMatchObject({ refreshed: 1, failed: [] })
  // Of a day that the lake has already: its partition is another one afterwards.
  await putRaw('2025/07/02/10/more', concatenated([contactRecord({ id: 'more' })]))
  expect(await call('arrived', { Records: [] })).toMatchObject({ commits: 1 })
  await call('collect', { keep_days: 0, keep: 1 })
  await mergeInPlace()
  const days = { from: '2025-07-01', to: '2025-07-02' }
  expect(await call('import', days)).toMatchObject({ rows: 2, objects: 2 })
  expect(await call('import', days)).toMatchObject({ rows: 2, objects: 0 })
  await call('live', { Records: [queued, clock('2025-07-15T10:00:00Z')].map(record) })
  expect(published).toHaveLength(1)
}, 300_000)

test('what it asked for its role allows', () => {
  expect([...recorded.keys()].sort()).toEqual(Object.keys(notSeen).sort())
  for (const [name, all] of recorded) {
    const refused = [...all.values()].filter(
      ({ action, resource }) => !isAllowed(deployed(name).allowed, action, resource),
    )
    expect(refused, name).toEqual([])
  }
})

test.each(Object.keys(notSeen))('what %s is allowed it asked for, but for what has a reason', name => {
  const asked = [...(recorded.get(name)?.values() ?? [])]
  const unused = deployed(name).allowed.flatMap(statement =>
    statement.actions.filter(
      action => !asked.some(each => each.action === action && isAllowed([statement], action, each.resource)),
    ),
  )
  const reasons = Object.keys({ ...ofLambda, ...notSeen[name] })
  expect([...new Set(unused)].sort()).toEqual(reasons.sort())
})

// What it asks of Connect is in test/infra/association.test.ts, of Lake Formation in opt-in.test.ts; dashboards: test/infra/stacks/dashboards.test.ts.
test('no other function of the deployment goes without', () => {
  const others = [...functions.keys()].filter(name => !(name in notSeen))
  expect(others.sort()).toEqual(['associate', 'dashboards', 'opt-in'])
})
