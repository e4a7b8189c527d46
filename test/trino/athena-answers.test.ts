/** What Athena answers is what the local engine answers: values of every type, and every metric, of the same lake. */
import { join } from 'node:path'
import type { Table } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { prelude } from '../../sql/prelude.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { refreshed } from '../fixture/refreshes.ts'
import { plain } from '../lake/plain.ts'
import { deliver } from '../simulator/delivered.ts'
import { metricQuestions } from '../sql/metric-questions.ts'
import { answerOf, differences } from './answers.ts'
import { athenaOverTrino } from './athena-over-trino.ts'
import { deployedViews, registered, withRowsOfViews } from './registered.ts'

const folder = temporaryFolder()
const [FIRST_DAY, LAST_DAY, ZONE] = ['2025-11-01', '2025-11-03', 'America/New_York']
/** By then what is late has arrived, too. */
const ARRIVED_BY = '2025-11-06'
let local: QueryEngine
let athena: QueryEngine
beforeAll(async () => {
  const { objects } = await deliver({ seed: 4, end: LAST_DAY, days: 2, contacts_per_day: 25 })
  const lake = testLake(folder, undefined, { time_zone: ZONE })
  for (const [key, bytes] of objects) lake.add(key, Buffer.from(bytes))
  await lake.run({ derive: true })
  await refreshed(lake)
  const state = await lake.log.head()
  const views = deployedViews({ time_zone: ZONE })
  local = await duckdbEngine(lake.storage, state, {
    ...{ prelude, views, memory_bytes: 512 * 1024 * 1024, scratch: join(folder, 'scratch') },
  })
  const { schema } = await registered(lake.storage, state, views)
  athena = (await athenaOverTrino((await withRowsOfViews(schema, views)).schema)).engine
})
afterAll(() => {
  local?.close()
  athena?.close()
})

/** Texts that look like what stands between other texts. */
const TEXTS = `'a, b', '[c', 'd]', '{e=f}', 'null', '', NULL, ' ', 'g"h', 'i''j', '\\', '\\n', 'k\nl', '\t', '👋', 'é日本'`

/** The same value for both; two spellings where they have none in common. */
const values: readonly (string | readonly [local: string, athena: string])[] = [
  ...`'a, b'|''|CAST(NULL AS varchar)|'null'|'k\nl'|'g"h'|'👋'|' '|true|CAST(NULL AS boolean)`.split('|'),
  ...['0.1E0', '1E-7', '123456789.123E0', '1E22', '-0E0', `CAST('NaN' AS DOUBLE)`, `CAST('0.1' AS REAL)`],
  ...['9223372036854775807', '-9007199254740993', 'CAST(NULL AS bigint)', 'CAST(-128 AS TINYINT)'],
  ...[
    'CAST(-0.05 AS DECIMAL(38, 2))',
    'CAST(123456789012.345 AS DECIMAL(15, 3))',
    'CAST(NULL AS DECIMAL(4, 1))',
  ],
  ...[`TIMESTAMP '2025-03-30 02:30:00'`, `TIMESTAMP '1969-12-31 23:59:59.999'`, `DATE '0001-01-01'`],
  `ARRAY[${TEXTS}]`,
  ['CAST(ARRAY[] AS VARCHAR[])', 'CAST(ARRAY[] AS array(varchar))'],
  ['CAST(NULL AS VARCHAR[])', 'CAST(NULL AS array(varchar))'],
  ['CAST(ARRAY[NULL] AS VARCHAR[])', 'CAST(ARRAY[NULL] AS array(varchar))'],
  `ARRAY[ARRAY['a', NULL], NULL, ARRAY['b, c']]`,
  'ARRAY[9223372036854775807, NULL, -1]',
  'ARRAY[true, NULL, false]',
  `ARRAY[0.1E0, 1E-7, 1E300, -0E0, NULL, CAST('NaN' AS DOUBLE), CAST('-Infinity' AS DOUBLE)]`,
  `ARRAY[CAST('0.1' AS REAL)]`,
  'ARRAY[CAST(1.10 AS DECIMAL(10, 2)), CAST(0.00 AS DECIMAL(10, 2)), NULL]',
  `ARRAY[TIMESTAMP '2025-07-01 10:00:00.123', NULL]`,
  `ARRAY[DATE '1969-12-31', NULL]`,
  `map(ARRAY['a, b', '=', '', '10', '9', 'null', '👋'], ARRAY['1, c=2', NULL, '', '{}', 'null', '"', '}'])`,
  ['CAST(MAP {} AS MAP(VARCHAR, VARCHAR))', 'CAST(map() AS map(varchar, varchar))'],
  ['CAST(NULL AS MAP(VARCHAR, VARCHAR))', 'CAST(NULL AS map(varchar, varchar))'],
  `map(ARRAY['a'], ARRAY[ARRAY['b', NULL]])`,
  `map(ARRAY['a', 'b'], ARRAY[9223372036854775807, NULL])`,
  `map(ARRAY[9007199254740993, -1], ARRAY['a', 'b'])`,
  `map(ARRAY[DATE '2025-07-01'], ARRAY[TIMESTAMP '2025-07-01 00:00:00.001'])`,
  [
    `{'a': CAST(1 AS BIGINT), 'b c': ['x, y', NULL], 'd"e': {'f': DATE '2025-07-01'}}`,
    `CAST(row(1, ARRAY['x, y', NULL], row(DATE '2025-07-01')) AS row(a bigint, "b c" array(varchar), "d""e" row(f date)))`,
  ],
  [
    `[{'a': CAST(NULL AS VARCHAR)}, NULL, {'a': ''}]`,
    `CAST(ARRAY[row(NULL), NULL, row('')] AS array(row(a varchar)))`,
  ],
]

describe('values, each in a result of its own', () => {
  /** Four rows of it: as it is, none, as it is again. */
  const rows = (sql: string, zeroToThree: string): string =>
    `SELECT n, CASE WHEN n <> 1 THEN v END AS v FROM (SELECT ${sql} AS v) CROSS JOIN ${zeroToThree} ORDER BY n DESC`
  const shown = (table: Table) => ({
    types: table.schema.fields.map(({ type }) => String(type)),
    rows: table.toArray().map(row => plain(row.v)),
  })

  test.concurrent.each(values.map(value => (typeof value === 'string' ? ([value, value] as const) : value)))(
    '%s',
    async (one, other) => {
      const expected = shown(await local.query(rows(one, '(VALUES (0), (1), (2), (3)) t(n)')))
      const found = shown(await athena.query(rows(other, '(VALUES 0, 1, 2, 3) t(n)')))
      expect(expected.rows).toHaveLength(4)
      expect(found).toEqual(expected)
    },
  )
})

describe('where a question is asked again for its nested columns', () => {
  const many = `SELECT n, ARRAY[n] AS v FROM (SELECT sequential_number AS n FROM TABLE(sequence(0, 4999)))`

  test.each([
    ['ORDER BY n DESC', 4999, 5000],
    ['ORDER BY -n -- LIMIT 3', 4999, 5000],
    [`ORDER BY n DESC, 'LIMIT 3' /* OFFSET 3 */`, 4999, 5000],
    ['ORDER BY n DESC LIMIT 1500', 4999, 1500],
    ['ORDER BY n DESC OFFSET 10', 4989, 4990],
    ['ORDER BY n DESC OFFSET 10 ROWS FETCH FIRST 2000 ROWS ONLY -- all', 4989, 2000],
  ])('its order is kept: %s', async (end, first, count) => {
    const table = await athena.query(`${many} ${end}`)
    const found = table.toArray().map(row => [Number(row.n), Number(row.v.get(0))])
    expect(found).toEqual(Array.from({ length: count }, (_, i) => [first - i, first - i]))
  })

  test('and so are its names, though two are the same', async () => {
    const { schema } = await athena.query(`SELECT 1 AS a, ARRAY[1] AS a, map(ARRAY['x'], ARRAY[1]) AS "B c"`)
    expect(schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'a Int32',
      'a_1 List<Int32>',
      'B c Map<{key:Utf8, value:Int32}>',
    ])
  })

  test('contacts, with all they have', async () => {
    const sql = 'SELECT * FROM contact_record'
    expect(differences(answerOf(await local.query(sql)), answerOf(await athena.query(sql)))).toEqual([])
  })
})

describe('metrics', () => {
  // That all of them are the same on Trino is shown elsewhere; here it is what travels: every metric, and what it is split by.
  const groupings = new Set(['', 'day', 'queue', 'agent'])
  const asked = metricQuestions
    .filter(({ by }) => groupings.has(by))
    .map(({ subject, by, by_zone, ask }) => {
      const zone = by_zone ? ZONE : 'UTC'
      return { subject, by, zone, question: ask(periodOf(FIRST_DAY, ARRIVED_BY, zone)) }
    })
  test.concurrent.each(asked)('of $subject by "$by", $zone', async ({ subject, question }) => {
    const sql = questionSql(question)
    const [one, other] = await Promise.all([local.query(sql), athena.query(sql)])
    expect(differences(answerOf(one), answerOf(other))).toEqual([])
    // This small lake has nothing damaged or unknown, no transfer, no callback, and nobody at work at its end.
    const mayBeEmpty = /^(quarantine|drift)_entries$|_now$|^hand_overs$|^callbacks$/.test(subject)
    expect(mayBeEmpty || one.numRows > 0).toBe(true)
  })
})
