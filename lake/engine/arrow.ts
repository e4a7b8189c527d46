import {
  type DataType,
  Field,
  type Float64,
  type Int32,
  List,
  Map_,
  makeBuilder,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
} from 'apache-arrow'
import { LakeError } from '../../schema/error.ts'
import type { ResultStream } from './engine.ts'

/** How a column of an engine's result becomes a column of Arrow. */
export interface ArrowColumn<V> {
  readonly type: DataType
  /** Turns one value, never NULL, into what an Arrow builder takes. */
  readonly value: (value: V) => unknown
}

/** A value that the type in which results travel cannot hold: an error, for a changed value would be a lie. */
export const unfit = (what: string, value: unknown, allowed: string, remedy: string): LakeError =>
  new LakeError({ what: `the result holds ${what}`, value: String(value), allowed, remedy })

/** Beyond it JavaScript has no dates; what DuckDB calls infinity lies there, too. */
const LAST_MS = 8_640_000_000_000_000n

/** Milliseconds as a number; `value` is what they were made of. */
export function millis(what: string, ms: bigint, value: unknown): number {
  if (ms >= -LAST_MS && ms <= LAST_MS) return Number(ms)
  throw unfit(what, value, 'years -271821 to 275760', 'leave such values out, or cast them to varchar')
}

/** Athena's sums of bigint are bigint, and an overflow is an error there, too. */
export function int64(value: unknown): bigint {
  const wide = BigInt(value as bigint | number | string)
  if (wide === BigInt.asIntN(64, wide)) return wide
  throw unfit(
    'a number of more than 64 bits',
    wide,
    '-2^63 to 2^63-1',
    'sum fewer rows, or cast to double first',
  )
}

/** A decimal, given as its text and its digits, as a double, which has 15 digits. */
export function decimalNumber(text: string, digits: bigint): number {
  if (String(digits).replace('-', '').length <= 15) return Number(text)
  throw unfit('a decimal', text, '15 digits', 'cast to double for about the value, to varchar for all digits')
}

export const number = (type: Int32 | Float64): ArrowColumn<unknown> => ({ type, value: Number })

const nullable =
  <V>(column: ArrowColumn<V>) =>
  (value: V): unknown =>
    value === null ? null : column.value(value)

export function listColumn<V>(element: ArrowColumn<V>, items: (value: V) => readonly V[]): ArrowColumn<V> {
  const convert = nullable(element)
  return { type: new List(new Field('item', element.type, true)), value: value => items(value).map(convert) }
}

export function structColumn<V>(
  fields: readonly (readonly [name: string, column: ArrowColumn<V>])[],
  members: (value: V) => readonly V[],
): ArrowColumn<V> {
  return {
    type: new Struct(fields.map(([name, { type }]) => new Field(name, type, true))),
    value: value => {
      const found = members(value)
      return Object.fromEntries(fields.map(([name, column], i) => [name, nullable(column)(found[i] as V)]))
    },
  }
}

export function mapColumn<V>(
  key: ArrowColumn<V>,
  value: ArrowColumn<V>,
  entries: (map: V) => readonly (readonly [V, V])[],
): ArrowColumn<V> {
  const struct = new Struct([new Field('key', key.type, false), new Field('value', value.type, true)])
  const convert = nullable(value)
  return {
    type: new Map_(new Field('entries', struct, false) as never),
    value: map => new Map(entries(map).map(([name, each]) => [key.value(name), convert(each)])),
  }
}

export const schemaOf = <V>(names: readonly string[], columns: readonly ArrowColumn<V>[]): Schema =>
  new Schema(columns.map(({ type }, i) => new Field(names[i] ?? '', type, true)))

/** One batch of rows, given the values of each column. */
export function batchOf<V>(
  schema: Schema,
  columns: readonly ArrowColumn<V>[],
  length: number,
  values: (column: number) => Iterable<V | null>,
): RecordBatch {
  const children = columns.map(({ type, value }, i) => {
    const builder = makeBuilder({ type, nullValues: [null] })
    for (const each of values(i)) builder.append(each === null ? null : value(each))
    return builder.finish().flush()
  })
  const type = new Struct(schema.fields)
  return new RecordBatch(schema, makeData({ type, length, nullCount: 0, children }))
}

/** Rows in one batch: a page of an engine's may have many thousands. */
const BATCH_ROWS = 2048

/** Rows as an engine's pages have them, in batches of bounded size. */
export function* batchesOf<V>(
  schema: Schema,
  columns: readonly ArrowColumn<V>[],
  rows: readonly (readonly (V | null)[])[],
): Generator<RecordBatch> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const some = rows.slice(from, from + BATCH_ROWS)
    yield batchOf(schema, columns, some.length, i => some.map(row => row[i] ?? null))
  }
}

/** Names as DuckDB makes them differ: the second `a` is `a_1`. */
export function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  for (const name of names) {
    let free = name
    for (let i = 1; taken.has(free); i++) free = `${name}_${i}`
    taken.add(free)
  }
  return [...taken]
}

/** A result read to its end. */
export async function tableOf({ schema, batches }: ResultStream): Promise<Table> {
  const all: RecordBatch[] = []
  for await (const batch of batches) all.push(batch)
  return new Table(schema, all)
}
