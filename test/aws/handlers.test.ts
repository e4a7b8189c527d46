/** The job as Lambda runs it: the same lake as of the command line, step by step, each of them repeated. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BatchItem } from '../../etl/job/distribute.ts'
import { smallCounts, smallRaw, writeSmallRaw } from '../cli/small-raw.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { awsEnvironment, awsUrl, newBucket, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
const raw = join(folder, 'raw')
const local = join(folder, 'lake')
let cli: CommandLine
let config: { readonly lake: string; readonly raw: string }

const environment = () => ({
  AWS_ENDPOINT_URL: awsUrl(),
  ...awsEnvironment(folder, join(folder, 'tmp')),
})

/** The files of a folder, by what follows it. */
const filesIn = (at: string): readonly string[] =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile())
    .map(each => join(each.parentPath, each.name).slice(at.length + 1))

beforeAll(async () => {
  cli = await commandLine()
  mkdirSync(join(folder, 'tmp'))
  writeSmallRaw(raw)
  await cli.done(['run', '--raw', raw, '--lake', local])
  for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value)
})
afterAll(() => void vi.unstubAllEnvs())
beforeEach(async () => {
  await order()
  const [lakes, arrivals] = [await newBucket(), await newBucket()]
  config = { lake: `s3://${lakes}/lake`, raw: `s3://${arrivals}/connect` }
  for (const key of filesIn(raw)) await arrive(key, readFileSync(join(raw, key)))
  vi.stubEnv('CONNECT_LAKE_CONFIG', JSON.stringify({ ...config, memory_mb: 512, lanes: 1 }))
})

/** Puts an object where Firehose would. */
async function arrive(key: string, Body: Buffer): Promise<void> {
  const [, , Bucket, prefix] = config.raw.split('/')
  await new S3Client(onStandIn()).send(new PutObjectCommand({ Bucket, Key: `${prefix}/${key}`, Body }))
}

/** The handlers, as Lambda loads them: when the environment is set. */
const handlers = async () => ({
  plan: (await import('../../etl/handlers/plan.ts')).handler,
  transform: (await import('../../etl/handlers/transform.ts')).handler,
  publish: (await import('../../etl/handlers/publish.ts')).handler,
  derive: (await import('../../etl/handlers/derive.ts')).handler,
  arrived: (await import('../../etl/handlers/arrived.ts')).handler,
})

const ask = (question: string, lake: string) =>
  cli.done(['query', question, '--lake', lake, '--format', 'csv'], { env: environment() })

async function expectSameLake(): Promise<void> {
  const tables = [
    'contact_record',
    'contact_attribute',
    'attributed_contact',
    'customer_journey',
    'quarantine',
  ]
  const counts = tables.map(name => `SELECT '${name}' AS name, count(*) AS n FROM ${name}`)
  const question = `${counts.join(' UNION ALL ')} ORDER BY name`
  expect(await ask(question, config.lake)).toBe(await ask(question, local))
  const rows = 'SELECT * EXCLUDE (source_object) FROM contact_record ORDER BY contact_id'
  expect(await ask(rows, config.lake)).toBe(await ask(rows, local))
}

const itemsOf = ({ run, batches }: { run: string; batches: number }): readonly BatchItem[] =>
  Array.from({ length: batches }, (_, batch) => ({ run, batch }))

describe('a run by handlers', () => {
  test('gives the lake of the command line, each step called twice', async () => {
    const { plan, transform, publish, derive } = await handlers()
    const shared = await plan({})
    expect(shared).toMatchObject({ batches: 1, objects: smallCounts.objects })
    for (const item of [...itemsOf(shared), ...itemsOf(shared)]) await transform(item)
    expect(await publish({ run: shared.run })).toMatchObject({ ...smallCounts, missing: [], commits: 1 })
    expect(await publish({ run: shared.run })).toMatchObject({ commits: 0, missing: [] })
    const { partitions } = await derive({})
    expect(partitions).toBeGreaterThan(0)
    expect(await derive({})).toMatchObject({ partitions: 0 })
    await expectSameLake()
    expect(await plan({})).toMatchObject({ batches: 0 })
  })

  test('a message about what arrived takes in all that is new; the next finds nothing', async () => {
    const { arrived } = await handlers()
    expect(await arrived({ Records: [] })).toMatchObject(smallCounts)
    expect(await arrived({ Records: [] })).toMatchObject({ objects: 0, commits: 0 })
    // A warm function is called again and again: of no call a folder stays.
    const scratch = join(folder, 'tmp', `connect-lake-${userInfo().username}`)
    expect(readdirSync(scratch)).toEqual([])
    await expectSameLake()
  })

  test('a batch fails: the others are published, and the next plan has the rest', async () => {
    vi.stubEnv('CONNECT_LAKE_CONFIG', JSON.stringify({ ...config, memory_mb: 512, lanes: 1, batch_mb: 1 }))
    const { plan, transform, publish } = await handlers()
    // Each a batch of its own, behind the small ones.
    const large = ['large-0', 'large-1'].map(id =>
      contactRecord({ id, attributes: { much: 'x'.repeat(1_048_576) } }),
    )
    for (const [hour, record] of large.entries())
      await arrive(`2025/07/02/1${hour}/large`, concatenated([record]))
    const shared = await plan({})
    expect(shared).toMatchObject({ batches: 3, objects: smallCounts.objects + 2 })
    for (const item of itemsOf(shared)) if (item.batch !== 1) await transform(item)
    expect(await publish({ run: shared.run })).toMatchObject({
      ...{ commits: 2, missing: [1], objects: smallCounts.objects + 1 },
      ...{ read: smallCounts.read + 1, accepted: smallCounts.accepted + 1 },
    })
    const rest = await plan({})
    expect(rest).toMatchObject({ batches: 1, objects: 1 })
    for (const item of itemsOf(rest)) await transform(item)
    expect(await publish({ run: rest.run })).toMatchObject({ commits: 1, missing: [], accepted: 1 })
    expect(await plan({})).toMatchObject({ batches: 0 })
  })
})

describe('what a handler says', () => {
  function spoken(): { readonly lines: () => string } {
    const said: string[] = []
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation(words => said.push(String(words)) > 0)
    return { lines: () => said.join('\n') }
  }

  test('metrics of records, and nothing out of one', async () => {
    const { arrived } = await handlers()
    const { lines } = spoken()
    await arrived({ Records: [] }).finally(() => vi.restoreAllMocks())
    expect(lines()).toContain('"records_accepted"')
    expect(lines()).toContain('"quarantine_share"')
    expect(lines()).toContain('"freshness_lag_s"')
    const raw_bytes = Object.values(smallRaw).reduce((sum, { length }) => sum + length, 0)
    expect(lines()).toContain(`"raw_bytes":${raw_bytes}`)
    const said = lines()
    const question = 'SELECT customer_endpoint_address, agent_username, queue_arn FROM contact_record'
    const values = (await ask(question, config.lake)).trim().split('\n').slice(1).join().split(',')
    expect(values.some(value => value.startsWith('+'))).toBe(true)
    for (const value of values) expect(said).not.toContain(value)
  })

  test('what is denied, by its place and the permission, and the call fails', async () => {
    const { plan } = await handlers()
    const { lines } = spoken()
    await order({ method: 'GET', path: 'lake', status: 403, type: 'AccessDenied', times: 50 })
    await expect(plan({}).finally(() => vi.restoreAllMocks())).rejects.toThrow()
    expect(lines()).toContain(config.lake)
    expect(lines()).toMatch(/allow s3:(?:GetObject|ListBucket) to the role/)
    expect(lines()).toContain('"failures"')
  })

  test('a configuration that is none', async () => {
    vi.stubEnv('CONNECT_LAKE_CONFIG', '{"lak": 1}')
    const { plan } = await handlers()
    spoken()
    await expect(plan({}).finally(() => vi.restoreAllMocks())).rejects.toMatchObject({
      what: 'the configuration is not valid',
      value: expect.stringContaining('CONNECT_LAKE_CONFIG'),
    })
  })
})
