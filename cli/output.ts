import { once } from 'node:events'
import { type DataType, RecordBatchStreamWriter, type Table, DataType as Types } from 'apache-arrow'
import type { ResultStream } from '../lake/engine/engine.ts'
import { dayOf } from '../schema/instant.ts'
import type { Format } from './format.ts'
import { alignedTable } from './table.ts'

/** `2025-07-01 10:00:00.000`, as Athena prints it; UTC. */
const timestampText = (at_ms: number): string =>
  new Date(at_ms).toISOString().replace('T', ' ').replace('Z', '')

/** A value as JSON can hold it: whole numbers that a double cannot hold exactly become text. */
function jsonValue(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null
  if (Types.isDate(type)) return dayOf(Number(value))
  if (Types.isTimestamp(type)) return timestampText(Number(value))
  if (typeof value === 'bigint') {
    const exact = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
    return exact ? Number(value) : String(value)
  }
  if (Types.isList(type)) {
    const element = type.children[0]?.type as DataType
    return [...(value as Iterable<unknown>)].map(each => jsonValue(each, element))
  }
  if (Types.isMap(type)) {
    const entry = type.children[0]?.type as DataType
    const [name, element] = entry.children.map(field => field.type) as [DataType, DataType]
    return Object.fromEntries(
      [...(value as Iterable<[unknown, unknown]>)].map(([key, each]) => [
        cellText(key, name, ''),
        jsonValue(each, element),
      ]),
    )
  }
  if (Types.isStruct(type)) {
    const members = value as Record<string, unknown>
    return Object.fromEntries(
      type.children.map(field => [field.name, jsonValue(members[field.name], field.type)]),
    )
  }
  // NaN and infinities are no JSON.
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

/** A value as one cell of text; NULL is what the caller says. */
export function cellText(value: unknown, type: DataType, missing: string): string {
  const json = jsonValue(value, type)
  if (json === null) return missing
  return typeof json === 'object' ? JSON.stringify(json) : String(json)
}

/** Quotes a field where RFC 4180 wants it; a NULL is nothing at all, an empty text is two quotes. */
const csvField = (text: string | undefined): string =>
  text === undefined ? '' : text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** Where text goes, waiting for a slow reader. */
export interface Sink {
  write(chunk: string | Uint8Array): Promise<void>
}

/** Standard output. */
export const stdout: Sink = {
  async write(chunk) {
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain')
  },
}

/** The rows of a result, one value for each of its columns. */
export async function* rowsOf(result: ResultStream): AsyncGenerator<readonly unknown[]> {
  const { fields } = result.schema
  for await (const batch of result.batches) {
    const columns = fields.map((_, i) => batch.getChildAt(i))
    for (let row = 0; row < batch.numRows; row++) yield columns.map(column => column?.get(row))
  }
}

/** A row as JSON has it, by the names of its columns. */
export type JsonRow = Readonly<Record<string, unknown>>

/** The rows of a small result. */
export const jsonRows = (table: Table): readonly JsonRow[] =>
  Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(
      table.schema.fields.map(({ name, type }, i) => [name, jsonValue(table.getChildAt(i)?.get(row), type)]),
    ),
  )

/** A table on a terminal is read by a person: more rows than this are for the other formats. */
const MOST_ROWS = 1000

const writers: { readonly [F in Format]: (result: ResultStream, sink: Sink) => Promise<void> } = {
  async table(result, sink) {
    const { fields } = result.schema
    const rows: string[][] = []
    let more = false
    for await (const row of rowsOf(result)) {
      more = rows.length === MOST_ROWS
      if (more) break
      rows.push(row.map((value, i) => cellText(value, fields[i]?.type as DataType, '–')))
    }
    const columns = fields.map(({ name, type }) => {
      const align = Types.isInt(type) || Types.isFloat(type) ? ('right' as const) : ('left' as const)
      return { name, align }
    })
    await sink.write(`${alignedTable(columns, rows)}\n`)
    const count = more ? `first ${MOST_ROWS} rows; all of them with --format csv` : `${rows.length} rows`
    await sink.write(`(${rows.length === 1 && !more ? '1 row' : count})\n`)
  },

  async csv(result, sink) {
    const { fields } = result.schema
    await sink.write(`${fields.map(({ name }) => csvField(name)).join(',')}\n`)
    for await (const row of rowsOf(result)) {
      const cells = row.map((value, i) => {
        const absent = value === null || value === undefined
        return csvField(absent ? undefined : cellText(value, fields[i]?.type as DataType, ''))
      })
      await sink.write(`${cells.join(',')}\n`)
    }
  },

  async json(result, sink) {
    const { fields } = result.schema
    let first = true
    await sink.write('[')
    for await (const row of rowsOf(result)) {
      const entries = row.map((value, i) => [fields[i]?.name, jsonValue(value, fields[i]?.type as DataType)])
      await sink.write(`${first ? '\n' : ',\n'}  ${JSON.stringify(Object.fromEntries(entries))}`)
      first = false
    }
    await sink.write(first ? ']\n' : '\n]\n')
  },

  async arrow(result, sink) {
    const writer = new RecordBatchStreamWriter()
    const bytes = writer[Symbol.asyncIterator]()
    const written = (async () => {
      for (let next = await bytes.next(); !next.done; next = await bytes.next()) await sink.write(next.value)
    })()
    writer.reset(undefined, result.schema)
    for await (const batch of result.batches) writer.write(batch)
    writer.finish()
    await written
  },
}

/** Writes a result as it comes, in the given format. */
export const writeResult = (result: ResultStream, format: Format, sink: Sink): Promise<void> =>
  writers[format](result, sink)
