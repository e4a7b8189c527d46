/**
 * Machines whose clocks are wrong by more than what is looked back, and than S3 takes: it refuses their first requests.
 * What arrives is found all the same, and once.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { awsEnvironment, awsUrl, calls, newBucket, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
const temporary = join(folder, 'tmp')
const preload = fileURLToPath(new URL('../fixture/shifted-clock.mjs', import.meta.url))
/** The look-back is 48 hours. */
const HOURS = 72
let cli: CommandLine
let bucket: string

beforeAll(async () => {
  cli = await commandLine()
  mkdirSync(temporary)
})
beforeEach(async () => {
  await order()
  bucket = await newBucket()
})

const at = () => ({ raw: `s3://${bucket}/raw`, lake: `s3://${bucket}/lake` })
const env = (hours: number) => ({
  AWS_ENDPOINT_URL_S3: awsUrl(),
  ...awsEnvironment(folder, temporary),
  NODE_OPTIONS: `--import ${preload}`,
  CLOCK_SHIFT_MS: String(hours * 3_600_000),
})
const run = async (hours: number, ...more: readonly string[]) => {
  const { raw, lake } = at()
  const args = ['run', '--raw', raw, '--lake', lake, '--no-derive', '--json', ...more]
  return JSON.parse(await cli.done(args, { env: env(hours) }))
}
/** Drops an object with one contact into the folder of this hour. */
async function arrive(id: string): Promise<void> {
  const hour = new Date().toISOString().slice(0, 13).replace(/[-T]/g, '/')
  const Body = concatenated([contactRecord({ id })])
  await new S3Client(onStandIn()).send(
    new PutObjectCommand({ Bucket: bucket, Key: `raw/${hour}/${id}`, Body }),
  )
}

test('two writers in turn, one of them days ahead and one behind', async () => {
  for (const [i, hours] of [HOURS, -HOURS, HOURS, 0].entries()) {
    await arrive(`contact-${i}`)
    expect(await run(hours), `run ${i}, ${hours} h`).toMatchObject({ objects: 1, accepted: 1, commits: 1 })
  }
  // Nothing is left that only a look at everything would find.
  expect(await run(0, '--audit')).toMatchObject({ objects: 0 })
}, 120_000)

test('S3 refuses what is signed by the clock of the machine, and is asked once more, not for all that is missing', async () => {
  /** What a first run asks of S3, and what is refused of it. */
  async function asked(hours: number) {
    bucket = await newBucket()
    await arrive('a')
    const before = (await calls()).length
    expect(await run(hours)).toMatchObject({ accepted: 1, commits: 1 })
    const all = (await calls()).slice(before)
    return { all: all.length, refused: all.filter(({ status }) => status === 403).length }
  }
  const [right, wrong] = [await asked(0), await asked(HOURS)]
  expect(right.refused).toBe(0)
  expect(wrong.refused).toBeGreaterThan(0)
  expect(wrong.all - wrong.refused).toBe(right.all)
}, 120_000)

test('at once: one history, each object in it once', async () => {
  for (const id of ['a', 'b', 'c']) await arrive(id)
  const reports = await Promise.all([run(HOURS), run(-HOURS)])
  expect(reports[0].accepted + reports[1].accepted).toBe(3)
  const { lake } = at()
  const status = JSON.parse(await cli.done(['status', '--lake', lake, '--json'], { env: env(0) }))
  expect(status).toMatchObject({ counts_add_up: true })
  const sql = 'SELECT count(*) AS n, count(DISTINCT object_key) AS objects FROM ledger'
  expect(await cli.done(['query', sql, '--lake', lake, '--format', 'csv'], { env: env(0) })).toBe(
    'n,objects\n3,3\n',
  )
}, 120_000)
