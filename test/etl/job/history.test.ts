import { expect, test } from 'vitest'
import { collect } from '../../../lake/log/collect.ts'
import { rollback } from '../../../lake/log/rollback.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { concatenated, contactRecord } from '../../fixture/record.ts'

const DAY_MS = 86_400_000
const folder = temporaryFolder()

const ids = async (lake: TestLake, at?: string) => {
  const state = at === undefined ? undefined : await lake.log.at(at)
  const rows = await lake.rows<{ id: string }>(
    'SELECT contact_id AS id FROM contact_record ORDER BY 1',
    state,
  )
  return rows.map(({ id }) => id).join('')
}

/** A lake of three commits: a, ab, abc; the last one replaces a, too. */
async function threeCommits(): Promise<TestLake> {
  const lake = testLake(folder)
  lake.add('1', concatenated([contactRecord({ id: 'a' })]))
  await lake.run()
  lake.add('2', concatenated([contactRecord({ id: 'b' })]))
  await lake.run()
  lake.add(
    '3',
    concatenated([contactRecord({ id: 'c' }), contactRecord({ id: 'a', updated: '2025-07-09T00:00:00Z' })]),
  )
  await lake.run()
  return lake
}

const stampOf = (lake: TestLake) => ({ now: lake.ports.now, unique: lake.ports.unique })

test('a query sees the lake as it was after a commit', async () => {
  const lake = await threeCommits()
  expect([await ids(lake, '1'), await ids(lake, '2'), await ids(lake, '3'), await ids(lake)]).toEqual([
    'a',
    'ab',
    'abc',
    'abc',
  ])
  const [, second] = await lake.log.history(2)
  expect(await ids(lake, second?.id)).toBe('ab')
  await expect(lake.log.at('9')).rejects.toMatchObject({
    what: 'there is no such commit',
    allowed: expect.stringContaining('1 to 3'),
  })
  await expect(lake.log.at('nonsense')).rejects.toMatchObject({ what: 'there is no such commit' })
})

test('rollback is a commit, can be undone, and what came later is new again', async () => {
  const lake = await threeCommits()
  const commit = await rollback(lake.log, '1', stampOf(lake))
  expect(commit).toMatchObject({ seq: 4, kind: 'rollback' })
  expect(await ids(lake)).toBe('a')
  expect(await lake.rows('SELECT object_key FROM ledger')).toEqual([{ object_key: '1' }])

  await rollback(lake.log, '3', stampOf(lake))
  expect(await ids(lake)).toBe('abc')
  await rollback(lake.log, '1', stampOf(lake))
  expect(await lake.run()).toMatchObject({ objects: 2, read: 3, accepted: 3, replaced: 1 })
  expect(await ids(lake)).toBe('abc')
  await expect(rollback(lake.log, String((await lake.log.head()).seq), stampOf(lake))).rejects.toMatchObject({
    what: expect.stringContaining('already'),
  })
})

test('collecting removes what no kept commit needs, and nothing else', async () => {
  const lake = await threeCommits()
  const list = async () => {
    const keys: string[] = []
    for await (const { key } of lake.storage.list('')) if (key.includes('/dt=')) keys.push(key)
    return keys
  }
  const all = await list()
  const tried = await collect(lake.storage, lake.log, { commits: 1 }, true, stampOf(lake))
  expect(tried.files).toBeGreaterThan(0)
  expect(await list()).toEqual(all)

  // Keep the newest two: commits 2 and 3.
  await collect(lake.storage, lake.log, { commits: 2 }, false, stampOf(lake))
  expect([await ids(lake, '2'), await ids(lake, '3'), await ids(lake)]).toEqual(['ab', 'abc', 'abc'])
  await expect(lake.log.at('1')).rejects.toMatchObject({ what: expect.stringContaining('collected') })

  // Every kept commit still has every file it names.
  const there = new Set(await list())
  for (const seq of ['2', '3', '4']) {
    const { partitions } = await lake.log.at(seq)
    for (const [table, days] of Object.entries(partitions)) {
      for (const [dt, { version, files }] of Object.entries(days)) {
        for (const { name } of files) expect(there).toContain(`${table}/dt=${dt}/v=${version}/${name}`)
      }
    }
  }
  // Commit 4 says what was collected and changed nothing: the newest to keep is the run before it.
  const done = await collect(lake.storage, lake.log, { commits: 1 }, false, stampOf(lake))
  expect(done.oldest_readable).toBe(3)
  expect(await ids(lake)).toBe('abc')
})

test('collecting keeps what was shown at a moment, and all that came after it', async () => {
  const lake = await threeCommits()
  const made_ms = async (seq: number): Promise<number> => Date.parse((await lake.log.read(seq))?.at ?? '')
  // A moment after commit 2 was made, and before commit 3: then readers saw commit 2.
  const since_ms = (await made_ms(2)) + 1
  expect(await made_ms(3)).toBeGreaterThan(since_ms)
  const then = { ...stampOf(lake), now: () => since_ms + DAY_MS }
  const done = await collect(lake.storage, lake.log, { commits: 1, days: 1 }, false, then)
  expect(done.oldest_readable).toBe(2)
  expect([await ids(lake, '2'), await ids(lake)]).toEqual(['ab', 'abc'])
})

test('collecting by a clock that is days ahead keeps the days that are to stay', async () => {
  const lake = await threeCommits()
  const { now } = stampOf(lake)
  const ahead = { ...stampOf(lake), now: () => now() + 5 * DAY_MS }
  const done = await collect(lake.storage, lake.log, { commits: 1, days: 3 }, false, ahead)
  expect(done.oldest_readable).toBe(1)
  expect(await ids(lake, '1')).toBe('a')
})

test('collecting again with nothing new keeps what was kept, and commits nothing', async () => {
  const lake = await threeCommits()
  await collect(lake.storage, lake.log, { commits: 2 }, false, stampOf(lake))
  const after = (await lake.log.head()).seq
  for (let i = 0; i < 5; i++) await collect(lake.storage, lake.log, { commits: 2 }, false, stampOf(lake))
  expect((await lake.log.head()).seq).toBe(after)
  expect(await ids(lake, '2')).toBe('ab')
})

test('collecting leaves a version alone that a run is writing for the next commit', async () => {
  const lake = await threeCommits()
  const writing = 'contact_record/dt=2025-07-01/v=0000000009-other/00-23-x.parquet'
  const orphan = 'contact_record/dt=2025-07-01/v=0000000002-died/00-23-x.parquet'
  for (const key of [writing, orphan]) await lake.storage.put(key, Buffer.from('x'))
  await collect(lake.storage, lake.log, { commits: 1 }, false, stampOf(lake))
  expect(await lake.storage.get(writing)).toBeDefined()
  expect(await lake.storage.get(orphan)).toBeUndefined()
})

test('a second run finds nothing new, and makes no commit', async () => {
  const lake = await threeCommits()
  expect(await lake.run()).toMatchObject({ objects: 0, commits: 0, commit: null })
  expect((await lake.log.head()).seq).toBe(3)
})

test('an audit looks at everything and still consumes nothing twice', async () => {
  const lake = await threeCommits()
  expect(await lake.run({ audit: true })).toMatchObject({ objects: 0 })
})

test('small batches give the same lake as one large one', async () => {
  const lake = testLake(folder)
  for (let i = 0; i < 5; i++)
    lake.add(
      `${i}`,
      concatenated([
        contactRecord({ id: `c${i}` }),
        contactRecord({ id: 'x', updated: `2025-07-0${i + 2}T00:00:00Z` }),
      ]),
    )
  const report = await lake.run({ limits: { batch_bytes: 1 } })
  expect(report).toMatchObject({ commits: 5, read: 10, accepted: 10, replaced: 4 })
  expect(await lake.rows('SELECT count(*) AS n FROM contact_record')).toEqual([{ n: 6 }])
})
