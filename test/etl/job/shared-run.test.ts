/** A run that workers share: planned, read in batches by whoever, and committed by one. */
import { beforeAll, describe, expect, test } from 'vitest'
import { objectsOf, planShared, type SharedRun } from '../../../etl/job/distribute.ts'
import { type PublishReport, publish } from '../../../etl/job/publish.ts'
import { transform } from '../../../etl/job/transform.ts'
import { defaultLimits } from '../../../etl/limits.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { type Around, observed } from '../../fixture/observed-storage.ts'
import { concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()

/** A day and its corrections, damage, and fields nobody knows, in eight objects. */
const objects: Readonly<Record<string, Buffer>> = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => {
    const records = Array.from({ length: 4 }, (_, j) =>
      contactRecord({
        id: `contact-${(i * 3 + j) % 20}`,
        at: `2025-07-0${1 + (j % 2)}T10:0${j}:00Z`,
        updated: `2025-07-03T00:00:0${i}Z`,
        attributes: { from: `object ${i}` },
        more: i === 5 ? { Unheard: { Of: 1 } } : {},
      }),
    )
    const damage = i % 3 === 2 ? Buffer.from('{"cut') : Buffer.alloc(0)
    return [`2025/07/01/${10 + i}/object`, Buffer.concat([concatenated(records), damage])]
  }),
)
/** An object for each batch but the smallest two. */
const limits = { ...defaultLimits, batch_bytes: 5_000 }

function lakeOf(wrapped?: Parameters<typeof testLake>[1]): TestLake {
  const lake = testLake(folder, wrapped)
  for (const [key, bytes] of Object.entries(objects)) lake.add(key, bytes)
  return lake
}

const plan = (lake: TestLake): Promise<SharedRun> => planShared(lake.ports, { limits, audit: false })

async function read(lake: TestLake, { run }: SharedRun, batch: number) {
  return transform(lake.ports, run, batch, await objectsOf(lake.storage, { run, batch }), limits)
}

const batchesOf = ({ batches }: SharedRun): readonly number[] => Array.from({ length: batches }, (_, i) => i)

/** All that is in a lake, without which commit it came by and when. */
async function contents(lake: TestLake) {
  const tables: Record<string, unknown> = {}
  const hidden = 'commit_id, committed_at, updated_at'
  for (const name of ['contact_record', 'contact_attribute', 'ledger', 'quarantine', 'drift']) {
    const rows = await lake.rows(`SELECT COLUMNS(c -> c NOT IN ('${hidden.replaceAll(', ', "', '")}')) FROM ${name}`)
    tables[name] = rows.map(row => JSON.stringify(row)).sort()
  }
  return tables
}

/** What is left of shared runs in the lake. */
async function leftovers({ storage }: TestLake): Promise<readonly string[]> {
  const keys: string[] = []
  for await (const { key } of storage.list('_staged/')) keys.push(key)
  return keys
}

let alone: Awaited<ReturnType<typeof contents>>
beforeAll(async () => {
  const lake = lakeOf()
  await lake.run({ limits })
  alone = await contents(lake)
})

test('the same lake as of a run of one, whoever reads what, in whatever order and how often', async () => {
  expect(Object.values(alone).every(rows => (rows as unknown[]).length > 0)).toBe(true)
  const lake = lakeOf()
  const shared = await plan(lake)
  expect(shared.batches).toBeGreaterThan(3)
  expect(shared.objects).toBe(8)
  for (const batch of [...batchesOf(shared)].reverse()) await read(lake, shared, batch)
  // Nobody sees anything yet.
  expect((await lake.log.head()).seq).toBe(0)
  for (const batch of batchesOf(shared)) await read(lake, shared, batch)
  const report = await publish(lake.ports, shared.run, limits)
  expect(report).toMatchObject({ commits: shared.batches, missing: [], given_up: [], done_before: [] })
  expect(report).toMatchObject({ objects: 8, read: 34, quarantined: 2 })
  expect(await contents(lake)).toEqual(alone)
  expect(await leftovers(lake)).toEqual([])
  // A lost answer makes the caller ask again.
  expect(await publish(lake.ports, shared.run, limits)).toMatchObject({ commits: 0, missing: [] })
  // Nothing is new.
  expect(await plan(lake)).toMatchObject({ batches: 0, objects: 0 })
})

test('a batch that no worker could read is left to the next, and holds up nobody else', async () => {
  const lake = lakeOf()
  const shared = await plan(lake)
  for (const batch of batchesOf(shared).filter(each => each !== 1)) await read(lake, shared, batch)
  const report = await publish(lake.ports, shared.run, limits)
  expect(report).toMatchObject({ commits: shared.batches - 1, missing: [1] })
  const next = await plan(lake)
  expect(next.objects).toBe((await objectsOf(lake.storage, { run: shared.run, batch: 1 })).length)
  await read(lake, next, 0)
  await publish(lake.ports, next.run, limits)
  expect(await contents(lake)).toEqual(alone)
})

test('or is read after all, and published by the same call again', async () => {
  const lake = lakeOf()
  const shared = await plan(lake)
  for (const batch of batchesOf(shared).slice(1)) await read(lake, shared, batch)
  expect((await publish(lake.ports, shared.run, limits)).missing).toEqual([0])
  await read(lake, shared, 0)
  const again = await publish(lake.ports, shared.run, limits)
  expect(again).toMatchObject({ commits: 1, missing: [], done_before: batchesOf(shared).slice(1) })
  expect(await contents(lake)).toEqual(alone)
  expect(await leftovers(lake)).toEqual([])
})

describe('another run is faster', () => {
  test('with everything: nothing is counted twice', async () => {
    const lake = lakeOf()
    const shared = await plan(lake)
    for (const batch of batchesOf(shared)) await read(lake, shared, batch)
    await lake.run({ limits })
    const report = await publish(lake.ports, shared.run, limits)
    expect(report).toMatchObject({ commits: 0, done_before: batchesOf(shared), commit: null })
    expect(await contents(lake)).toEqual(alone)
  })

  test('with a part of a batch: the batch is given up, and the rest of it found by the next', async () => {
    const lake = testLake(folder)
    const entries = Object.entries(objects)
    for (const [key, bytes] of entries.slice(0, 1)) lake.add(key, bytes)
    const first = await plan(lake)
    for (const [key, bytes] of entries.slice(1)) lake.add(key, bytes)
    const all = { ...limits, batch_bytes: Number.POSITIVE_INFINITY }
    const second = await planShared(lake.ports, { limits: all, audit: false })
    expect([first.objects, second.objects, second.batches]).toEqual([1, 8, 1])
    for (const shared of [first, second]) await read(lake, shared, 0)
    await publish(lake.ports, first.run, limits)
    expect(await publish(lake.ports, second.run, limits)).toMatchObject({ commits: 0, given_up: [0] })
    const third = await plan(lake)
    expect(third.objects).toBe(7)
    for (const batch of batchesOf(third)) await read(lake, third, batch)
    await publish(lake.ports, third.run, limits)
    expect(await contents(lake)).toEqual(alone)
  })
})

describe.each(['before', 'after'] as const)('a storage call that fails %s it is done', when => {
  /** Plans, reads and publishes, each step again until it ends well. */
  async function stubborn(lake: TestLake): Promise<PublishReport> {
    const again = async <R>(step: () => Promise<R>): Promise<R> => step().catch(step)
    const shared = await again(() => plan(lake))
    for (const batch of batchesOf(shared)) await again(() => read(lake, shared, batch))
    return again(() => publish(lake.ports, shared.run, limits))
  }

  function lakeWithFault(failAt: number): { readonly lake: TestLake; readonly made: () => number } {
    let made = 0
    const around: Around = async call => {
      const failing = made++ === failAt
      if (failing && when === 'before') throw new Error(`fault before call ${failAt}`)
      const result = await call()
      if (failing) throw new Error(`fault after call ${failAt}`)
      return result
    }
    return { lake: lakeOf(storage => observed(storage, around)), made: () => made }
  }

  test('each step can be repeated', async () => {
    const { lake: undisturbed, made } = lakeWithFault(-1)
    await stubborn(undisturbed)
    const calls = made()
    expect(calls).toBeGreaterThan(50)
    // Every seventh, each of another step and batch: all of them take minutes.
    for (let failAt = when === 'before' ? 0 : 3; failAt < calls; failAt += 7) {
      const { lake } = lakeWithFault(failAt)
      const report = await stubborn(lake)
      expect(report.missing, `call ${failAt}`).toEqual([])
      expect(await contents(lake), `call ${failAt} of ${calls}`).toEqual(alone)
    }
  }, 240_000)
})
