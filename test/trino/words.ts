import type { EngineWords } from '../lake/engine.contract.ts'

const TIMESTAMP = 'Timestamp<MILLISECOND>'
const day = Date.UTC(2025, 6, 1)

/** What no user may do who may only read, whatever lets it through. */
export const writing = [
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

/** How Trino says what no two engines say alike, and Athena, which is made of it. */
export const trinoWords: EngineWords = {
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
