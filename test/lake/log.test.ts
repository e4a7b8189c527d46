import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Commit, commitId, noCounts } from '../../lake/log/commit.ts'
import { CHECKPOINT_INTERVAL, lakeLog } from '../../lake/log/log.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import { temporaryFolder } from '../fixture/folder.ts'

const folder = temporaryFolder()
const storageOf = (): Storage => memoryStorage(mkdtempSync(join(folder, 'log-')), () => 0)

const commit = (seq: number, more: Partial<Commit> = {}): Commit => ({
  format: 1,
  seq,
  id: commitId(seq, 'me'),
  parent: seq === 1 ? '' : commitId(seq - 1, 'me'),
  at: '2025-07-01T00:00:00.000Z',
  kind: 'run',
  message: `commit ${seq}`,
  counts: noCounts,
  changes: { t: { [`d${seq % 7}`]: { version: `v${seq}`, files: [] } } },
  schemas: {},
  scanned: { raw: seq },
  ...more,
})

/** Counts the objects that are read. */
function counting(storage: Storage): Storage & { reads: number } {
  const counted = {
    ...storage,
    reads: 0,
    get: async (key: string) => {
      counted.reads++
      return storage.get(key)
    },
  }
  return counted
}

test('two make a lake at once: whoever looked before it was there finds it made', async () => {
  const storage = storageOf()
  const late = { ...storage }
  late.get = async key => {
    late.get = storage.get
    const before = await storage.get(key)
    await lakeLog(storage).create()
    return before
  }
  // The log asks the storage that it was given, whatever that has become.
  const log = lakeLog({ ...storage, get: key => late.get(key) })
  await log.create()
  expect(await log.exists()).toBe(true)
})

test('a lake without commits is empty', async () => {
  const log = lakeLog(storageOf())
  expect(await log.exists()).toBe(false)
  await log.create()
  expect(await log.exists()).toBe(true)
  expect(await log.head()).toMatchObject({ seq: 0, partitions: {} })
  expect(await log.history(10)).toEqual([])
})

test('the state is the sum of the changes', async () => {
  const log = lakeLog(storageOf())
  await log.append(
    commit(1, { changes: { t: { d1: { version: 'v1', files: [] }, d2: { version: 'v1', files: [] } } } }),
  )
  await log.append(commit(2, { changes: { t: { d1: null }, u: { d1: { version: 'v2', files: [] } } } }))
  expect((await log.head()).partitions).toEqual({
    t: { d2: { version: 'v1', files: [] } },
    u: { d1: { version: 'v2', files: [] } },
  })
  expect((await log.at('1')).partitions).toEqual({
    t: { d1: { version: 'v1', files: [] }, d2: { version: 'v1', files: [] } },
  })
})

test('opening a lake of 10,000 commits reads few files', async () => {
  const storage = counting(storageOf())
  const log = lakeLog(storage)
  for (let seq = 1; seq <= 10_000; seq++) await log.append(commit(seq))
  storage.reads = 0
  const head = await lakeLog(storage).head()
  expect(head.seq).toBe(10_000)
  expect(head.partitions.t).toMatchObject({ d4: { version: 'v10000' }, d5: { version: 'v9994' } })
  // The hint, one checkpoint, the commits since, and one that is not there.
  expect(storage.reads).toBeLessThanOrEqual(CHECKPOINT_INTERVAL + 3)

  storage.reads = 0
  expect((await log.at('5000')).partitions.t).toMatchObject({ d2: { version: 'v5000' } })
  expect(storage.reads).toBeLessThanOrEqual(3 * CHECKPOINT_INTERVAL)
})

test('a checkpoint that a dying writer left out is made up for by the next', async () => {
  const storage = storageOf()
  const log = lakeLog(storage)
  for (let seq = 1; seq < CHECKPOINT_INTERVAL; seq++) await log.append(commit(seq))
  const dying = { ...storage, put: () => Promise.reject(new Error('killed')) }
  await expect(lakeLog(dying).append(commit(CHECKPOINT_INTERVAL))).rejects.toThrow('killed')
  await log.append(commit(CHECKPOINT_INTERVAL + 1))
  const counted = counting(storage)
  expect((await lakeLog(counted).head()).seq).toBe(CHECKPOINT_INTERVAL + 1)
  // The hint, the checkpoint, and two looks beyond the end: one that finds nothing, one for a gap.
  expect(counted.reads).toBeLessThanOrEqual(5)
})

describe('two writers', () => {
  test('of the same number: one gets it', async () => {
    const log = lakeLog(storageOf())
    const tries = Array.from({ length: 20 }, (_, i) =>
      log.append(commit(1, { id: commitId(1, `writer${i}`) })),
    )
    const won = await Promise.all(tries)
    expect(won.filter(Boolean)).toHaveLength(1)
    expect((await log.head()).id).toBe(commitId(1, `writer${won.indexOf(true)}`))
  })

  test('a refusal that is our own commit, whose answer was lost, is no refusal', async () => {
    const storage = storageOf()
    // What an SDK does after a lost answer: it tries again, and the second try finds the first.
    const retrying: Storage = {
      ...storage,
      putIfAbsent: async (key, bytes) => {
        await storage.putIfAbsent(key, bytes)
        return storage.putIfAbsent(key, bytes)
      },
    }
    expect(await lakeLog(retrying).append(commit(1))).toBe(true)
    expect(await lakeLog(retrying).append(commit(1, { id: commitId(1, 'other') }))).toBe(false)
  })
})

describe('what is no lake', () => {
  test('a place that holds something else is refused', async () => {
    const storage = storageOf()
    await storage.put('photos/cat.jpg', Buffer.from('x'))
    await expect(lakeLog(storage).create()).rejects.toMatchObject({
      what: 'this is no lake, and not empty either',
      value: expect.stringContaining('photos/cat.jpg'),
      remedy: expect.stringContaining('--lake'),
    })
  })

  test('a damaged log is named', async () => {
    const storage = storageOf()
    const log = lakeLog(storage)
    await log.append(commit(1))
    await storage.put('_log/commit/0000000001.json', Buffer.from('{"seq":'))
    await expect(log.head()).rejects.toMatchObject({
      what: 'the log of the lake is damaged',
      value: '_log/commit/0000000001.json',
    })
  })
})

test('a commit that is missing, or was put in the place of another, is noticed', async () => {
  const storage = storageOf()
  const log = lakeLog(storage)
  for (let seq = 1; seq <= 6; seq++) await log.append(commit(seq))
  const third = (await storage.get('_log/commit/0000000003.json')) ?? Buffer.alloc(0)
  await storage.remove(['_log/commit/0000000003.json'])
  await expect(log.head()).rejects.toMatchObject({ what: expect.stringContaining('damaged') })
  await storage.put('_log/commit/0000000003.json', Buffer.from(JSON.stringify({ ...commit(3), id: 'other' })))
  await expect(log.head()).rejects.toMatchObject({ value: '_log/commit/0000000003.json' })
  await storage.put('_log/commit/0000000003.json', third)
  expect((await log.head()).seq).toBe(6)
})

test('two commits that come while somebody looks are no damage', async () => {
  const storage = storageOf()
  await lakeLog(storage).append(commit(1))
  const beside: Storage = {
    ...storage,
    async get(key) {
      const found = await storage.get(key)
      if (key === '_log/commit/0000000002.json' && !found)
        for (const seq of [2, 3]) await lakeLog(storage).append(commit(seq))
      return found
    },
  }
  expect((await lakeLog(beside).head()).seq).toBe(3)
})

test.each(['null', '{"seq":1}', 'no JSON', '[]'])(
  'a commit file that holds %s is damage, not an end',
  async text => {
    const storage = storageOf()
    const log = lakeLog(storage)
    await log.append(commit(1))
    await storage.put('_log/commit/0000000002.json', Buffer.from(text))
    await expect(log.head()).rejects.toMatchObject({ value: '_log/commit/0000000002.json' })
  },
)

test('what only saves time may be damaged', async () => {
  const storage = storageOf()
  const log = lakeLog(storage)
  for (let seq = 1; seq <= 2 * CHECKPOINT_INTERVAL + 1; seq++) await log.append(commit(seq))
  const head = await log.head()
  for await (const { key } of storage.list('_log/checkpoint/')) await storage.put(key, Buffer.from('{"cut'))
  expect(await log.head()).toEqual(head)
  await storage.put('_log/latest.json', Buffer.from('{"cut'))
  expect(await log.head()).toEqual(head)
})

test.each([
  ['hello', 'damaged'],
  ['{"format":"connect-lake","version":99}', 'another version'],
])('a marker that says %s is no lake of ours', async (text, what) => {
  const storage = storageOf()
  await storage.put('_connect-lake.json', Buffer.from(text))
  await expect(lakeLog(storage).exists()).rejects.toMatchObject({ what: expect.stringContaining(what) })
})
