import { describe, expect, test } from 'vitest'
import { smallest } from '../../infra/deployments.ts'
import { accountServer, type World } from '../account-server.ts'
import { doctor, FILE, stream } from './examined.ts'

const { account, cli, examined, folder, workplace } = await doctor()

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
