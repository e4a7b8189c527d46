import { type DataType, RecordBatchReader, DataType as Types, tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeResult } from '../../cli/output.ts'
import { tables } from '../../schema/tables.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type Specimen, specimen } from './specimen.ts'
import { inOrder, spokenRows, spokenTypes } from './spoken.ts'

const folder = temporaryFolder()
let made: Specimen
beforeAll(async () => {
  made = await specimen(folder)
})
afterAll(() => made?.engine.close())

/** The bytes that `query --format arrow` writes. */
async function written(sql: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const sink = { write: async (chunk: string | Uint8Array) => void chunks.push(Buffer.from(chunk)) }
  await writeResult(await made.engine.stream(sql), 'arrow', sink)
  return Buffer.concat(chunks)
}

function typeOf(type: DataType): string {
  const inner = (type.children ?? []).map(({ name, type: child }) => ({ name, type: typeOf(child) }))
  if (Types.isList(type)) return `list<${inner[0]?.type}>`
  // The child of a map is the struct of its entries.
  if (Types.isMap(type))
    return inner[0]?.type.replace(/^struct<key: (.+), value: (.+)>$/, 'map<$1, $2>') ?? ''
  if (Types.isStruct(type)) return `struct<${inner.map(each => `${each.name}: ${each.type}`).join(', ')}>`
  if (Types.isTimestamp(type)) return `timestamp[${['s', 'ms', 'us', 'ns'][type.unit]}]${type.timezone ?? ''}`
  return { Utf8: 'string', Int64: 'int64', Float64: 'double', Bool: 'boolean' }[String(type)] ?? String(type)
}

const names = Object.keys(tables) as (keyof typeof tables)[]

test.each(names)(
  '%s: what travels as Arrow has the types of the table, and the rows of the engine',
  async name => {
    const sql = `SELECT * FROM ${name}`
    const table = tableFromIPC(await written(sql))
    expect(Object.fromEntries(table.schema.fields.map(field => [field.name, typeOf(field.type)]))).toEqual({
      ...spokenTypes(tables[name]),
      dt: 'string',
    })
    expect(table.numRows).toBeGreaterThan(0)
    const expected = spokenRows(tables[name], await made.engine.query(sql))
    expect(inOrder(spokenRows(tables[name], table))).toEqual(inOrder(expected))
  },
)

describe('as a user reads it', () => {
  test('values, each in the type one expects', async () => {
    const table = tableFromIPC(
      await written(`SELECT CAST(9007199254740993 AS bigint) AS big, 0.1e0 AS share, true AS flag, 'Zürich 😀' AS text,
        TIMESTAMP '1969-07-20 20:17:40.123' AS moment, DATE '1969-12-31' AS day,
        MAP {'ä': '1', 'Ä': NULL} AS pairs, [1, NULL, 3] AS list, {'a': 'x', 'b': [TIMESTAMP '2025-07-01 00:00:00.001']} AS nested`),
    )
    const [row] = table.toArray()
    expect(row.big).toBe(9007199254740993n)
    expect(row.share).toBe(0.1)
    expect(row.flag).toBe(true)
    expect(row.text).toBe('Zürich 😀')
    expect(new Date(row.moment).toISOString()).toBe('1969-07-20T20:17:40.123Z')
    expect(new Date(row.day).toISOString()).toBe('1969-12-31T00:00:00.000Z')
    expect([...row.pairs]).toEqual([
      ['ä', '1'],
      ['Ä', null],
    ])
    expect([...row.list]).toEqual([1, null, 3])
    expect(row.nested.a).toBe('x')
    expect([...row.nested.b].map(each => new Date(each).toISOString())).toEqual(['2025-07-01T00:00:00.001Z'])
  })

  test('batch by batch, so that no result has to fit in memory', async () => {
    const reader = RecordBatchReader.from(
      await written('SELECT i, i % 7 = 0 AS seventh FROM range(5000) AS t(i)'),
    )
    const sizes: number[] = []
    let sum = 0n
    for (const batch of reader) {
      sizes.push(batch.numRows)
      for (const { i } of batch) sum += i
    }
    expect(sizes.length).toBeGreaterThan(1)
    expect(sizes.reduce((a, b) => a + b)).toBe(5000)
    expect(sum).toBe(12_497_500n)
  })

  test('no rows: the columns are told all the same', async () => {
    const table = tableFromIPC(await written('SELECT contact_id, attributes FROM contact_record WHERE false'))
    expect(table.numRows).toBe(0)
    expect(table.schema.fields.map(field => [field.name, typeOf(field.type)])).toEqual([
      ['contact_id', 'string'],
      ['attributes', 'map<string, string>'],
    ])
  })
})
