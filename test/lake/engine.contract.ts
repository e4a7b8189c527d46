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
  /** A folder beside the lake with a file `secret.csv` in it. */
  readonly outside: string
  /** Everything in the lake and in the folder beside it, to be compared. */
  readonly everything: () => readonly string[]
}

const value = (table: Table): unknown => plain(table.toArray()[0]?.toArray()[0])
const lots = 'SELECT range AS n FROM range(200000)'

async function all(batches: AsyncIterable<RecordBatch>): Promise<RecordBatch[]> {
  const read: RecordBatch[] = []
  for await (const batch of batches) read.push(batch)
  return read
}

const rowsIn = (batches: readonly RecordBatch[]): number =>
  batches.reduce((sum, { numRows }) => sum + numRows, 0)

/** What every engine must do. */
export function engineContract(name: string, open: () => Promise<AskedLake>): void {
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
      test.each<[sql: string, type: string, value: unknown]>([
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
        [`TIMESTAMP '2025-07-01 02:00:00+02'`, 'Timestamp<MILLISECOND>', day + 7_200_000],
        [`TIMESTAMPTZ '2025-07-01 02:00:00+02'`, 'Timestamp<MILLISECOND>', day],
        ['[1, NULL, 3]', 'List<Int32>', [1, null, 3]],
        [`MAP {'k': 'v', 'n': NULL}`, 'Map<{key:Utf8, value:Utf8}>', { k: 'v', n: null }],
        [`{'a': 1, 'b': ['x']}`, 'Struct<{a:Int32, b:List<Utf8>}>', { a: 1, b: ['x'] }],
        [`[{'at': DATE '2025-07-01'}]`, 'List<Struct<{at:Date32<DAY>}>>', [{ at: day }]],
      ])('%s is %s', async (sql, type, expected) => {
        const result = await engine.query(`SELECT ${sql} AS v`)
        expect(String(result.schema.fields[0]?.type)).toBe(type)
        expect(value(result)).toEqual(expected)
        // In a column that begins with NULL nothing is lost.
        const nullable = await engine.query(
          `SELECT CASE WHEN i = 1 THEN v END AS v FROM (SELECT ${sql} AS v), range(2) t(i) ORDER BY i`,
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
      expect(await ask(`SELECT string_agg(contact_id, '' ORDER BY contact_id) FROM contact_record`)).toBe(
        'abc',
      )
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
        const numbers = Array.from({ length: 12 }, (_, i) => i)
        const asked = numbers.map(i => engine.query(`SELECT range + ${i} AS n FROM range(50000)`))
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
      const endless = failure('SELECT sum(a.range * b.range) FROM range(1000000000) a, range(1000000) b')
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

    describe('errors are in the words of whoever asked', () => {
      test('a statement that is wrong: which, and where', async () => {
        const error = await failure('SELECT contact_idd\nFROM contact')
        expect(error).toBeInstanceOf(LakeError)
        expect(error.what).toBe('the query cannot be answered')
        expect(error.value).toBe('SELECT contact_idd FROM contact')
        expect(error.remedy).toContain('contact_idd')
      })

      test('a value that is wrong', async () => {
        const error = await failure(`SELECT CAST('abc' AS INTEGER)`)
        expect(error).toMatchObject({
          what: 'the query cannot be answered',
          remedy: expect.stringContaining('abc'),
        })
      })

      test('a number that no result holds', async () => {
        const error = await failure('SELECT sum(n) FROM (VALUES (9223372036854775807), (1)) t(n)')
        expect(error).toBeInstanceOf(LakeError)
        expect(error.value).toBe('9223372036854775808')
        expect(error.allowed).toContain('2^63')
      })
    })

    sandboxContract(() => lake)
  })
}
