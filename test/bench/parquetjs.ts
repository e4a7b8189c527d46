/**
 * Peer (b): JSON.parse and parquetjs-lite, as most Lambda functions of the field do it. One file a day for contacts and
 * one for attributes, with the lake's columns; nested values as JSON text, because the writer's nested types are slower
 * still.
 *
 * Usage: parquetjs.ts RAW_DIR OUT_DIR
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import parquetjs from 'parquetjs-lite'
import { scan } from '../../etl/decode/scan.ts'
import { type Step, steps } from '../../schema/path.ts'
import { type Column, pathsOf } from '../../schema/table.ts'
import { contactRecord } from '../../schema/tables/contact-record.ts'

const [raw, out] = process.argv.slice(2) as [string, string]

const parquetType = ({ type: { kind } }: Column): string =>
  ({ bigint: 'INT64', double: 'DOUBLE', boolean: 'BOOLEAN', timestamp: 'TIMESTAMP_MILLIS' })[
    kind as 'bigint'
  ] ?? 'UTF8'

function follow(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (!step || value === null || value === undefined) return value
  if ('key' in step) return follow((value as Record<string, unknown>)[step.key], rest)
  return (value as unknown[]).map(each => follow(each, rest))
}

const columns = Object.entries<Column>(contactRecord.columns)
  .filter(([, column]) => pathsOf(column).length > 0 && column.pick === undefined)
  .map(([name, column]) => ({
    name,
    kind: column.type.kind,
    path: steps(pathsOf(column)[0] ?? ''),
    type: parquetType(column),
  }))
const schema = new parquetjs.ParquetSchema(
  Object.fromEntries(columns.map(({ name, type }) => [name, { type, optional: true, compression: 'GZIP' }])),
)

function flat(record: unknown): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const { name, kind, path } of columns) {
    const value = follow(record, path)
    if (value === null || value === undefined) continue
    if (kind === 'timestamp') row[name] = new Date(value as string)
    else row[name] = typeof value === 'object' ? JSON.stringify(value) : value
  }
  return row
}

const attributeSchema = new parquetjs.ParquetSchema({
  contact_id: { type: 'UTF8', compression: 'GZIP' },
  attribute_name: { type: 'UTF8', compression: 'GZIP' },
  attribute_value: { type: 'UTF8', optional: true, compression: 'GZIP' },
  disconnect_timestamp: { type: 'TIMESTAMP_MILLIS', compression: 'GZIP' },
})

mkdirSync(out, { recursive: true })
const open = (name: string, day: string) =>
  parquetjs.ParquetWriter.openFile(
    name === 'contact' ? schema : attributeSchema,
    join(out, `${name}-${day}.parquet`),
  )
const writers = new Map<string, Awaited<ReturnType<typeof open>>>()
async function append(
  name: 'contact' | 'attribute',
  day: string,
  row: Record<string, unknown>,
): Promise<void> {
  const key = `${name} ${day}`
  const writer = writers.get(key) ?? (await open(name, day))
  writers.set(key, writer)
  await writer.appendRow(row)
}
const root = join(raw, 'contact-records')
for (const name of readdirSync(root, { recursive: true }).map(String).sort()) {
  if (!name.endsWith('.gz')) continue
  const bytes = gunzipSync(readFileSync(join(root, name)))
  for (let at = 0; at < bytes.length; ) {
    const found = scan(bytes, at)
    if (found.kind !== 'complete') throw new Error(`${name} is damaged at ${at}`)
    const record: { readonly Attributes?: Readonly<Record<string, string>> } = JSON.parse(
      bytes.toString('utf8', at, found.end),
    )
    const row = flat(record)
    const { contact_id, disconnect_timestamp } = row
    const day = (disconnect_timestamp as Date).toISOString().slice(0, 10)
    await append('contact', day, row)
    for (const [attribute_name, attribute_value] of Object.entries(record.Attributes ?? {})) {
      await append('attribute', day, { contact_id, attribute_name, attribute_value, disconnect_timestamp })
    }
    at = found.end
  }
}
for (const writer of writers.values()) await writer.close()
