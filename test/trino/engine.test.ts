import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trinoEngine } from '../../lake/engine/trino.ts'
import { rowsOfStatement } from '../../lake/engine/trino-statement.ts'
import { emptyState } from '../../lake/log/state.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { type EngineWords, engineContract } from '../lake/engine.contract.ts'
import { lakeWithCommits } from '../lake/lake-with-commits.ts'
import { registered, sessionOf } from './registered.ts'
import { READER } from './server/configuration.ts'

const folder = temporaryFolder()
const TIMESTAMP = 'Timestamp<MILLISECOND>'
const day = Date.UTC(2025, 6, 1)

/** What no user may do who may only read, whatever lets it through. */
const writing = [
  'CREATE TABLE t AS SELECT 1 AS a',
  'CREATE SCHEMA s',
  'CREATE CATALOG c USING hive',
  'DROP VIEW contact',
  'DROP TABLE contact_record',
  'CREATE OR REPLACE VIEW contact AS SELECT 1 AS a',
  `INSERT INTO contact_record (contact_id, dt) VALUES ('d', '2025-07-01')`,
  `CALL awsdatacatalog.system.unregister_partition(current_schema, 'contact_record', ARRAY['dt'], ARRAY['2025-07-01'])`,
  `CALL system.runtime.kill_query('a', 'b')`,
  `COMMENT ON TABLE contact_record IS 'x'`,
  'GRANT SELECT ON contact_record TO USER reader',
]

const words: EngineWords = {
  numbers: count => `(SELECT sequential_number AS n FROM TABLE(sequence(0, ${count - 1})))`,
  raise: `fail('no')`,
  values: [
    [`TIMESTAMP '2025-07-01 02:00:00.5 +02:00'`, TIMESTAMP, day + 500],
    [`TIMESTAMP '2025-07-01 00:00:00' AT TIME ZONE 'UTC'`, TIMESTAMP, day],
    [`TIMESTAMP '2025-06-30 12:15:00 -11:45'`, TIMESTAMP, day],
    [
      `CAST(row(1, ARRAY['x']) AS row(a integer, b array(varchar)))`,
      'Struct<{a:Int32, b:List<Utf8>}>',
      { a: 1, b: ['x'] },
    ],
    [`ARRAY[CAST(row(DATE '2025-07-01') AS row(at date))]`, 'List<Struct<{at:Date32<DAY>}>>', [{ at: day }]],
    [`CAST('7.25' AS REAL)`, 'Float64', 7.25],
    [`UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'`, 'Utf8', '12151fd2-7586-11e9-8f9e-2a86e4085a59'],
  ],
  outside: { sql: 'SELECT * FROM system.runtime.queries', named: 'system.runtime.queries' },
  refused: [
    ...writing,
    'SELECT * FROM system.runtime.nodes',
    'SELECT * FROM system.metadata.catalogs',
    'SELECT * FROM nowhere.x.y',
    `EXECUTE IMMEDIATE 'DROP VIEW contact'`,
    'EXPLAIN ANALYZE DELETE FROM contact_record',
    `SET SESSION query_max_run_time = '1s'`,
    'ANALYZE contact_record',
    'TRUNCATE TABLE contact_record',
    `SELECT * FROM TABLE(system.query(query => 'SELECT 1'))`,
    `SELECT * FROM read_csv('OUTSIDE/secret.csv')`,
    `SELECT * FROM "OUTSIDE/secret.csv"`,
  ],
  questions: ['TABLE contact', 'SHOW COLUMNS FROM contact', `SHOW FUNCTIONS LIKE 'date_diff'`],
}

engineContract('trino', words, async () => {
  const lake = await lakeWithCommits(folder)
  const outside = writeTree(join(folder, 'outside'), { 'secret.csv': 'a,b\nhidden,1\n' })
  const { engine } = await registered(lake.storage, await lake.log.at('1'))
  return {
    engine,
    outside,
    location: lake.storage.location,
    everything: () => [...treeOf(outside), ...treeOf(lake.storage.location)],
  }
})

test('the server refuses by itself what the user of the engine may not do', async () => {
  const { schema } = await registered(testLake(folder).storage, emptyState)
  for (const sql of writing) {
    await expect(rowsOfStatement(sessionOf(READER, schema), sql), sql).rejects.toMatchObject({
      failure: { errorName: 'PERMISSION_DENIED' },
    })
  }
})

test('a time in a named zone is refused: on one day of the year it is two', async () => {
  const { engine } = await registered(testLake(folder).storage, emptyState)
  await expect(
    engine.query(`SELECT TIMESTAMP '2025-10-26 01:30:00' AT TIME ZONE 'Europe/Paris' AS at`),
  ).rejects.toMatchObject({
    value: '2025-10-26 02:30:00 Europe/Paris',
    remedy: expect.stringContaining('UTC'),
  })
})

test('a lake without commits has its tables, with nothing in them', async () => {
  const { engine } = await registered(testLake(folder).storage, emptyState)
  expect((await engine.query('SELECT * FROM contact_record')).numRows).toBe(0)
  expect((await engine.query('SELECT * FROM queue_interval')).numRows).toBe(0)
})

test('a partition that was replaced is seen as its version is, not as both', async () => {
  const lake = await lakeWithCommits(folder)
  const { engine } = await registered(lake.storage, await lake.log.head())
  const [row] = (
    await engine.query('SELECT count(*) AS n, count(DISTINCT contact_id) AS ids FROM contact_record')
  ).toArray()
  expect(row?.toJSON()).toEqual({ n: 4n, ids: 4n })
})

test('a server that is not there is an error that says so', async () => {
  const nowhere = trinoEngine({ ...sessionOf(READER, 'x'), url: 'http://127.0.0.1:9' })
  await expect(nowhere.query('SELECT 1')).rejects.toMatchObject({ what: 'Trino does not answer' })
})

test('a closed engine answers nothing more', async () => {
  const { engine } = await registered(testLake(folder).storage, emptyState)
  await engine.stream(`SELECT n FROM ${words.numbers(100_000)}`)
  engine.close()
  await expect(engine.query('SELECT 1')).rejects.toThrow()
})
