import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { smallest } from '../infra/deployments.ts'
import { accountServer, type World } from './account-server.ts'
import { fakeCheckout } from './fake-checkout.ts'
import { writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const FILE = 'connect-lake.deploy.json'
const CONFIG = 'connect-lake.config.json'

interface Finding {
  readonly check: string
  readonly verdict: string
  readonly found: string
  readonly remedy?: string
}

let folders = 0

/** A folder with files as JSON. */
const workplace = (files: Readonly<Record<string, unknown>>): string =>
  writeTree(
    join(folder, `place-${++folders}`),
    Object.fromEntries(
      Object.entries({ '.keep': '', ...files }).map(([name, json]) => [name, JSON.stringify(json)]),
    ),
  )

/** Has the doctor look; gives its findings by their checks. */
async function examined(
  files: Readonly<Record<string, unknown>>,
  { env = {}, args = [] }: { env?: Readonly<Record<string, string>>; args?: readonly string[] },
) {
  // This checkout is none whose code was made: it would be synthesised at each test.
  const checkout = workplace({ 'package.json': {} })
  const cwd = workplace(files)
  const { code, out, err } = await cli.call(['doctor', '--json', '--checkout', checkout, ...args], {
    cwd,
    env,
  })
  expect(err).toBe('')
  const { checks } = JSON.parse(out) as { checks: readonly Finding[] }
  return { code, of: (check: string) => checks.find(each => each.check === check), checks }
}

/** The account looked at with the smallest deployment, or another one; without the checkout, which is not there. */
async function account(world: World, more: object = {}, config?: object) {
  const env = await accountServer(world)
  const files = { [FILE]: { ...smallest, ...more }, ...(config && { [CONFIG]: config }) }
  const { checks, of } = await examined(files, { env })
  const failed = checks.filter(({ check, verdict }) => verdict === 'failed' && check !== 'checkout')
  return { of, failed: failed.map(({ check }) => check) }
}

const stream = (name: string): string => `arn:aws:kinesis:eu-west-2:123456789012:stream/${name}`

describe.concurrent('offline', () => {
  test('a valid deployment: account, region, the name that is nearest to its limit; nobody is asked', async () => {
    const { code, of, checks } = await examined({ [FILE]: smallest }, { args: ['--offline'] })
    expect(of('deployment')).toMatchObject({
      verdict: 'ok',
      found: expect.stringContaining('eu-west-2, acme'),
    })
    // connect-lake-dev-results-123456789012-eu-west-2
    expect(of('names')).toMatchObject({ verdict: 'ok', found: expect.stringContaining('47 of 63') })
    expect(of('checkout')).toMatchObject({
      verdict: 'failed',
      remedy: expect.stringContaining('--checkout'),
    })
    expect(of('template')?.verdict).toBe('not checked')
    expect(of('credentials')).toBeUndefined()
    expect({ code, failed: checks.filter(({ verdict }) => verdict === 'failed').length }).toEqual({
      ...{ code: 1, failed: 1 },
    })
  })

  test.each<[string, object, string]>([
    ['a region without Connect', { region: 'eu-north-1' }, 'region'],
    ['names too long', { prefix: 'the-contact-centre-of-acme-incorporated' }, 'by 11'],
    ['an unknown key', { colour: 'blue' }, 'colour'],
  ])('%s fails, and says what to do', async (_, more, says) => {
    const { code, of } = await examined({ [FILE]: { ...smallest, ...more } }, { args: ['--offline'] })
    const { verdict, found, remedy } = of('deployment') ?? {}
    expect({ code, verdict }).toEqual({ code: 1, verdict: 'failed' })
    expect(`${found} ${remedy}`).toContain(says)
    expect(remedy).toBeTruthy()
  })

  test('no file at all', async () => {
    const { code, of } = await examined({}, { args: ['--offline'] })
    expect(code).toBe(1)
    expect(of('deployment')).toMatchObject({ verdict: 'failed', remedy: expect.stringContaining('init') })
  })

  test('who only has a lake is told of the lake', async () => {
    const raw = writeSmallRaw(join(folder, 'raw'))
    const lake = join(folder, 'none-yet')
    const { code, checks } = await examined({ [CONFIG]: { lake, raw } }, { args: ['--offline'] })
    expect(checks.map(({ check, verdict }) => [check, verdict])).toEqual([
      ['configuration', 'ok'],
      ['lake', 'ok'],
      ['raw', 'ok'],
    ])
    expect(code).toBe(0)
    expect(existsSync(lake)).toBe(false)
    const missing = await examined(
      { [CONFIG]: { lake, raw: join(folder, 'nowhere') } },
      { args: ['--offline'] },
    )
    expect(missing.of('raw')?.verdict).toBe('failed')
    expect(missing.code).toBe(1)
  })
})

describe.concurrent('an account', () => {
  test('that is ready', async () => {
    const { of, failed } = await account({})
    expect(failed).toEqual([])
    expect(of('credentials')?.found).toBe('arn:aws:sts::123456789012:assumed-role/deployer/ada')
    for (const check of ['bootstrap', 'instance acme', 'permissions', 'quota lambda', 'quota kinesis'])
      expect(of(check), check).toMatchObject({ verdict: 'ok' })
    expect(of('CONTACT_TRACE_RECORDS of acme')?.found).toBe('free')
    expect(of('AGENT_EVENTS of acme')?.found).toBe('free')
    // Contact records, agent events, contact events, flow logs, metrics.
    expect(of('quota firehose')?.found).toBe('5 of 50 delivery streams')
    expect(of('quota kinesis')?.found).toBe('2 of 50 streams on demand')
    expect(of('quicksight')?.verdict).toBe('not checked')
  })

  test('that has buckets of an earlier deployment, or of somebody else', async () => {
    const name = 'connect-lake-dev-raw-123456789012-eu-west-2'
    const left = await account({ buckets: { [name]: { environment: 'dev', key: 'key/0123' } } })
    expect(left.failed).toEqual([])
    expect(left.of('buckets')).toMatchObject({
      ...{ verdict: 'warning', remedy: expect.stringContaining('connect-lake deploy') },
      found: `the bucket ${name} is there, with what is in it, and no stack has it\nso is its key, 0123, without which nobody could read it`,
    })
    const others = await account({ buckets: { [name]: {} } })
    expect(others.failed).toEqual(['buckets'])
    expect(others.of('buckets')?.found).toContain(name)
    const resources = { 'connect-lake-dev-storage': { [name]: 'AWS::S3::Bucket' } }
    const owned = await account({ resources, buckets: { [name]: { environment: 'dev' } } })
    expect(owned.of('buckets')?.verdict).toBe('ok')
  })

  test('that is another one: nothing else is asked', async () => {
    const { of, failed } = await account({ account: '999999999999' })
    expect(failed).toEqual(['credentials'])
    expect(of('credentials')?.remedy).toContain('AWS_PROFILE')
    expect(of('account')?.verdict).toBe('not checked')
    expect(of('bootstrap')).toBeUndefined()
  })

  test('without the instance, with another alias, not made ready for the CDK', async () => {
    expect((await account({ hasInstance: false })).failed).toEqual(['instance acme'])
    const renamed = await account({ alias: 'acme-uk', isBootstrapped: false })
    expect(renamed.failed).toEqual(['bootstrap', 'instance acme'])
    expect(renamed.of('instance acme')?.remedy).toContain('"alias": "acme-uk"')
    expect(renamed.of('bootstrap')?.remedy).toContain('cdk bootstrap aws://123456789012/eu-west-2')
  })
})

describe.concurrent('stacks of sections that were taken out', () => {
  const stacks = { 'connect-lake-dev-live': 'dev', 'connect-lake-dev-dashboards': 'dev' }

  test('are a warning each; what has the section has none', async () => {
    const { checks } = await examined({ [FILE]: smallest }, { env: await accountServer({ stacks }) })
    expect(checks.filter(({ check }) => check === 'stacks')).toEqual([
      {
        ...{ check: 'stacks', verdict: 'warning', remedy: 'connect-lake deploy --remove-stacks' },
        found: expect.stringMatching(/^connect-lake-dev-live .*no section live any more\nalerts go on/),
      },
      expect.objectContaining({
        found: expect.stringMatching(/^connect-lake-dev-dashboards .*no section quicksight/),
      }),
    ])
    const live = { rules: [{ name: 'waiting', when: 'queue_wait', over_s: 120 }] }
    const quicksight = { groups: { leads: 'owner' } }
    expect((await account({ stacks }, { live, quicksight })).of('stacks')).toMatchObject({ verdict: 'ok' })
  })

  test('are not failed where nobody may ask', async () => {
    const { of } = await account({ denied: ['DescribeStacks'] })
    expect(of('stacks')).toMatchObject({
      ...{ verdict: 'not checked', remedy: expect.stringContaining('cloudformation:DescribeStacks') },
    })
  })
})

describe.concurrent('places that are taken', () => {
  const CTR = 'CONTACT_TRACE_RECORDS'
  const taken = { streams: { [CTR]: stream('bi-team') } }

  test('by others: refused, with who holds it and the three ways out', async () => {
    const { of, failed } = await account(taken)
    expect(failed).toEqual([`${CTR} of acme`])
    const { found, remedy } = of(`${CTR} of acme`) ?? {}
    expect(found).toContain(stream('bi-team'))
    expect(remedy).toMatch(/ingest takes its ARN.*take the association away.*ingest\.take_over/)
  })

  test('by others, with consent to replace it', async () => {
    const { of, failed } = await account(taken, { ingest: { take_over: true } })
    expect(failed).toEqual([])
    expect(of(`${CTR} of acme`)?.verdict).toBe('warning')
  })

  test('by this deployment, deployed before', async () => {
    const { of } = await account({ streams: { [CTR]: stream('connect-lake-dev-contact-records') } })
    expect(of(`${CTR} of acme`)).toMatchObject({ verdict: 'ok', found: expect.stringContaining('already') })
  })

  test('a stream that the instance is said to fill has to be the one that it fills', async () => {
    const ingest = { contact_records: stream('bi-team') }
    expect((await account(taken, { ingest })).failed).toEqual([])
    const other = await account({ streams: { [CTR]: stream('other') } }, { ingest })
    expect(other.of(`${CTR} of acme`)).toMatchObject({
      verdict: 'failed',
      found: expect.stringContaining('not to'),
    })
    expect((await account({}, { ingest })).of(`${CTR} of acme`)?.found).toBe('leads nowhere')
  })
})

describe.concurrent('live media', () => {
  const CHECK = 'MEDIA_STREAMS of acme'
  const key = (id: string): string => `arn:aws:kms:eu-west-2:123456789012:key/${id}`
  const encrypted = (id: string) => ({ EncryptionConfig: { EncryptionType: 'KMS', KeyId: key(id) } })
  // As Connect gives it back: with the alias of the instance behind what it was given.
  const ours = {
    ...{ Prefix: 'connect-lake-dev-media-connect-acme-contact-', RetentionPeriodHours: 24 },
    ...encrypted('k1'),
  }
  const resources = { 'connect-lake-dev-storage': { k1: 'AWS::KMS::Key' } }
  const ingest = { media_streams: true }

  test('that go where they are to, by prefix, retention and key', async () => {
    const { of } = await account({ media: ours, resources }, { ingest })
    expect(of(CHECK)).toMatchObject({
      verdict: 'ok',
      found:
        'leads to Kinesis Video Streams connect-lake-dev-media…, kept for 24 hours, encrypted with the key of the deployment already',
    })
    expect((await account({ resources }, { ingest })).of(CHECK)).toMatchObject({
      verdict: 'ok',
      found: 'free',
    })
  })

  test.each<[string, object, RegExp]>([
    [
      'another prefix',
      { Prefix: 'voicemail-connect-acme-contact-' },
      /voicemail-connect-acme-contact-…, kept/,
    ],
    // Which begins like ours.
    [
      'the prefix of another deployment',
      { Prefix: 'connect-lake-dev-media-2-connect-acme-contact-' },
      /media-2-connect/,
    ],
    ['another retention', { RetentionPeriodHours: 1 }, /kept for 1 hours/],
    ['another key', encrypted('k2'), /encrypted with arn:aws:kms:eu-west-2:123456789012:key\/k2/],
    ['a key of AWS', { EncryptionConfig: undefined }, /encrypted with a key of AWS/],
  ])('with %s are those of others', async (_, more, found) => {
    const { of } = await account({ media: { ...ours, ...more }, resources }, { ingest })
    expect(of(CHECK)).toMatchObject({
      ...{ verdict: 'failed', found: expect.stringMatching(found) },
      remedy: expect.stringContaining('ingest.take_over'),
    })
  })
})

describe.concurrent('policies of keys', () => {
  const [storage, watch] = ['k1', 'k2'].map(id => `arn:aws:kms:eu-west-2:123456789012:key/${id}`) as [
    string,
    string,
  ]
  const resources = {
    'connect-lake-dev-storage': { k1: 'AWS::KMS::Key' },
    'connect-lake-dev-watch': { k2: 'AWS::KMS::Key' },
  }
  const allow = (Principal: unknown, Action: unknown, Condition?: object) => ({
    ...{ Effect: 'Allow', Principal, Action, Resource: '*', ...(Condition && { Condition }) },
  })
  const root = allow({ AWS: 'arn:aws:iam::123456789012:root' }, 'kms:*')
  const connect = allow({ AWS: '*' }, ['kms:Decrypt', 'kms:GenerateDataKey'], {
    StringEquals: { 'kms:CallerAccount': '123456789012' },
    ArnLike: {
      'aws:PrincipalArn':
        'arn:aws:iam::123456789012:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*',
    },
  })
  const events = allow({ Service: 'events.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey'], {
    StringEquals: { 'aws:SourceAccount': '123456789012' },
  })
  const alarms = allow({ Service: 'cloudwatch.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey*'])
  const look = async (
    ofStorage: readonly object[],
    ofWatch: readonly object[] = [root, alarms],
    more = {},
  ) => {
    const { of } = await account({ resources, keys: { [storage]: ofStorage, [watch]: ofWatch } }, more)
    return [of('key of storage'), of('key of watch')] as const
  }

  test('that let in all that they have to, in these words or in wider ones', async () => {
    for (const ofEvents of [
      events,
      allow({ Service: ['events.amazonaws.com', 'sns.amazonaws.com'] }, 'kms:*'),
    ])
      expect(await look([root, connect, ofEvents])).toMatchObject([
        { verdict: 'ok', found: `${storage} lets in all 3 that it has to` },
        { verdict: 'ok', found: `${watch} lets in all 2 that it has to` },
      ])
    // Nobody sends events: none has to be let in.
    const more = { ingest: { contact_events: false } }
    expect((await look([root, connect], undefined, more))[0]?.verdict).toBe('ok')
  })

  test.each<[string, readonly object[], RegExp]>([
    ['not Connect', [root, events], /does not let in Connect, which writes into the streams/],
    [
      'Connect of one role only',
      [
        ...[root, events],
        { ...connect, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/x' } } },
      ],
      /does not let in Connect/,
    ],
    [
      'Connect to decrypt only',
      [root, events, { ...connect, Action: 'kms:Decrypt' }],
      /does not let in Connect/,
    ],
    ['not EventBridge', [root, connect], /does not let in EventBridge/],
    ['not the account', [connect, events], /does not let in the account, .*those of Firehose/],
  ])('that let in %s: it is said which statement they lack', async (_, statements, found) => {
    const [of] = await look(statements)
    expect(of).toMatchObject({ verdict: 'warning', found: expect.stringMatching(found) })
    expect(of?.remedy).toContain('--revert-drift), or add to its policy: {"Effect":"Allow","Principal":')
  })

  test('alarms that could not publish; a statement that denies; a key of which nobody may ask', async () => {
    const [, of] = await look([root, connect, events], [root])
    expect(of).toMatchObject({ verdict: 'warning', found: expect.stringContaining('alarms of CloudWatch') })
    const deny = { ...root, Effect: 'Deny', Action: 'kms:Decrypt' }
    expect((await look([root, connect, events, deny]))[0]).toMatchObject({
      ...{ verdict: 'warning', found: expect.stringContaining('"Effect":"Deny"') },
    })
    const denied = await account({ resources, denied: ['GetKeyPolicy'] })
    expect(denied.of('key of storage')).toMatchObject({
      ...{ verdict: 'not checked', remedy: expect.stringContaining('kms:GetKeyPolicy') },
    })
    expect((await account({})).of('key of storage')).toMatchObject({
      ...{ verdict: 'ok', found: 'none yet: there is no stack connect-lake-dev-storage' },
    })
  })
})

describe.concurrent('logs of flows', () => {
  const CHECK = 'flow logs of acme'
  const to = (name: string): string => `arn:aws:firehose:eu-west-2:123456789012:deliverystream/${name}`
  const ours = 'connect-lake-dev-flow-logs'

  test.each<[string, World['filters'], string, RegExp]>([
    ['nobody has a filter', {}, 'ok', /0 of 2 filters/],
    ['others have one', { siem: to('siem') }, 'ok', /1 of 2 filters/],
    ['ours is there', { siem: to('siem'), [ours]: to(ours) }, 'ok', /already/],
    ['ours leads elsewhere', { [ours]: to('old') }, 'failed', /deliverystream\/old, not to/],
    ['others have both', { siem: to('siem'), debug: to('debug') }, 'failed', /siem to .*debug to /],
    ['no flow has logged', null, 'failed', /no log group \/aws\/connect\/acme/],
  ])('%s', async (_, filters = {}, verdict, found) => {
    const { of } = await account({ filters })
    expect(of(CHECK)).toMatchObject({ verdict, found: expect.stringMatching(found) })
    if (verdict === 'failed')
      expect(of(CHECK)?.remedy).toMatch(/"flow_logs": false|delete-subscription-filter/)
  })

  test('are not looked at where they are not kept, and are not failed where it may not be asked', async () => {
    expect((await account({ filters: null }, { ingest: { flow_logs: false } })).of(CHECK)).toBeUndefined()
    const denied = await account({ denied: ['DescribeSubscriptionFilters'] })
    expect(denied.of(CHECK)).toMatchObject({
      ...{ verdict: 'not checked', remedy: expect.stringContaining('logs:DescribeSubscriptionFilters') },
    })
  })
})

describe.concurrent('quotas', () => {
  test.each<[string, World['quotas'], object, string, string]>([
    ['a new account reserves nothing', { 'Concurrent executions': 10 }, {}, 'quota lambda', 'failed'],
    ['few calls at once', { 'Concurrent executions': 60 }, {}, 'quota lambda', 'warning'],
    [
      'more workers than calls',
      { 'Concurrent executions': 200 },
      { etl: { concurrency: 300 } },
      'quota lambda',
      'warning',
    ],
    ['enough calls', { 'Concurrent executions': 200 }, {}, 'quota lambda', 'ok'],
    ['too few shards', { 'Shards per Region': 3 }, { ingest: { shards: 2 } }, 'quota kinesis', 'failed'],
    [
      'as many shards as needed',
      { 'Shards per Region': 4 },
      { ingest: { shards: 2 } },
      'quota kinesis',
      'ok',
    ],
    ['too few delivery streams', { 'Delivery streams': 4 }, {}, 'quota firehose', 'failed'],
  ])('%s', async (_, quotas = {}, more, check, verdict) => {
    expect((await account({ quotas }, more)).of(check)?.verdict).toBe(verdict)
  })
})

describe.concurrent('permissions', () => {
  test('a role of the CDK that may not be taken', async () => {
    const { of, failed } = await account({ untaken: 'file-publishing' })
    expect(failed).toEqual(['permissions'])
    expect(of('permissions')?.found).toMatch(/may not take [^ ]*file-publishing-role-123456789012-eu-west-2$/)
  })

  test('what may not be asked is not checked, and nothing fails for it', async () => {
    const denied = [
      ...['HeadBucket', 'DescribeInstance', 'ListInstanceStorageConfigs'],
      ...['ListServiceQuotas', 'SimulatePrincipalPolicy'],
    ]
    const { of, failed } = await account({ denied })
    expect(failed).toEqual([])
    for (const check of ['bootstrap', 'instance acme', 'AGENT_EVENTS of acme', 'quota lambda', 'permissions'])
      expect(of(check), check).toMatchObject({
        verdict: 'not checked',
        remedy: expect.stringContaining('allow '),
      })
  })
})

describe.concurrent('the role of CloudFormation', () => {
  /** With a checkout whose code is made: two stacks, of queues and roles. */
  async function looked(world: World) {
    const checkout = fakeCheckout(join(folder, `checkout-${++folders}`))
    checkout.haveLayer('1.0.0')
    writeTree(join(checkout.folder, 'dist/handlers/plan'), { 'index.cjs': '' })
    const env = { ...checkout.env, ...(await accountServer(world)) }
    const args = ['doctor', '--json', '--checkout', checkout.folder]
    const { out } = await cli.call(args, { cwd: workplace({ [FILE]: smallest }), env })
    const { checks } = JSON.parse(out) as { checks: readonly Finding[] }
    return checks.find(({ check }) => check === 'deployer')
  }
  const role = 'arn:aws:iam::123456789012:role/cdk-hnb659fds-cfn-exec-role-123456789012-eu-west-2'

  test.each<[string, World, Partial<Finding>]>([
    [
      'may make all that is in the templates',
      {},
      { verdict: 'ok', found: `${role} may make all that is deployed` },
    ],
    [
      'may not tag a queue',
      { undone: 'sqs:TagQueue' },
      {
        ...{ verdict: 'warning', found: `${role} may not sqs:TagQueue` },
        remedy: expect.stringContaining('deploy --policies'),
      },
    ],
    [
      'may do nothing to queues: some of what it lacks is named',
      { undone: 'sqs:' },
      { found: expect.stringMatching(/may not (sqs:\w+, ){4}sqs:\w+ and \d+ more$/) },
    ],
    ['may not do what no template needs', { undone: 'kinesis:' }, { verdict: 'ok' }],
  ])('%s', async (_, world, finding) => {
    expect(await looked(world)).toMatchObject(finding)
  })

  test('is not looked at where nothing was synthesised', async () => {
    expect((await account({})).of('deployer')).toMatchObject({ verdict: 'not checked' })
  })
})

describe.concurrent('QuickSight', () => {
  const quicksight = {
    ...{ account_id: '123456789012', region: 'eu-west-2', database: 'connect_lake_dev' },
    groups: { leads: 'owner' },
  }
  const look = async (world: World) => (await account(world, {}, { quicksight })).of('quicksight')

  test('of the edition that has dashboards as code', async () => {
    expect(await look({})).toMatchObject({
      verdict: 'ok',
      found: expect.stringContaining('namespace default'),
    })
  })

  test('of a deployment, whose settings are in its own file', async () => {
    const more = { quicksight: { groups: { leads: 'owner' } } }
    const { of } = await account({ edition: 'STANDARD' }, more)
    expect(of('quicksight')).toMatchObject({ verdict: 'failed', remedy: expect.stringContaining('upgrade') })
    expect((await account({}, more)).of('quicksight')).toMatchObject({ verdict: 'ok' })
  })

  test('of a deployment: by whom it reads, once that is there; nothing is said of what nobody measured', async () => {
    const more = { quicksight: { groups: { leads: 'owner' } } }
    const before = await account({}, more)
    expect(before.of('quicksight reader')).toMatchObject({
      ...{ verdict: 'not checked', found: expect.stringContaining('come with the deployment') },
    })
    expect(before.of('spice')).toMatchObject({
      ...{
        verdict: 'not checked',
        found: expect.stringContaining('CloudWatch has no metric of it in eu-west-2'),
      },
    })
    const name = 'connect-lake-dev-dashboards-ReaderF7BF189D-x'
    const resources = { 'connect-lake-dev-dashboards': { [name]: 'AWS::IAM::Role' } }
    const role = `arn:aws:iam::123456789012:role/${name}`
    expect((await account({ resources }, more)).of('quicksight reader')).toMatchObject({
      verdict: 'ok',
      found: `${role}, by workgroup connect-lake-dev-dashboards, results in s3://results/dashboards/`,
    })
    const { failed, of } = await account({ resources, undone: 's3:GetObject' }, more)
    expect(failed).not.toContain('quicksight reader')
    expect(of('quicksight reader')).toMatchObject({
      verdict: 'warning',
      found: expect.stringContaining(`By its policies ${role} may not
  s3:GetObject on arn:aws:s3:::connect-lake-dev-lake-123456789012-eu-west-2/lake/any,`),
    })
  })

  test('of a configuration: the views that data sets read', async () => {
    const { of } = await account({}, {}, { quicksight })
    expect(of('quicksight views')).toMatchObject({
      ...{ verdict: 'failed', remedy: expect.stringContaining('connect-lake views apply') },
    })
  })

  test('of another edition, or signed up in another region', async () => {
    expect(await look({ edition: 'STANDARD' })).toMatchObject({
      ...{ verdict: 'failed', remedy: expect.stringContaining('upgrade') },
    })
    expect(await look({ identityRegion: 'us-east-1' })).toMatchObject({
      ...{ verdict: 'failed', remedy: expect.stringContaining('"identity_region": "us-east-1"') },
    })
  })
})

test('without credentials one is told how to get some', async () => {
  const env = { AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-west-2', HOME: folder }
  const { code, of } = await examined({ [FILE]: smallest }, { env })
  expect(code).toBe(1)
  expect(of('credentials')).toMatchObject({
    verdict: 'failed',
    remedy: expect.stringContaining('aws sso login'),
  })
})

test('for people: a line for each check, what to do below it, and how many came to what', async () => {
  const env = await accountServer({ streams: { AGENT_EVENTS: stream('wfm') } })
  const { out, code } = await cli.call(['doctor'], { cwd: workplace({ [FILE]: smallest }), env })
  expect(code).toBe(1)
  expect(out).toMatch(/^✓ ok {11}credentials +arn:aws:sts/m)
  expect(out).toMatch(/^✗ failed {7}AGENT_EVENTS of acme +leads to .*stream\/wfm/m)
  expect(out).toMatch(/^ {20,}do: name that stream in the deployment/m)
  expect(out).toMatch(/\n\n\d+ ok, .*2 failed, .*not checked\n$/)
})
