/**
 * Partitions that are too large for one machine, merged where they lie by what plays Athena over Trino and Glue: the
 * same rows and the same books as when they are merged here; and nothing half-written, whatever fails.
 */
import { afterAll, expect, inject, test, vi } from 'vitest'
import { run } from '../../etl/job/run.ts'
import { defaultLimits } from '../../etl/limits.ts'
import { glueCatalog } from '../../lake/catalog/glue.ts'
import { glueFolders } from '../../lake/catalog/glue-folders.ts'
import {
  type RunningStatement,
  rowsOfStatement,
  statement,
  TrinoError,
} from '../../lake/engine/trino-statement.ts'
import { athenaInPlace } from '../../lake/in-place/athena.ts'
import { s3Storage } from '../../lake/storage/s3.ts'
import type { LakeError } from '../../schema/error.ts'
import { type PlayedAthena, playAthena } from '../aws/athena/server.ts'
import { newBucket, newDatabase, onStandIn } from '../aws/stand-in.ts'
import { newCache } from '../fixture/cache.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { agentEvent, concatenated, contactRecord } from '../fixture/record.ts'
import { deliver } from '../simulator/delivered.ts'
import { glueInTrino } from './glue-catalog.ts'
import { KEEPER } from './server/configuration.ts'

const CATALOG = glueInTrino('in_place')
const folder = temporaryFolder()
const played: PlayedAthena[] = []
afterAll(() => {
  for (const athena of played) athena.stop()
})

type Ask = (sql: string, ask: (sql: string) => RunningStatement) => RunningStatement

/** A lake in S3 of which every partition that has rows is merged in place. */
async function lakeInPlace(through: Ask = (sql, ask) => ask(sql)) {
  const [bucket, database] = [await newBucket(), newDatabase()]
  const storage = s3Storage({ bucket, prefix: 'lake', client: onStandIn(), cache: newCache(folder) })
  const lake = testLake(folder, () => storage)
  const glue = glueCatalog({ database, lake: storage.location, client: onStandIn() })
  await glue.sync([])
  const session = { url: inject('trino'), user: KEEPER, catalog: CATALOG, schema: database }
  const athena = await playAthena(sql => through(sql, each => statement(session, each)))
  played.push(athena)
  const client = {
    ...{ endpoint: athena.url, region: 'eu-central-1' },
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  }
  let names = 0
  const in_place = athenaInPlace({
    place: { workgroup: 'primary', catalog: 'AwsDataCatalog', database, client },
    folders: glueFolders(database, onStandIn()),
    storage,
    unique: () => `${database}_${++names}`,
  })
  const limits = { ...defaultLimits, in_place_bytes: 0 }
  const load = () => run({ ...lake.ports, in_place }, { audit: false, derive: false, limits })
  const inserts = () =>
    [...athena.executions.values()].filter(({ start }) => start.QueryString.startsWith('INSERT')).length
  return { lake, load, inserts, athena, session, in_place }
}

const stores = [
  'contact_record',
  'contact_attribute',
  'agent_event',
  'agent_event_contact',
  'ledger',
  'quarantine',
]

/** All that is in a lake, without which commit it came by and when. */
async function contents(lake: TestLake) {
  const found: Record<string, readonly string[]> = {}
  for (const name of stores) {
    const hidden = `c -> c NOT IN ('commit_id', 'committed_at', 'updated_at')`
    const rows = await lake.rows(`SELECT COLUMNS(${hidden}) FROM ${name}`)
    found[name] = rows.map(row => JSON.stringify(row)).sort()
  }
  return found
}

/** What lies in a lake besides the files that its newest commit names, and its log. */
async function strays({ storage, log }: TestLake): Promise<readonly string[]> {
  const { partitions } = await log.head()
  const named = new Set(
    Object.entries(partitions).flatMap(([table, days]) =>
      Object.entries(days).map(([dt, { version }]) => `${table}/dt=${dt}/v=${version}/`),
    ),
  )
  const keys: string[] = []
  for await (const { key } of storage.list('')) {
    const prefix = key.slice(0, key.lastIndexOf('/') + 1)
    if (!/^_(log|catalog|connect)/.test(key) && !named.has(prefix)) keys.push(key)
  }
  return keys
}

test('a simulated lake, late and doubled data, in two runs: the same as merged here', async () => {
  const { objects } = await deliver({
    ...{ days: 1, contacts_per_day: 12, agent_events: false, seed: 9, end: '2025-07-02' },
    ...{ moved_share: 0.1, re_emission_share: 0.5 },
  })
  const all = [...objects]
  const here = testLake(folder)
  const there = await lakeInPlace()
  for (let part = 0; part < 2; part++) {
    for (const [key, bytes] of all.filter((_, i) => i % 2 === part)) {
      here.add(key, Buffer.from(bytes))
      there.lake.add(key, Buffer.from(bytes))
    }
    // Both of what child tables are made of: maps, and lists of rows.
    const events = concatenated(['a', 'b', 'c'].map(each => agentEvent(`${each}-${part}`)))
    for (const lake of [here, there.lake]) lake.add(`events-${part}`, events)
    const counts = await here.run()
    const { commit: _, ...same } = counts
    expect(await there.load()).toMatchObject(same)
    expect(await contents(there.lake)).toEqual(await contents(here))
  }
  expect(there.inserts()).toBeGreaterThan(3)
  const found = await contents(here)
  for (const name of ['contact_record', 'contact_attribute', 'agent_event', 'agent_event_contact'])
    expect(found[name]?.length, name).toBeGreaterThan(0)
  // Once it is fetched again: names of files of child tables are not those of their parents.
  there.lake.add('late', concatenated([contactRecord({ id: 'late', at: '2025-07-01T10:00:00Z' })]))
  here.add('late', concatenated([contactRecord({ id: 'late', at: '2025-07-01T10:00:00Z' })]))
  const again = all.find(([key]) => key.includes('contact')) as (typeof all)[number]
  for (const lake of [there.lake, here]) {
    lake.add('again', Buffer.from(again[1]))
    await lake.run()
  }
  expect(await contents(there.lake)).toEqual(await contents(here))
}, 240_000)

/** Statements that write do so, and fail afterwards, or go on for ever once they have written. */
const halfDone =
  (fails: () => TrinoError | Promise<never> | undefined): Ask =>
  (sql, ask) => {
    const running = ask(sql)
    if (!sql.startsWith('INSERT')) return running
    async function* pages(): RunningStatement['pages'] {
      for await (const page of running.pages) yield page
      const error = await fails()
      if (error) throw error
    }
    return { pages: pages(), cancel: running.cancel }
  }

const day = (id: number, updated: string) =>
  contactRecord({ id: `c${id}`, at: '2025-07-01T10:00:00Z', updated, attributes: { a: updated } })
const first = concatenated(Array.from({ length: 30 }, (_, i) => day(i, '2025-07-01T11:00:00Z')))
const late = concatenated(Array.from({ length: 5 }, (_, i) => day(i * 3, '2025-07-02T11:00:00Z')))

test.each([
  [
    'a statement that fails once all of it is written',
    () => new TrinoError({ errorName: 'HIVE_WRITER_CLOSE_ERROR', message: 'Error committing write' }),
    'the query cannot be answered',
  ],
  [
    'a statement that is cancelled from outside',
    () => new TrinoError({ errorName: 'USER_CANCELED', message: 'Query was canceled' }),
    'the query was interrupted',
  ],
])(
  '%s: nothing is committed, nothing is left, and a repeat heals',
  async (_, error, what) => {
    let broken = false
    const { lake, load, inserts, session } = await lakeInPlace(halfDone(() => (broken ? error() : undefined)))
    lake.add('first', first)
    await load()
    const before = await contents(lake)
    lake.add('late', late)
    broken = true
    for (const attempt of [1, 2]) {
      const found = await load().then(
        () => undefined,
        (thrown: LakeError) => thrown,
      )
      expect(found?.what, String(attempt)).toBe(what)
      expect(await strays(lake)).toEqual([])
      expect(await contents(lake)).toEqual(before)
    }
    expect(inserts()).toBe(2)
    broken = false
    expect(await load()).toMatchObject({ accepted: 5, replaced: 5 })
    const here = testLake(folder)
    here.add('first', first)
    await here.run()
    here.add('late', late)
    await here.run()
    expect(await contents(lake)).toEqual(await contents(here))
    expect(await strays(lake)).not.toContainEqual(expect.stringContaining('_staged'))
    // Nor are the tables left that were there for a statement each.
    const shown = await rowsOfStatement(session, 'SHOW TABLES')
    expect(shown.flat().filter(name => String(name).includes('passing'))).toEqual([])
  },
  120_000,
)

test('what is under way is stopped, in Athena too, and nothing is left of it', async () => {
  let hangs = false
  const { lake, load, athena, in_place } = await lakeInPlace(
    halfDone(() => (hangs ? new Promise<never>(() => {}) : undefined)),
  )
  lake.add('first', first)
  await load()
  const before = await contents(lake)
  const { statements, scanned_bytes, usd } = in_place.spent()
  expect(statements).toBe(athena.executions.size)
  // Ten megabytes are the least that is billed.
  expect(usd).toBeGreaterThanOrEqual((statements * 10 * 5) / 1_000_000)
  expect(scanned_bytes).toBe(
    [...athena.executions.values()].reduce((sum, each) => sum + each.scanned_bytes, 0),
  )
  lake.add('late', late)
  hangs = true
  const stopped = expect(load()).rejects.toMatchObject({ what: 'the query was interrupted' })
  const newest = () => [...athena.executions.values()].at(-1)
  await vi.waitUntil(
    () => newest()?.state === 'RUNNING' && newest()?.start.QueryString.startsWith('INSERT'),
    {
      timeout: 60_000,
    },
  )
  await in_place.interrupt()
  expect(newest()?.state).toBe('CANCELLED')
  await stopped
  expect(in_place.spent().statements).toBe(statements + 1)
  expect(await strays(lake)).toEqual([])
  expect(await contents(lake)).toEqual(before)
  // Nor is anything begun after it.
  await expect(load()).rejects.toMatchObject({ what: 'the query was interrupted' })
}, 120_000)

test('rows that get lost on the way are noticed', async () => {
  const { lake, load } = await lakeInPlace((sql, ask) =>
    ask(sql.includes('g.key IS NULL') ? `${sql} AND s.contact_id <> 'c1'` : sql),
  )
  lake.add('first', first)
  await load()
  const before = await contents(lake)
  lake.add('late', late)
  await expect(load()).rejects.toMatchObject({
    what: 'a partition that was merged in place has another number of rows than it should',
    value: expect.stringContaining('contact_record, dt=2025-07-01: 24 rows'),
    allowed: expect.stringContaining('25 rows'),
  })
  expect(await strays(lake)).toEqual([])
  expect(await contents(lake)).toEqual(before)
}, 120_000)
