/** The command line with a lake in S3 that Glue shows. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { lakeLog } from '../../lake/log/log.ts'
import { s3Storage } from '../../lake/storage/s3.ts'
import { tables } from '../../schema/tables.ts'
import { errorParts } from '../cli/error-parts.ts'
import { moreRaw, smallCounts, smallRaw, writeSmallRaw } from '../cli/small-raw.ts'
import { newCache } from '../fixture/cache.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { found, requests } from './glue.ts'
import { awsEnvironment, awsUrl, newBucket, newDatabase, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
const temporary = join(folder, 'tmp')
let cli: CommandLine
let bucket: string
let lake: string
let raw: string
let glue: string
let raws = 0

const env = () => ({
  AWS_ENDPOINT_URL: awsUrl(),
  ...awsEnvironment(folder, temporary),
})
const call = (...args: readonly string[]) => cli.call(args, { env: env() })
const done = (...args: readonly string[]) => cli.done(args, { env: env() })
const run = () => ['run', '--raw', raw, '--lake', lake, '--glue', glue]
const status = () => ['catalog', 'status', '--lake', lake, '--glue', glue]

beforeAll(async () => {
  cli = await commandLine()
  mkdirSync(temporary)
})
beforeEach(async () => {
  await order()
  bucket = await newBucket()
  lake = `s3://${bucket}/connect/lake`
  glue = newDatabase()
  raw = join(folder, `raw-${++raws}`)
  writeSmallRaw(raw)
})

/** For each table where its partitions lie: by Glue, and by the log of the lake; both read without the catalog's code. */
async function locations() {
  const storage = s3Storage({ bucket, prefix: 'connect/lake', client: onStandIn(), cache: newCache(folder) })
  const { partitions } = await lakeLog(storage).head()
  const shown: Record<string, Record<string, string>> = {}
  const logged: typeof shown = {}
  for (const table of Object.keys(tables)) {
    const byDay = Object.entries(partitions[table] ?? {}).filter(([, { files }]) => files.length > 0)
    logged[table] = Object.fromEntries(
      byDay.map(([dt, { version }]) => [dt, `${lake}/${table}/dt=${dt}/v=${version}/`]),
    )
    const there = await found(glue, table)
    shown[table] = Object.fromEntries(
      there?.partitions.map(({ Values, StorageDescriptor }) => [
        `${Values}`,
        `${StorageDescriptor?.Location}`,
      ]) ?? [],
    )
  }
  return { shown, logged }
}

async function expectShown(): Promise<void> {
  const { shown, logged } = await locations()
  expect(shown).toEqual(logged)
  expect(Object.values(shown).flatMap(Object.values).length).toBeGreaterThan(5)
}

/** The keys of the lake's data files. */
async function dataFiles(): Promise<readonly string[]> {
  const client = new S3Client(onStandIn())
  const { Contents = [] } = await client.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'connect/lake/contact_record/' }),
  )
  return Contents.map(({ Key = '' }) => Key)
}

test('runs, late records, a rollback and a collection: Glue shows what the log says', async () => {
  expect(JSON.parse(await done(...run(), '--json'))).toMatchObject(smallCounts)
  await expectShown()
  expect(await done(...status())).toContain(`✓ Glue database ${glue}: as the log says`)

  const before = (await requests(glue, /^(?!Get)/)).length
  await done(...run())
  expect((await requests(glue, /^(?!Get)/)).length).toBe(before)

  writeTree(raw, moreRaw)
  await done(...run())
  await expectShown()
  // Who does not name the database would leave Athena with what is gone.
  for (const command of [
    ['rollback', '2'],
    ['collect', '--keep', '1'],
  ]) {
    const { code, err } = await call(...command, '--lake', lake)
    expect([code, err]).toEqual([2, expect.stringContaining(`shown by the database ${glue}`)])
  }
  await done('rollback', '2', '--lake', lake, '--glue', glue)
  await expectShown()
  await done(...run())
  await done('collect', '--keep', '1', '--lake', lake, '--glue', glue)
  await expectShown()
  // Whatever Glue leads to is there.
  const files = await dataFiles()
  const { shown } = await locations()
  for (const location of Object.values(shown.contact_record ?? {}))
    expect(
      files.some(key => `s3://${bucket}/${key}`.startsWith(location)),
      location,
    ).toBe(true)
}, 120_000)

test('two runs at once: Glue shows the end of their one history', async () => {
  const runs = await Promise.all([call(...run()), call(...run())])
  expect(runs.map(({ code, err }) => (code === 0 ? '' : err))).toEqual(['', ''])
  await expectShown()
}, 60_000)

test('Glue fails after the commit: that is said, the commit stands, and the next run heals', async () => {
  await done(...run())
  writeTree(raw, moreRaw)
  await order({ operation: 'BatchUpdatePartition', type: 'AccessDeniedException', status: 400, times: 10 })
  const { code, err } = await call(...run())
  expect(code).toBe(1)
  const said = errorParts(err.slice(err.lastIndexOf('✗')))
  expect(said.what).toBe(`committed, but not shown by Glue database ${glue}: AWS denied access`)
  expect(said.value).toContain(`Glue database ${glue}, table `)
  expect(said.allowed).toContain('glue:BatchUpdatePartition')
  expect(said.do).toContain('the next run')

  const question = ['query', 'SELECT count(*) AS n FROM contact_record', '--lake', lake, '--format', 'csv']
  expect(await done(...question)).toBe('n\n4\n')
  expect((await call(...status())).code).toBe(1)
  // What Glue still leads to must not go.
  const files = await dataFiles()
  expect((await call('collect', '--keep', '1', '--lake', lake, '--glue', glue)).code).toBe(1)
  expect(await dataFiles()).toEqual(files)

  await order()
  expect(JSON.parse(await done(...run(), '--json'))).toMatchObject({ objects: 0 })
  await expectShown()
}, 120_000)

test('status tells what differs, and repair heals it', async () => {
  await done('run', '--raw', raw, '--lake', lake)
  const { code, out } = await call(...status(), '--json')
  expect(code).toBe(1)
  const [own, inGlue] = JSON.parse(out)
  expect(own.differences).toEqual([])
  expect(inGlue.differences).toContainEqual({
    ...{ table: 'contact_record', what: 'table missing', of: 'contact_record' },
    ...{ shown: null, wanted: 'contact_record' },
  })
  const repair = ['catalog', 'repair', '--lake', lake, '--glue', glue]
  expect(await done(...repair)).toContain('These were healed')
  await expectShown()
  expect(await done(...repair)).toContain('nothing to heal')
  expect(await done(...status())).not.toContain('differences')
}, 60_000)

test('raw objects in S3 can be looked at, too', async () => {
  const client = new S3Client(onStandIn())
  for (const [key, Body] of Object.entries(smallRaw))
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: `firehose/${key}`, Body }))
  await done('run', '--raw', `s3://${bucket}/firehose/`, '--lake', lake, '--glue', glue)
  await expectShown()
  const there = await found(glue, 'raw')
  expect(there?.table.StorageDescriptor?.Location).toBe(`s3://${bucket}/firehose/`)
  // Who names no raw side leaves it as it is.
  expect(await done(...status())).toContain('as the log says')
}, 60_000)

test.each([
  ['a database that may not be made', 'CreateDatabase'],
  ['a table that may not be made', 'CreateTable'],
  ['tables that may not be seen', 'GetTables'],
])('%s: the permission is named', async (_, operation) => {
  await order({ operation, type: 'AccessDeniedException', status: 400, times: 10 })
  const { code, err } = await call(...run())
  expect(code).toBe(1)
  expect(err).toContain(`glue:${operation}`)
  expect(err).toContain(`Glue database ${glue}`)
})

test.each([
  [
    'a lake in a folder',
    () => ['run', '--raw', raw, '--lake', join(folder, 'lake'), '--glue', glue],
    'a lake in S3 only',
  ],
  [
    'a name that Athena does not take',
    () => ['run', '--raw', raw, '--lake', lake, '--glue', 'My-Lake'],
    'a database of this name',
  ],
] as const)('%s is wrong use, and nothing is made', async (_, args, what) => {
  const { code, err } = await call(...args())
  expect(code).toBe(2)
  expect(err).toContain(what)
  expect(await dataFiles()).toEqual([])
  expect(await requests(glue)).toEqual([])
})
