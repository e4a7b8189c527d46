/** The local engine over a lake in S3: what a question reads is fetched, when it is asked, and nothing else. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { s3Storage } from '../../lake/storage/s3.ts'
import { tables } from '../../schema/tables.ts'
import { planViews } from '../../sql/deploy.ts'
import { wantedViews } from '../../sql/files.ts'
import { prelude } from '../../sql/prelude.ts'
import { views } from '../../sql/views.ts'
import { newCache } from '../fixture/cache.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { agentEvent, concatenated, contactRecord } from '../fixture/record.ts'
import { calls, newBucket, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
let lake: TestLake
let bucket: string
const deployed = planViews(wantedViews(Object.values(views)), []).map(({ view }) => view)
const contact = { alias_of: null, columns: [] }
const more = [
  // In words of other letters than the names of tables.
  { ...contact, name: 'münze', sql: 'SELECT count(*) AS n FROM contact_record' },
]

beforeAll(async () => {
  bucket = await newBucket()
  lake = testLake(folder, () =>
    s3Storage({ bucket, prefix: 'lake', client: onStandIn(), cache: newCache(folder) }),
  )
  lake.add('0', concatenated([contactRecord({ id: 'a', attributes: { x: 'y' } }), agentEvent('e')]))
  await lake.run({ derive: true })
})
beforeEach(() => order())

/** Opens the lake as a reader does that has fetched nothing. */
async function opened(lazily = true): Promise<QueryEngine> {
  const cache = newCache(folder)
  mkdirSync(cache.held, { recursive: true })
  const storage = s3Storage({ bucket, prefix: 'lake', client: onStandIn(), cache })
  return duckdbEngine(storage, await lake.log.head(), {
    ...{ prelude, views: [...deployed, ...more], memory_bytes: 512 * 1024 * 1024 },
    scratch: join(folder, 'query'),
    ...(lazily && { fetched_to: cache.held }),
  })
}

/** The tables whose files are fetched meanwhile. */
async function fetchedBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = (await calls()).length
  await work()
  const paths = (await calls()).slice(before).map(({ path }) => path)
  return [...new Set(paths.flatMap(path => /lake\/(\w+)\/dt=.*parquet$/.exec(path)?.[1] ?? []))].sort()
}

test.each<[sql: string, fetched: readonly string[]]>([
  ['SELECT count(*) AS n FROM contact_record', ['contact_record']],
  ['SELECT count(*) AS n FROM "Contact_Record"', ['contact_record']],
  ['SELECT contact_id FROM contact', ['contact_record']],
  ['SELECT count(*) AS n FROM scans.agent_event', ['agent_event']],
  ['WITH x AS (SELECT 1 AS n) SELECT * FROM x', []],
  ['SUMMARIZE contact_attribute', ['contact_attribute']],
  [
    'SELECT count(*) AS n FROM ledger a, agent_event b, contact c',
    ['agent_event', 'contact_record', 'ledger'],
  ],
  ['SHOW TABLES', []],
  ['DESCRIBE contact', []],
  ['SELECT * FROM münze', ['contact_record']],
  [
    'SELECT a.n, b.n AS m FROM münze a, (SELECT count(*) AS n FROM agent_event) b',
    ['agent_event', 'contact_record'],
  ],
])('%s', async (sql, fetched) => {
  const [engine, whole] = [await opened(), await opened(false)]
  try {
    expect(await fetchedBy(() => engine.query(sql))).toEqual(fetched)
    expect((await engine.query(sql)).toString()).toBe((await whole.query(sql)).toString())
    // What is there is not fetched again.
    expect(await fetchedBy(() => engine.query(sql))).toEqual([])
  } finally {
    engine.close()
    whole.close()
  }
})

test('opened for the first time nothing is fetched, and all of it when it is wanted at once', async () => {
  expect(await fetchedBy(async () => (await opened()).close())).toEqual([])
  const { partitions } = await lake.log.head()
  const filled = Object.keys(tables).filter(name =>
    Object.values(partitions[name] ?? {}).some(({ files }) => files.length > 0),
  )
  expect(await fetchedBy(async () => (await opened(false)).close())).toEqual(filled.sort())
})

test('every table and view answers as when all was fetched at once', async () => {
  const [engine, whole] = [await opened(), await opened(false)]
  try {
    for (const name of [...Object.keys(tables), ...Object.keys(views)]) {
      const sql = `SELECT * FROM ${name}`
      const [one, other] = [await engine.query(sql), await whole.query(sql)]
      expect(one.schema.toString(), name).toBe(other.schema.toString())
      expect(one.numRows, name).toBe(other.numRows)
    }
  } finally {
    engine.close()
    whole.close()
  }
})

test('a file that cannot be fetched is named by the question that needs it, and the next may have it', async () => {
  const engine = await opened()
  try {
    await order({
      method: 'GET',
      path: 'lake/contact_record/dt=',
      status: 403,
      type: 'AccessDenied',
      times: 20,
    })
    await expect(engine.query('SELECT * FROM contact_record')).rejects.toMatchObject({
      what: 'AWS denied access',
      value: expect.stringContaining('lake/contact_record/dt='),
      allowed: expect.stringContaining('s3:GetObject'),
    })
    expect((await engine.query('SELECT count(*) AS n FROM agent_event')).get(0)?.n).toBe(1n)
    await order()
    expect((await engine.query('SELECT count(*) AS n FROM contact_record')).get(0)?.n).toBe(1n)
  } finally {
    engine.close()
  }
})

test('several questions at once', async () => {
  const engine = await opened()
  try {
    const names = ['contact', 'queue_interval', 'agent_event', 'contact_record', 'contact_attribute']
    const found = await Promise.all(names.map(name => engine.query(`SELECT count(*) AS n FROM ${name}`)))
    for (const [i, table] of found.entries()) expect(Number(table.get(0)?.n), names[i]).toBe(1)
  } finally {
    engine.close()
  }
})
