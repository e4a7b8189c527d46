import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { emptyState } from '../../lake/log/state.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { prelude } from '../../sql/prelude.ts'
import { temporaryFolder } from '../fixture/folder.ts'

const folder = temporaryFolder()

/** Every construct that the views rely on, and what Athena engine v3 answers (measured on Trino, its engine). */
const constructs: readonly [sql: string, athena: unknown][] = [
  ['7 / 2', 3],
  ['-7 / 2', -3],
  ['59 / 15', 3],
  ['100.0E0 * 1 / 3', 33.333333333333336],
  ['1 / NULLIF(0, 0)', null],
  ["date_diff('hour', TIMESTAMP '2026-01-01 00:59:00', TIMESTAMP '2026-01-01 01:01:00')", 0],
  ["date_diff('minute', TIMESTAMP '2026-01-01 00:59:59.999', TIMESTAMP '2026-01-01 01:01:00')", 1],
  ["date_diff('second', TIMESTAMP '2026-01-01 00:00:00.900', TIMESTAMP '2026-01-01 00:00:01.100')", 0],
  ["date_diff('second', TIMESTAMP '2026-01-01 00:00:01', TIMESTAMP '2026-01-01 00:00:00')", -1],
  ["concat('a', NULL)", null],
  ["concat('a', 'b', 'c')", 'abc'],
  ["concat('a', 'b', 'c', 'd', 'e', 'f', 'g')", 'abcdefg'],
  ["concat('a', 'b', NULL, 'd')", null],
  ["'a' || NULL", null],
  ["split_part('a/b/c', '/', 2)", 'b'],
  ["split_part('a/b/c', '/', 9)", null],
  ["split_part('x/queue/agent/1', '/queue/', 2)", 'agent/1'],
  ["split_part('none', '/queue/', 2)", null],
  ["strpos('abc', 'z')", 0],
  ["strpos('abc', 'c')", 3],
  [
    "CAST(date_trunc('hour', TIMESTAMP '2026-01-01 10:59:00') + (minute(TIMESTAMP '2026-01-01 10:59:00') / 15) * INTERVAL '15' MINUTE AS varchar)",
    '2026-01-01 10:45:00',
  ],
  ["minute(TIMESTAMP '2026-01-01 10:59:59')", 59],
  ["CAST('2026-01-04' AS date) = DATE '2026-01-04'", true],
  ["DATE '2026-01-15' BETWEEN DATE '2026-01-01' AND DATE '2026-01-15'", true],
  ["coalesce(NULL, '')", ''],
  ["'CALLBACK_CUSTOMER_FIRST_DIALED' LIKE 'CALLBACK%'", true],
  ["NULL IN ('a', 'b')", null],
  ["coalesce(NULL, '') IN ('a', 'b')", false],
  ['NULL = NULL', null],
  ['CASE WHEN NULL THEN 1 ELSE 2 END', 2],
  ["'B' < 'a'", true],
  ["'a' = 'a '", false],
]

const aggregates: readonly [sql: string, athena: unknown][] = [
  ['SELECT count_if(x > 1) FROM (VALUES (1), (2), (NULL)) AS t(x)', 1],
  ['SELECT sum(x) FROM (VALUES (1), (2), (NULL)) AS t(x)', 3],
  ['SELECT sum(x) FROM (VALUES (1)) AS t(x) WHERE x > 5', null],
  ['SELECT coalesce(sum(x), 0) FROM (VALUES (1)) AS t(x) WHERE x > 5', 0],
  ['SELECT count(x) FROM (VALUES (1), (NULL)) AS t(x)', 1],
  [
    "SELECT count(DISTINCT concat(a, '/', b)) FROM (VALUES ('x', 'y'), ('x', 'y'), ('x', NULL)) AS t(a, b)",
    1,
  ],
  ["SELECT max(x) FROM (VALUES ('a'), ('B')) AS t(x)", 'a'],
  ['SELECT max(x) FROM (VALUES (1), (NULL), (3)) AS t(x)', 3],
  ['SELECT x FROM (VALUES (2), (NULL), (1)) AS t(x) ORDER BY x LIMIT 1', 1],
  ['SELECT x FROM (VALUES (2), (NULL), (1)) AS t(x) ORDER BY x DESC LIMIT 1', 2],
]

describe('the dialect of the views, on DuckDB', () => {
  let engine: QueryEngine
  beforeAll(async () => {
    engine = await duckdbEngine(
      memoryStorage(folder, () => 0),
      emptyState,
      {
        prelude,
        views: [],
        memory_bytes: 256 * 1024 * 1024,
        scratch: folder,
      },
    )
  })
  afterAll(() => engine.close())

  const answer = async (sql: string): Promise<unknown> => {
    const value: unknown = (await engine.query(sql)).toArray()[0]?.toArray()[0]
    return typeof value === 'bigint' ? Number(value) : value
  }
  test.each(constructs)('%s', async (sql, athena) => expect(await answer(`SELECT ${sql}`)).toEqual(athena))
  test.each(aggregates)('%s', async (sql, athena) => expect(await answer(sql)).toEqual(athena))

  test('a sum of bigint is a bigint, and an overflow is an error', async () => {
    const { schema } = await engine.query('SELECT sum(x) AS s FROM (VALUES (1), (2)) AS t(x)')
    expect(String(schema.fields[0]?.type)).toBe('Int64')
    const overflow = engine.query('SELECT sum(x) FROM (VALUES (9223372036854775807), (1)) AS t(x)')
    await expect(overflow).rejects.toMatchObject({ what: expect.stringContaining('64 bits') })
  })
})
