import type { DataType, RecordBatch, Table } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { LakeError } from '../../schema/error.ts'
import { arrowSchema } from '../../schema/formats/arrow.ts'
import { tables } from '../../schema/tables.ts'
import { sandboxContract } from './engine.sandbox.ts'
import { plain } from './plain.ts'

/** A lake with the contacts a, b and c, of which `outside` is not a part. */
export interface AskedLake {
  readonly engine: QueryEngine
  /** Where the lake lies. */
  readonly location: string
  /** A folder beside the lake with a file `secret.csv` in it. */
  readonly outside: string
  /** Everything in the lake and in the folder beside it, to be compared. */
  readonly everything: () => readonly string[]
}

/** How an engine says what no two say alike: what the contract cannot do without. */
export interface EngineWords {
  /** Something to select from: the numbers from 0 on, as a bigint column n. */
  readonly numbers: (count: number) => string
  /** An expression that is an error for each row that it is worked out for. */
  readonly raise: string
  /** Values that the contract's own SQL cannot spell, with the Arrow type and the value they have. */
  readonly values: readonly TypedValue[]
  /** A question about what is not of the lake, and what the error has to name. OUTSIDE is the folder beside the lake. */
  readonly outside: { readonly sql: string; readonly named: string }
  /** What writes or reaches outside in this engine's words. OUTSIDE is the folder beside the lake, LAKE the lake's. */
  readonly refused: readonly string[]
  /** Questions that other engines do not know. */
  readonly questions: readonly string[]
}

export type TypedValue = readonly [sql: string, type: string, value: unknown]

const value = (table: Table): unknown => plain(table.toArray()[0]?.toArray()[0])

async function all(batches: AsyncIterable<RecordBatch>): Promise<RecordBatch[]> {
  const read: RecordBatch[] = []
  for await (const batch of batches) read.push(batch)
  return read
}

const rowsIn = (batches: readonly RecordBatch[]): number =>
  batches.reduce((sum, { numRows }) => sum + numRows, 0)

/** What every engine must do. */
export function engineContract(name: string, words: EngineWords, open: () => Promise<AskedLake>): void {
  const { numbers } = words
  const lots = `SELECT n FROM ${numbers(200_000)} ORDER BY n`
  describe(`engine: ${name}`, () => {
    let lake: AskedLake
    let engine: QueryEngine
    beforeAll(async () => {
      lake = await open()
      engine = lake.engine
    })
    afterAll(() => engine.close())

    const ask = async (sql: string): Promise<unknown> => value(await engine.query(sql))
    const failure = (sql: string): Promise<LakeError> =>
      engine.query(sql).then(
        () => Promise.reject(new Error(`answered: ${sql}`)),
        (error: LakeError) => error,
      )

    describe('results are Arrow, of the type that the value has', () => {
      const day = Date.UTC(2025, 6, 1)
      test.each<TypedValue>([
        ['true', 'Bool', true],
        [`'a'`, 'Utf8', 'a'],
        [`''`, 'Utf8', ''],
        [`'日本 👋'`, 'Utf8', '日本 👋'],
        ['CAST(7 AS INTEGER)', 'Int32', 7],
        ['CAST(-1 AS TINYINT)', 'Int32', -1],
        ['9007199254740993', 'Int64', 9007199254740993n],
        ['CAST(-9223372036854775808 AS BIGINT)', 'Int64', -9223372036854775808n],
        ['count(*)', 'Int64', 1n],
        ['sum(CAST(3 AS BIGINT))', 'Int64', 3n],
        ['CAST(0.1 AS DOUBLE)', 'Float64', 0.1],
        ['CAST(1.25 AS DECIMAL(10, 2))', 'Float64', 1.25],
        [`DATE '2025-07-01'`, 'Date32<DAY>', day],
        [`DATE '1969-12-31'`, 'Date32<DAY>', -86_400_000],
        [`TIMESTAMP '2025-07-01 00:00:00.123'`, 'Timestamp<MILLISECOND>', day + 123],
        [`TIMESTAMP '1969-12-31 23:59:59.999'`, 'Timestamp<MILLISECOND>', -1],
        [`TIMESTAMP '0001-01-01 00:00:00'`, 'Timestamp<MILLISECOND>', -62_135_596_800_000],
        [`CAST('NaN' AS DOUBLE)`, 'Float64', Number.NaN],
        [`CAST('-Infinity' AS DOUBLE)`, 'Float64', Number.NEGATIVE_INFINITY],
        ['ARRAY[1, NULL, 3]', 'List<Int32>', [1, null, 3]],
        ['ARRAY[9007199254740993]', 'List<Int64>', [9007199254740993n]],
        [`map(ARRAY['k', 'n'], ARRAY['v', NULL])`, 'Map<{key:Utf8, value:Utf8}>', { k: 'v', n: null }],
        [
          `ARRAY['9007199254740993', '"', '\\', '12345678901234567']`,
          'List<Utf8>',
          ['9007199254740993', '"', '\\', '12345678901234567'],
        ],
        ...words.values,
      ])('%s is %s', async (sql, type, expected) => {
        const result = await engine.query(`SELECT ${sql} AS v`)
        expect(String(result.schema.fields[0]?.type)).toBe(type)
        expect(value(result)).toEqual(expected)
        // In a column that begins with NULL nothing is lost.
        const nullable = await engine.query(
          `SELECT CASE WHEN n = 1 THEN v END AS v FROM (SELECT ${sql} AS v) CROSS JOIN ${numbers(2)} ORDER BY n`,
        )
        expect(String(nullable.schema.fields[0]?.type)).toBe(type)
        expect(nullable.toArray().map(row => plain(row.v))).toEqual([null, expected])
      })

      test.each(Object.values(tables))('the columns of $name are those of its definition', async table => {
        const { fields } = (await engine.query(`SELECT * FROM ${table.name} LIMIT 0`)).schema
        const spoken = (each: { name: string; type: DataType }): string => `${each.name} ${each.type}`
        expect(fields.map(spoken)).toEqual(arrowSchema(table).fields.map(spoken))
      })

      test('columns of the same name are told apart', async () => {
        const [one, two] = (await engine.query('SELECT 1 AS a, 2 AS a')).schema.fields.map(
          field => field.name,
        )
        expect(one).toBe('a')
        expect(two).not.toBe('a')
      })

      test('nothing found is a result, too: columns, and no rows', async () => {
        const result = await engine.query('SELECT contact_id FROM contact_record WHERE false')
        expect(result.numRows).toBe(0)
        expect(result.schema.fields.map(field => field.name)).toEqual(['contact_id'])
        const { schema, batches } = await engine.stream('SELECT 1 AS n WHERE false')
        expect(schema.fields).toHaveLength(1)
        expect(rowsIn(await all(batches))).toBe(0)
      })
    })

    test('it sees the lake, as of its state', async () => {
      const ids = 'SELECT DISTINCT contact_id AS id FROM contact_record ORDER BY id'
      expect((await engine.query(ids)).toArray().map(({ id }) => id)).toEqual(['a', 'b', 'c'])
      expect(await ask('SELECT count(*) FROM connect_contact_trace_records')).toBe(3n)
    })

    test('a stream comes in batches of bounded size, in order', async () => {
      const batches = await all((await engine.stream(lots)).batches)
      expect(batches.length).toBeGreaterThan(10)
      for (const { numRows } of batches) expect(numRows).toBeLessThanOrEqual(10_000)
      const numbers = batches.flatMap(batch => [...(batch.getChildAt(0)?.toArray() ?? [])])
      expect(numbers.every((n, i) => n === BigInt(i)) && numbers.length).toBe(200_000)
    })

    describe('questions that overlap', () => {
      test('each has its own result', async () => {
        const offsets = Array.from({ length: 12 }, (_, i) => i)
        const asked = offsets.map(i =>
          engine.query(`SELECT n + ${i} AS n FROM ${numbers(50_000)} ORDER BY n`),
        )
        for (const [i, result] of (await Promise.all(asked)).entries()) {
          expect(result.numRows).toBe(50_000)
          expect(result.get(0)?.n).toBe(BigInt(i))
        }
      })

      test('one that fails leaves the others alone', async () => {
        const asked = [
          engine.query(lots),
          failure('SELECT nothing'),
          engine.query(lots),
          failure('DROP VIEW contact'),
        ]
        const [one, , two] = (await Promise.all(asked)) as [Table, LakeError, Table, LakeError]
        expect([one.numRows, two.numRows]).toEqual([200_000, 200_000])
      })

      test('a stream goes on while others are asked, or left in the middle', async () => {
        const { batches } = await engine.stream(lots)
        let rows = 0
        for await (const { numRows } of batches) {
          rows += numRows
          if (rows < 20_000) expect(await ask('SELECT 42')).toBe(42)
          if (rows > 30_000 && rows < 40_000) {
            for await (const other of (await engine.stream(lots)).batches) if (other.numRows > 0) break
          }
        }
        expect(rows).toBe(200_000)
      })
    })

    test('interrupt stops what runs, with an error that says so; the engine goes on', async () => {
      const endless = failure(
        `SELECT max(a.n * b.n) FROM ${numbers(1_000_000_000)} a CROSS JOIN ${numbers(1_000_000)} b`,
      )
      // Before the statement runs there is nothing to be stopped: again until it has.
      let stopped: LakeError | undefined
      void endless.then(error => {
        stopped = error
      })
      while (!stopped) {
        engine.interrupt()
        await new Promise(done => setTimeout(done, 5))
      }
      expect(stopped).toBeInstanceOf(LakeError)
      expect(stopped).toMatchObject({ what: 'the query was interrupted', remedy: expect.any(String) })
      expect(await ask('SELECT 42')).toBe(42)
    })

    test('interrupt stops a stream, too, with an error', async () => {
      const { batches } = await engine.stream(`SELECT n FROM ${numbers(3_000_000)}`)
      const reading = (async () => {
        for await (const _ of batches) engine.interrupt()
      })()
      await expect(reading).rejects.toMatchObject({ what: 'the query was interrupted' })
      expect(await ask('SELECT 42')).toBe(42)
    })

    describe('errors are in the words of whoever asked', () => {
      test('a statement that is wrong: which, and where', async () => {
        const error = await failure('SELECT contact_idd\nFROM contact')
        expect(error).toBeInstanceOf(LakeError)
        expect(error.what).toBe('the query cannot be answered')
        expect(error.value).toContain('contact_idd')
        expect(error.value).toMatch(/line 1/i)
        expect(error.remedy).toContain('DESCRIBE')
      })

      test.each([
        `SELECT CAST(CASE WHEN n = 150000 THEN 'x' ELSE '1' END AS INTEGER) AS n FROM ${numbers(200_000)}`,
        `SELECT n FROM ${numbers(200_000)} WHERE CASE WHEN n = 150000 THEN ${words.raise} ELSE true END`,
        `SELECT n FROM ${numbers(200_000)} WHERE n < 10 OR CAST(CAST(n AS varchar) || CASE WHEN n = 150000 THEN 'x' ELSE '' END AS INTEGER) < 0`,
      ])('one in the middle is no end of the result: %s', async sql => {
        expect(await failure(sql)).toMatchObject({ what: 'the query cannot be answered' })
        const streamed = engine.stream(sql).then(({ batches }) => all(batches))
        await expect(streamed).rejects.toMatchObject({ what: 'the query cannot be answered' })
      })

      test('a value that is wrong', async () => {
        const error = await failure(`SELECT CAST('abc' AS INTEGER)`)
        expect(error).toMatchObject({
          what: 'the query cannot be answered',
          value: expect.stringContaining('abc'),
        })
      })

      test('a number that no result holds', async () => {
        const error = await failure('SELECT sum(n) FROM (VALUES (9223372036854775807), (1)) t(n)')
        expect(error).toBeInstanceOf(LakeError)
        // The sum, or what was to be added when it overflowed.
        expect(error.value).toMatch(/922337203685477580[78]/)
        expect(`${error.allowed} ${error.remedy}`).toContain('2^63')
      })
    })

    sandboxContract(words, () => lake)
  })
}
