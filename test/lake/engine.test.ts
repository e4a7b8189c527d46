import { join } from 'node:path'
import { expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { emptyState, type LakeState } from '../../lake/log/state.ts'
import { planViews } from '../../sql/deploy.ts'
import { wantedViews } from '../../sql/files.ts'
import { prelude } from '../../sql/prelude.ts'
import { views } from '../../sql/views.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { type EngineWords, engineContract } from './engine.contract.ts'
import { lakeWithCommits } from './lake-with-commits.ts'

const folder = temporaryFolder()
const deployed = planViews(wantedViews(Object.values(views)), []).map(step => step.view)

const TIMESTAMP = 'Timestamp<MILLISECOND>'
const day = Date.UTC(2025, 6, 1)

const words: EngineWords = {
  numbers: count => `(SELECT range AS n FROM range(${count}))`,
  raise: `error('no')`,
  values: [
    [`TIMESTAMP '2025-07-01 02:00:00+02'`, TIMESTAMP, day + 7_200_000],
    [`TIMESTAMPTZ '2025-07-01 02:00:00+02'`, TIMESTAMP, day],
    [`{'a': 1, 'b': ['x']}`, 'Struct<{a:Int32, b:List<Utf8>}>', { a: 1, b: ['x'] }],
    [`[{'at': DATE '2025-07-01'}]`, 'List<Struct<{at:Date32<DAY>}>>', [{ at: day }]],
  ],
  outside: { sql: `SELECT * FROM read_csv('OUTSIDE/secret.csv')`, named: 'secret.csv' },
  refused: [
    `SELECT * FROM read_csv('/etc/passwd')`,
    `SELECT * FROM read_csv('OUTSIDE/secret.csv')`,
    `SELECT * FROM read_text('OUTSIDE/secret.csv')`,
    `SELECT * FROM read_blob('OUTSIDE/../*')`,
    `SELECT * FROM read_parquet('OUTSIDE/no.parquet')`,
    `SELECT * FROM glob('OUTSIDE/*')`,
    `SELECT * FROM 'OUTSIDE/secret.csv'`,
    `SELECT * FROM query('SELECT * FROM read_csv(''OUTSIDE/secret.csv'')')`,
    `COPY contact TO 'OUTSIDE/x.csv'`,
    `COPY contact FROM 'OUTSIDE/secret.csv'`,
    `EXPLAIN ANALYZE COPY contact TO 'OUTSIDE/x.csv'`,
    `EXPORT DATABASE 'OUTSIDE/x'`,
    `EXPORT DATABASE 'LAKE/x'`,
    `EXPLAIN EXPORT DATABASE 'LAKE/x'`,
    `COPY contact TO 'LAKE/x.csv'`,
    `IMPORT DATABASE 'LAKE'`,
    `SELECT * FROM read_text('LAKE/_connect-lake.json')`,
    `SELECT * FROM enable_logging('QueryLog', storage_path = 'LAKE/logs')`,
    `SELECT * FROM enable_profiling(format = 'json', save_location = 'LAKE/profile.json')`,
    `SELECT * FROM "enable_logging" /* ( */ (storage_path = 'LAKE/logs')`,
    `SELECT * FROM query('SELECT * FROM enable' || '_logging()')`,
    'SELECT * FROM force_checkpoint()',
    'PRAGMA version',
    `ATTACH 'OUTSIDE/x.db'`,
    'INSTALL httpfs',
    'LOAD httpfs',
    'CREATE OR REPLACE MACRO date_diff(a, b, c) AS 1',
    `SET memory_limit = '1TB'`,
    'SET enable_external_access = true',
    'RESET memory_limit',
    `PRAGMA memory_limit = '1TB'`,
    'PRAGMA enable_profiling',
    'USE memory',
    'CHECKPOINT',
    `CALL pragma_version()`,
  ],
  questions: ['FROM contact', 'SUMMARIZE contact'],
}

const open = (lake: TestLake, state: LakeState): Promise<QueryEngine> =>
  duckdbEngine(lake.storage, state, {
    ...{ prelude, views: deployed },
    ...{ memory_bytes: 256 * 1024 * 1024, scratch: join(folder, 'spilled') },
  })

engineContract('duckdb', words, async () => {
  const lake = await lakeWithCommits(folder)
  const outside = writeTree(join(folder, 'outside'), { 'secret.csv': 'a,b\nhidden,1\n' })
  return {
    engine: await open(lake, await lake.log.at('1')),
    outside,
    location: lake.storage.location,
    everything: () => [...treeOf(outside), ...treeOf(lake.storage.location)],
  }
})

test('a lake without commits has its tables, with nothing in them', async () => {
  const engine = await open(testLake(folder), emptyState)
  expect((await engine.query('SELECT * FROM contact_record')).numRows).toBe(0)
  expect((await engine.query('SELECT * FROM queue_interval')).numRows).toBe(0)
  engine.close()
})

test('a machine in another time zone gets the same answers', async () => {
  const lake = await lakeWithCommits(folder)
  const zone = process.env.TZ
  process.env.TZ = 'America/St_Johns'
  try {
    const engine = await open(lake, await lake.log.head())
    const asked = ['first', 'second'].map(() =>
      engine.query(
        `SELECT current_setting('TimeZone') AS zone, CAST(TIMESTAMPTZ '2025-07-01 00:00:00Z' AS VARCHAR) AS at, 7 / 2 AS n`,
      ),
    )
    for (const result of await Promise.all(asked)) {
      expect(result.get(0)?.toJSON()).toEqual({ zone: 'UTC', at: '2025-07-01 00:00:00+00', n: 3 })
    }
    engine.close()
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
})

test('a closed engine answers nothing more', async () => {
  const engine = await open(testLake(folder), emptyState)
  await engine.stream('SELECT range FROM range(100000)')
  engine.close()
  await expect(engine.query('SELECT 1')).rejects.toThrow()
})

test('rows are held for other questions until they are released; what is no question is not held', async () => {
  const engine = await open(testLake(folder), emptyState)
  const { name, release } = (await engine.hold?.('SELECT range AS n FROM range(3)')) ?? never()
  expect((await engine.query(`SELECT sum(n) AS n FROM ${name} AS held`)).get(0)?.toJSON()).toEqual({ n: 3n })
  await release()
  await expect(engine.query(`SELECT n FROM ${name}`)).rejects.toThrow('the query cannot be answered')
  for (const sql of ['DROP SCHEMA held', `SELECT error('no') FROM range(1)`, 'SELECT 1; SELECT 2'])
    await expect(engine.hold?.(sql)).rejects.toThrow()
  const left = await engine.query(`SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'held'`)
  expect(left.get(0)?.toJSON()).toEqual({ n: 0n })
  engine.close()
})

function never(): never {
  throw new Error('this engine holds nothing')
}
