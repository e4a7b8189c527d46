/** A run on S3 that dies at any call that writes, and the repeat, which ends in the same lake. */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { beforeAll, expect, test } from 'vitest'
import { collect } from '../../lake/log/collect.ts'
import { lakeLog } from '../../lake/log/log.ts'
import { rawS3 } from '../../lake/raw/s3.ts'
import { s3Storage } from '../../lake/storage/s3.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import { newCache } from '../fixture/cache.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { jobRun, namesOf } from '../fixture/job-run.ts'
import { type Contents, contentsIn } from '../fixture/lake-folder.ts'
import { type Around, observed } from '../fixture/observed-storage.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { scratchIn } from '../fixture/scratch.ts'
import { newBucket, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
const client = new S3Client(onStandIn())
const unique = namesOf()
/** In the far future: an object that a killed run did not come to is not found again by its time. */
const begin = '2100-01-01T00:00:00Z'
let bucket: string
let raw: ReturnType<typeof rawS3>

const lakeIn = (prefix: string): Storage =>
  s3Storage({ bucket, prefix, client: onStandIn(), cache: newCache(folder) })

const runOn = (lake: string, at: string, around: Around = call => call()) =>
  jobRun(observed(lakeIn(lake), around), raw, { scratch: folder, unique, begin: at })

const contents = (lake: string): Promise<Contents> => contentsIn(lakeIn(lake), folder)

const drop = (key: string, Body: Buffer) =>
  client.send(new PutObjectCommand({ Bucket: bucket, Key: `raw/${key}`, Body }))

/** The same lake under another prefix. */
async function copyOf(lake: string, to: string): Promise<void> {
  const whole = lakeIn('')
  const keys: string[] = []
  for await (const { key } of whole.list(`${lake}/`)) keys.push(key)
  await Promise.all(keys.map(key => whole.copy(key, key.replace(lake, to))))
}

/** Files of tables, once what no commit needs is collected. */
async function filesAfterCollecting(lake: string): Promise<number> {
  const storage = lakeIn(lake)
  await collect(storage, lakeLog(storage), { commits: 1 }, false, { now: () => 0, unique })
  let files = 0
  for await (const { key } of storage.list('')) if (key.includes('/dt=')) files++
  return files
}

/** What a reader sees before the run, after its commit, and after derived tables followed. */
const seen: Contents[] = []
const calls: string[] = []
const isCommit = (name: string): boolean => name.startsWith('putIfAbsent _log/commit/')
/** What reads leaves nothing behind: who dies of it leaves what who dies at the next call that writes does. */
const writes = (name: string): boolean => !/^(get|local) /.test(name)

beforeAll(async () => {
  await order()
  bucket = await newBucket()
  raw = rawS3({ bucket, prefix: 'raw', client: onStandIn(), scratch: scratchIn(folder) })
  await drop('old', concatenated(['a', 'b'].map(id => contactRecord({ id, attributes: { k: 'old' } }))))
  await runOn('template', '2025-08-01T00:00:00Z')
  await drop(
    'fresh',
    Buffer.concat([
      concatenated([
        contactRecord({ id: 'b', updated: '2025-07-09T00:00:00Z', attributes: { k: 'new' } }),
        contactRecord({ id: 'c', at: '2025-07-02T10:00:00Z' }),
      ]),
      Buffer.from('{"cut'),
    ]),
  )
  await copyOf('template', 'undisturbed')
  seen.push(await contents('undisturbed'))
  await runOn('undisturbed', begin, async (call, name) => {
    calls.push(name)
    const result = await call()
    if (isCommit(name)) seen.push(await contents('undisturbed'))
    return result
  })
}, 120_000)

test('undisturbed: rows before and after', () => {
  expect(seen.map(({ contact_record: rows }) => rows?.length)).toEqual([2, 3, 3])
  expect(seen.map(({ quarantine: rows }) => rows?.length)).toEqual([0, 1, 1])
  expect(calls.filter(writes).length).toBeGreaterThan(12)
})

/** A run of which nothing goes through any more from one call on: the call itself may have been done. */
async function killed(lake: string, at: number, done: boolean): Promise<void> {
  let made = 0
  const dying: Around = async call => {
    const mine = made++
    if (mine === at && done) await call()
    if (mine >= at) throw new Error(`killed at call ${at}`)
    return call()
  }
  await expect(runOn(lake, begin, dying)).rejects.toThrow('killed')
}

test('killed at each call that writes: the old lake or the new one is seen, and the repeat heals', async () => {
  const whole = await filesAfterCollecting('undisturbed')

  async function heals(at: number, done: boolean): Promise<void> {
    const said = `${done ? 'after' : 'at'} call ${at} of ${calls.length}, ${calls[at]}`
    const lake = `killed-${at}-${done}`
    await copyOf('template', lake)
    await killed(lake, at, done)
    const commits = calls.slice(0, at + (done ? 1 : 0)).filter(isCommit).length
    expect(await contents(lake), said).toEqual(seen[commits])
    expect(await runOn(lake, begin), said).toMatchObject({ commits: commits === 0 ? 1 : 0 })
    expect(await contents(lake), `the repeat ${said}`).toEqual(seen.at(-1))
    // What was written for a commit that never came is no longer there, either.
    expect(await filesAfterCollecting(lake), said).toBe(whole)
  }

  // What is done and then dies is what dies at the next call, but for the commits: of those both are tried.
  const moments = calls.flatMap((name, at) => {
    const ends = isCommit(name) ? [false, true] : [false]
    return writes(name) ? ends.map(done => ({ at, done })) : []
  })
  const next = async (): Promise<void> => {
    for (let moment = moments.shift(); moment; moment = moments.shift()) await heals(moment.at, moment.done)
  }
  await Promise.all([next(), next(), next()])
}, 300_000)
