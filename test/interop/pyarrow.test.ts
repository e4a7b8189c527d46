import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeResult } from '../../cli/output.ts'
import { tables } from '../../schema/tables.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type Specimen, specimen } from './specimen.ts'
import { inOrder, type Spoken, spokenRows, spokenTypes } from './spoken.ts'

const folder = temporaryFolder()

/** What the Python script says of a table. */
interface Said {
  readonly types: Readonly<Record<string, string>>
  readonly rows: readonly Spoken[]
}

/** Reads the lake with Python. Never skipped: without Python there is no telling whether it can read it. */
function readByPython(asked: object): {
  readonly tables: Readonly<Record<string, Said>>
  readonly stream: Said
} {
  const python = process.env.PYARROW_PYTHON
  if (!python) {
    throw new Error(
      'PYARROW_PYTHON is not set: give the path of a python that has pyarrow, such as .venv/bin/python, ' +
        'made by: python3 -m venv .venv && .venv/bin/pip install pyarrow==26.0.1',
    )
  }
  const script = fileURLToPath(new URL('read_lake.py', import.meta.url))
  const answer = execFileSync(python, [script], { input: JSON.stringify(asked), maxBuffer: 64e6 })
  return JSON.parse(answer.toString())
}

let made: Specimen
let python: ReturnType<typeof readByPython>

beforeAll(async () => {
  made = await specimen(folder)
  const chunks: Uint8Array[] = []
  const sink = { write: async (chunk: string | Uint8Array) => void chunks.push(Buffer.from(chunk)) }
  await writeResult(await made.engine.stream('SELECT * FROM contact_record'), 'arrow', sink)
  const stream = join(folder, 'stream.arrow')
  writeFileSync(stream, Buffer.concat(chunks))
  python = readByPython({
    tables: Object.fromEntries(made.tables.map(({ name, files }) => [name, files])),
    stream,
  })
})
afterAll(() => made?.engine.close())

describe.each(Object.keys(tables) as (keyof typeof tables)[])('the files of %s', name => {
  test('have the types of the table', () => {
    expect(python.tables[name]?.types).toEqual(spokenTypes(tables[name]))
  })

  test('hold what the engine says', async () => {
    const expected = spokenRows(tables[name], await made.engine.query(`SELECT * FROM ${name}`))
    expect(expected.length).toBeGreaterThan(0)
    expect(inOrder(python.tables[name]?.rows ?? [])).toEqual(inOrder(expected))
  })
})

test('a result as a stream of Arrow batches has the types of the table, and the rows of the engine', async () => {
  const { contact_record } = tables
  expect(python.stream.types).toEqual({ ...spokenTypes(contact_record), dt: 'string' })
  const expected = spokenRows(contact_record, await made.engine.query('SELECT * FROM contact_record'))
  expect(inOrder(python.stream.rows)).toEqual(inOrder(expected))
})
