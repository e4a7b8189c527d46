/** A run that workers share: planned, read in batches by whoever, and committed by one. */
import { beforeAll, describe, expect, test } from 'vitest'
import { objectsOf, planShared, type SharedRun } from '../../../etl/job/distribute.ts'
import { publish } from '../../../etl/job/publish.ts'
import { run } from '../../../etl/job/run.ts'
import { transform } from '../../../etl/job/transform.ts'
import { defaultLimits } from '../../../etl/limits.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
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

function lakeOf(): TestLake {
  const lake = testLake(folder)
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
    const rows = await lake.rows(
      `SELECT COLUMNS(c -> c NOT IN ('${hidden.replaceAll(', ', "', '")}')) FROM ${name}`,
    )
    tables[name] = rows.map(row => JSON.stringify(row)).sort()
  }
  return tables
}

/** The same rows; what became of each record depends on what came before it, but adds up all the same. */
async function expectSameRows(lake: TestLake): Promise<void> {
  const { ledger: _, ...tables } = await contents(lake)
  const { ledger: __, ...expected } = alone
  expect(tables).toEqual(expected)
  const sums = await lake.rows(
    `SELECT sum(read) AS read, sum(accepted + duplicate + superseded + quarantined) AS counted,
       sum(accepted) - sum(replaced) AS rows, count(DISTINCT object_key) AS objects FROM ledger`,
  )
  expect(sums).toEqual([
    { read: 34, counted: 34, rows: (tables.contact_record as unknown[]).length, objects: 8 },
  ])
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
  await expectSameRows(lake)
})

test('or is read after all, and published by the same call again', async () => {
  const lake = lakeOf()
  const shared = await plan(lake)
  for (const batch of batchesOf(shared).slice(1)) await read(lake, shared, batch)
  expect((await publish(lake.ports, shared.run, limits)).missing).toEqual([0])
  const scanned = async () => Object.values((await lake.log.head()).scanned)
  expect(await scanned()).toEqual([])
  await read(lake, shared, 0)
  const again = await publish(lake.ports, shared.run, limits)
  expect(again).toMatchObject({ commits: 1, missing: [], done_before: batchesOf(shared).slice(1) })
  // Whichever batch came last, now all is consumed that the plan found.
  expect(await scanned()).toEqual([shared.scanned_ms])
  await expectSameRows(lake)
  expect(await leftovers(lake)).toEqual([])
})

test('publishing opens a workbench to look into the ledger once, and one for each commit', async () => {
  const lake = lakeOf()
  const shared = await plan(lake)
  for (const batch of batchesOf(shared)) await read(lake, shared, batch)
  let opened = 0
  const workbench = () => {
    opened++
    return lake.ports.workbench()
  }
  await publish({ ...lake.ports, workbench }, shared.run, limits)
  // A lake without a ledger is not looked into.
  expect(opened).toBe(shared.batches)
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

test('how old the oldest raw object was when all were to be seen: the same by workers and by one machine', async () => {
  const at = (time: string): number => Date.parse(`2025-07-01T${time}Z`)
  const lakeAt = (time: string): TestLake => {
    const lake = testLake(folder)
    for (const [key, added] of [
      ['late', '10:30:00'],
      ['early', '10:00:00'],
    ] as const)
      lake.raw.add(key, concatenated([contactRecord({ id: key })]), at(added))
    return { ...lake, ports: { ...lake.ports, now: () => at(time) } }
  }
  const shared = lakeAt('11:00:00')
  const planned = await plan(shared)
  expect(planned.oldest_arrived_at_ms).toBe(at('10:00:00'))
  for (const batch of batchesOf(planned)) await read(shared, planned, batch)
  expect(await publish(shared.ports, planned.run, limits)).toMatchObject({ lag_ms: 3_600_000 })
  expect(await publish(shared.ports, planned.run, limits)).toMatchObject({ lag_ms: null })
  const alone = lakeAt('11:00:00')
  const raw_bytes = 2 * concatenated([contactRecord({ id: 'early' })]).length - 1
  const options = { audit: false, derive: false, limits }
  expect(await run(alone.ports, options)).toMatchObject({ lag_ms: 3_600_000, raw_bytes })
  expect(await run(alone.ports, options)).toMatchObject({ lag_ms: null, raw_bytes: 0 })
  // By this machine's clock it has not arrived yet.
  expect(await run(lakeAt('09:00:00').ports, options)).toMatchObject({ lag_ms: 0 })
})
