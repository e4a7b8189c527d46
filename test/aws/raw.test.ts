/** Raw objects in S3: found by the time in their keys, fetched in turn. */
import { mkdtempSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LOOK_BACK_MS, rawS3 } from '../../lake/raw/s3.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { scratchIn } from '../fixture/scratch.ts'
import { type DroppedRaw, folderOf, keysOf, rawContract } from '../lake/raw.contract.ts'
import { calls, newBucket, onStandIn, order } from './stand-in.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const folder = temporaryFolder()

async function droppedIn(
  bucket: string,
  prefix = 'raw',
): Promise<DroppedRaw & { readonly bucket: string; readonly scratch: string }> {
  const client = new S3Client(onStandIn())
  const scratch = mkdtempSync(join(folder, 'scratch-'))
  const base = prefix === '' ? '' : `${prefix}/`
  return {
    ...{ bucket, scratch },
    raw: rawS3({ bucket, prefix, client: onStandIn(), scratch: scratchIn(scratch) }),
    put: async (key, content) =>
      void (await client.send(new PutObjectCommand({ Bucket: bucket, Key: base + key, Body: content }))),
    moment: async () => Date.now(),
  }
}

// What plays S3 has no route for a line break.
const limits = { look_back_ms: LOOK_BACK_MS, without: ['new\nline.json'] }
for (const [name, prefix] of [
  ['S3', 'raw'],
  ['S3, a whole bucket', ''],
] as const) {
  const make = async () => {
    await order()
    return droppedIn(await newBucket(), prefix)
  }
  rawContract(name, make, limits)
}

describe('raw objects in S3', () => {
  let dropped: Awaited<ReturnType<typeof droppedIn>>
  beforeEach(async () => {
    await order()
    dropped = await droppedIn(await newBucket())
  })
  afterEach(() => void vi.useRealTimers())

  const putAll = (keys: readonly string[]) => Promise.all(keys.map(key => dropped.put(key, key)))
  /** The requests that ask for lists, since the last time they were asked for. */
  async function lists(work: () => Promise<unknown>): Promise<number> {
    const before = (await calls()).length
    await work()
    return (await calls()).slice(before).filter(({ query }) => query.includes('list-type=2')).length
  }

  test('names that nobody looks at are no objects', async () => {
    await putAll(['_SUCCESS', 'a/.part', 'a/_tmp/x', 'truth.json', 'folder/', 'a/object'])
    expect(await keysOf(dropped.raw)).toEqual(['a/object'])
    expect(await keysOf(dropped.raw, Date.now())).toEqual(['a/object'])
  })

  test.each([
    ['YYYY/MM/DD/HH', (iso: string) => iso.slice(0, 13).replace(/[-T]/g, '/')],
    ['YYYY/MM/DD', (iso: string) => iso.slice(0, 10).replaceAll('-', '/')],
    [
      'year=/month=/day=/hour=',
      (iso: string) => iso.replace(/(....)-(..)-(..)T(..).*/, 'year=$1/month=$2/day=$3/hour=$4'),
    ],
    ['dt=/hour=', (iso: string) => iso.replace(/(.*)T(..).*/, 'dt=$1/hour=$2')],
  ])('%s: only what the look-back reaches is listed, below every prefix', async (_, folderAt) => {
    // The day that the year begins with: what is looked back at lies in the year before.
    const now = Date.parse('2025-01-01T12:34:56Z')
    const keys = (before_ms: number) =>
      ['', 'ctr/', 'agent-events/stream=1/'].map(
        prefix => `${prefix}${folderAt(new Date(now - before_ms).toISOString())}/object`,
      )
    const wanted = [0, DAY_MS, LOOK_BACK_MS].flatMap(keys)
    await putAll([...wanted, ...[4 * DAY_MS, 40 * DAY_MS, 400 * DAY_MS].flatMap(keys)])
    expect(await keysOf(dropped.raw, now)).toEqual(wanted.toSorted())
    expect(await keysOf(dropped.raw)).toHaveLength(18)
  })

  test('what has no time in its key is listed each time, as long as it is new', async () => {
    await putAll(['export.json', 'exports/2024.json', 'a/b/c/d'])
    const moment = Date.now()
    expect(await keysOf(dropped.raw, moment)).toEqual(['a/b/c/d', 'export.json', 'exports/2024.json'])
    expect(await keysOf(dropped.raw, moment + LOOK_BACK_MS + HOUR_MS)).toEqual([])
  })

  test('requests do not grow with history', async () => {
    const now = Date.now()
    const hours = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `ctr/${folderOf(now - (from + i) * 12 * HOUR_MS)}object`)
    await putAll(hours(0, 20))
    const few = await lists(() => keysOf(dropped.raw, now))
    await putAll(hours(20, 400))
    expect(await lists(() => keysOf(dropped.raw, now))).toBe(few)
    expect(few).toBeLessThan(12)
  })

  test('very many folders without a time are listed at once', async () => {
    await putAll(Array.from({ length: 300 }, (_, i) => `contact-${i}/object`))
    let found: readonly string[] = []
    const asked = await lists(async () => {
      found = await keysOf(dropped.raw, Date.now())
    })
    expect(found).toHaveLength(300)
    expect(asked).toBeLessThan(5)
  })

  test('looks are dated by the clock of S3, whatever the clock here says', async () => {
    for (const off_ms of [-5 * DAY_MS, 0, 5 * DAY_MS]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + off_ms })
      expect(Math.abs((await dropped.raw.ahead_ms()) + off_ms)).toBeLessThan(10_000)
      vi.useRealTimers()
    }
  })

  test('what was fetched goes when it is released, and when one cannot be had', async () => {
    await putAll(['a', 'b', 'c'])
    const { release } = await dropped.raw.hold(['a', 'b', 'c'])
    expect(readdirSync(dropped.scratch)).toHaveLength(1)
    await release()
    await expect(dropped.raw.hold(['a', 'gone', 'c'])).rejects.toMatchObject({
      value: expect.stringContaining(`s3://${dropped.bucket}/raw/gone`),
    })
    expect(readdirSync(dropped.scratch)).toEqual([])
  })

  test('a broken connection and a slow store only cost time', async () => {
    const content = 'connect-lake '.repeat(100_000)
    await dropped.put('a', content)
    await order(
      { method: 'GET', path: '/raw/a', status: 503, type: 'SlowDown', times: 2 },
      { method: 'GET', path: '/raw/a', status: 200, type: '', cut: true, times: 2 },
    )
    const { paths, release } = await dropped.raw.hold(['a'])
    expect(await readFile(paths[0] as string, 'utf8')).toBe(content)
    await release()
  })

  test.each([
    ['s3:ListBucket', (raw: DroppedRaw['raw']) => keysOf(raw), ''],
    ['s3:ListBucket', (raw: DroppedRaw['raw']) => raw.ahead_ms(), ''],
    ['s3:GetObject', (raw: DroppedRaw['raw']) => raw.hold(['a']), '/a'],
    ['s3:GetObject', (raw: DroppedRaw['raw']) => raw.find('a'), '/a'],
  ])('access denied names %s', async (action, ask, key) => {
    await dropped.put('a', 'x')
    await order({ path: dropped.bucket, status: 403, type: 'AccessDenied', times: 10 })
    await expect(ask(dropped.raw)).rejects.toMatchObject({
      what: 'AWS denied access',
      allowed: expect.stringContaining(action),
      value: expect.stringContaining(`s3://${dropped.bucket}/raw${key}`),
    })
  })
})
