/** The command line with a lake in S3: the same as with one in a folder. */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { moreRaw, smallCounts, smallRaw, writeSmallRaw } from '../cli/small-raw.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { awsEnvironment, awsUrl, newBucket, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
const temporary = join(folder, 'tmp')
const raw = join(folder, 'raw')
const local = join(folder, 'lake')
let cli: CommandLine
let lake: string

const env = () => ({
  AWS_ENDPOINT_URL_S3: awsUrl(),
  ...awsEnvironment(folder, temporary),
})
const call = (...args: readonly string[]) => cli.call(args, { env: env() })
const done = (...args: readonly string[]) => cli.done(args, { env: env() })

beforeAll(async () => {
  cli = await commandLine()
  mkdirSync(temporary)
  writeSmallRaw(raw)
  await cli.done(['run', '--raw', raw, '--lake', local])
})
beforeEach(async () => {
  await order()
  lake = `s3://${await newBucket()}/connect/lake`
})

const question = 'SELECT * EXCLUDE (source_object) FROM contact_record ORDER BY contact_id'
const tables = ['contact_record', 'contact_attribute', 'attributed_contact', 'contact_journey', 'quarantine']

test('a run gives the lake that a folder gets, and a second one finds nothing new', async () => {
  expect(JSON.parse(await done('run', '--raw', raw, '--lake', lake, '--json'))).toMatchObject(smallCounts)
  expect(await done('query', question, '--lake', lake, '--format', 'json')).toBe(
    await done('query', question, '--lake', local, '--format', 'json'),
  )
  for (const table of tables) {
    const count = `SELECT count(*) AS n FROM ${table}`
    expect(await done('query', count, '--lake', lake, '--format', 'csv'), table).toBe(
      await done('query', count, '--lake', local, '--format', 'csv'),
    )
  }
  expect(JSON.parse(await done('run', '--raw', raw, '--lake', lake, '--json'))).toMatchObject({
    objects: 0,
    commits: 0,
  })
  expect(JSON.parse(await done('status', '--lake', lake, '--json'))).toMatchObject({
    lake,
    counts_add_up: true,
    derived_stale: 0,
  })
}, 60_000)

test('late records, a rollback and a collection', async () => {
  const late = join(folder, 'late')
  writeSmallRaw(late)
  await done('run', '--raw', late, '--lake', lake)
  const before = await done('query', question, '--lake', lake, '--format', 'json')
  writeTree(late, moreRaw)
  expect(JSON.parse(await done('run', '--raw', late, '--lake', lake, '--json'))).toMatchObject({
    accepted: 2,
    replaced: 1,
  })
  await done('rollback', '2', '--lake', lake)
  expect(await done('query', question, '--lake', lake, '--format', 'json')).toBe(before)
  await done('collect', '--keep', '1', '--lake', lake)
  expect(await done('query', question, '--lake', lake, '--format', 'json')).toBe(before)
}, 60_000)

test('two runs at once: one history, nothing lost or doubled', async () => {
  const there = await rawInS3(smallRaw)
  const runs = await Promise.all([1, 2].map(() => call('run', '--raw', there, '--lake', lake, '--json')))
  expect(runs.map(({ code }) => code)).toEqual([0, 0])
  const reports = runs.map(({ out }) => JSON.parse(out))
  expect(reports[0].accepted + reports[1].accepted).toBe(smallCounts.accepted)
  expect(await done('query', question, '--lake', lake, '--format', 'json')).toBe(
    await done('query', question, '--lake', local, '--format', 'json'),
  )
}, 60_000)

test('while the store is slow and loses answers', async () => {
  await order(
    { method: 'PUT', path: '/_log/commit/', status: 500, type: 'InternalError', after: true },
    { path: 'lake', status: 503, type: 'SlowDown', times: 3 },
  )
  expect(JSON.parse(await done('run', '--raw', raw, '--lake', lake, '--json'))).toMatchObject(smallCounts)
}, 60_000)

/** Puts the small raw side into a bucket of its own. */
async function rawInS3(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const bucket = await newBucket()
  const client = new S3Client(onStandIn())
  for (const [key, Body] of Object.entries(files)) {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: `firehose/${key}`, Body }))
  }
  return `s3://${bucket}/firehose`
}

test('backfill takes some days of a raw side in S3, and a run has the rest', async () => {
  const there = await rawInS3({ ...smallRaw, ...moreRaw })
  const take = (...args: readonly string[]) =>
    done(...args, '--raw', there, '--lake', lake, '--no-derive', '--json').then(text => JSON.parse(text))
  const days = ['--from', '2025-07-02', '--to', '2025-07-02']
  expect(await take('backfill', ...days)).toMatchObject({ objects: 1, accepted: 2 })
  expect(await take('backfill', ...days)).toMatchObject({ objects: 0 })
  expect(await take('run')).toMatchObject({ objects: 2, accepted: 2, superseded: 3 })
})

test('raw objects in S3: run, why and replay read them; each is read once', async () => {
  const there = await rawInS3(smallRaw)
  const run = (...more: readonly string[]) =>
    done('run', '--raw', there, '--lake', lake, '--json', ...more).then(text => JSON.parse(text))
  expect((await run('--dry-run')).commits).toMatchObject([{ objects: Object.keys(smallRaw) }])
  await order(
    { method: 'GET', path: 'firehose', status: 503, type: 'SlowDown', times: 2 },
    { method: 'GET', path: 'firehose', status: 200, type: '', cut: true, times: 2 },
  )
  expect(await run()).toMatchObject(smallCounts)
  expect(await run()).toMatchObject({ objects: 0 })
  expect(await run('--audit')).toMatchObject({ objects: 0 })
  expect(await done('query', question, '--lake', lake, '--format', 'json')).toBe(
    await done('query', question, '--lake', local, '--format', 'json'),
  )

  const answer = JSON.parse(
    await done(
      'why',
      'contacts_handled',
      '--lake',
      lake,
      '--from',
      '2025-07-01',
      '--to',
      '2025-07-02',
      '--json',
    ),
  )
  const records = answer.behind.flatMap(({ records }: { records: object[] }) => records)
  expect(records).toHaveLength(3)
  for (const { byte_offset } of records) expect(byte_offset).toBeTypeOf('number')

  // A limit that was too small: what is read again comes out of the bucket.
  const small = `${lake}-small`
  await done('run', '--raw', there, '--lake', small, '--record-limit-bytes', '1024')
  const replayed = await call('quarantine', 'replay', '--all', '--lake', small, '--json')
  expect(
    JSON.parse(replayed.out).entries.filter(({ still }: { still: null | string }) => still === null),
  ).not.toEqual([])
}, 120_000)

test('the configuration names server, region and key', async () => {
  const cwd = join(folder, 'configured')
  const s3 = { endpoint: awsUrl(), region: 'eu-central-1', kms_key_id: 'alias/lake', cache_mb: 1 }
  writeTree(cwd, { 'connect-lake.config.json': JSON.stringify({ lake, raw, s3 }) })
  const { AWS_ENDPOINT_URL_S3: _, AWS_REGION: __, ...rest } = env()
  await cli.done(['run', '--no-derive'], { cwd, env: rest })
  const [Bucket, ...key] = lake.slice('s3://'.length).split('/')
  const head = new HeadObjectCommand({ Bucket, Key: `${key.join('/')}/_connect-lake.json` })
  expect(await new S3Client(onStandIn()).send(head)).toMatchObject({ SSEKMSKeyId: 'alias/lake' })
}, 60_000)

test.each([
  ['the same place', ''],
  ['raw in the lake', '/raw'],
])('a lake and a raw side that lie within each other: %s', async (_, below) => {
  const { code, err } = await call('run', '--raw', `${lake}${below}`, '--lake', lake)
  expect(code).toBe(1)
  expect(err).toContain('lie within each other')
})

test('nothing is left on this machine', () => {
  const left = readdirSync(temporary, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  )
  expect(left.map(({ name }) => name)).toEqual([])
})

test.each([
  [
    'a bucket that is not there',
    () => ['status', '--lake', 's3://nobody-has-this/lake'],
    'there is no such bucket',
  ],
  ['a place without a lake', () => ['query', 'SELECT 1', '--lake', lake], 'there is no lake'],
] as const)('%s', async (_, args, what) => {
  const { code, out, err } = await call(...args())
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(what)
})

test('access denied names the permission and the object', async () => {
  await order({ method: 'PUT', path: 'lake', status: 403, type: 'AccessDenied', times: 50 })
  const { code, err } = await call('run', '--raw', raw, '--lake', lake)
  expect(code).toBe(1)
  expect(err).toContain('AWS denied access')
  expect(err).toContain('s3:PutObject')
  expect(err).toContain(lake)
})
