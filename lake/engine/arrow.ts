import {
  type DuckDBDateValue,
  type DuckDBDecimalValue,
  type DuckDBListType,
  type DuckDBListValue,
  type DuckDBMapType,
  type DuckDBMapValue,
  type DuckDBResult,
  type DuckDBStructType,
  type DuckDBStructValue,
  type DuckDBTimestampMillisecondsValue,
  type DuckDBTimestampNanosecondsValue,
  type DuckDBTimestampSecondsValue,
  type DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api'
import {
  Bool,
  type DataType,
  DateDay,
  Field,
  Float64,
  Int32,
  Int64,
  List,
  Map_,
  makeBuilder,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow'
import { LakeError } from '../../schema/error.ts'
import type { ResultStream } from './engine.ts'

/** How a column of a DuckDB result becomes a column of Arrow. */
export interface ArrowColumn {
  readonly type: DataType
  /** Turns one value, never NULL, into what an Arrow builder takes. */
  readonly value: (value: DuckDBValue) => unknown
}

const number = (type: DataType): ArrowColumn => ({ type, value: Number })
/** A value that the type in which results travel cannot hold: an error, for a changed value would be a lie. */
const unfit = (what: string, value: DuckDBValue, allowed: string, remedy: string): LakeError =>
  new LakeError({ what: `the result holds ${what}`, value: String(value), allowed, remedy })

/** Beyond it JavaScript has no dates; what DuckDB calls infinity lies there, too. */
const LAST_MS = 8_640_000_000_000_000n

function millis(what: string, ms: bigint, value: DuckDBValue): number {
  if (ms >= -LAST_MS && ms <= LAST_MS) return Number(ms)
  throw unfit(what, value, 'years -271821 to 275760', 'leave such values out, or cast them to varchar')
}

const timestamp = (toMillis: (value: DuckDBValue) => bigint): ArrowColumn => ({
  type: new TimestampMillisecond(),
  value: value => millis('a time beyond all calendars', toMillis(value), value),
})

/** Athena's sums of bigint are bigint, and an overflow is an error there, too. */
function int64(value: DuckDBValue): bigint {
  const wide = BigInt(value as bigint)
  if (wide === BigInt.asIntN(64, wide)) return wide
  throw unfit(
    'a number of more than 64 bits',
    wide,
    '-2^63 to 2^63-1',
    'sum fewer rows, or cast to double first',
  )
}

/** A double has 15 decimal digits. */
function decimal(value: DuckDBValue): number {
  const exact = value as DuckDBDecimalValue
  if (String(exact.value).replace('-', '').length <= 15) return exact.toDouble()
  throw unfit(
    'a decimal',
    value,
    '15 digits',
    'cast to double for about the value, to varchar for all digits',
  )
}

const nullable = (column: ArrowColumn) => (value: DuckDBValue) =>
  value === null ? null : column.value(value)

/** The Arrow column for a DuckDB type. Types that analytics hardly meets (INTERVAL, UUID, …) travel as their text. */
function arrowColumn(type: DuckDBType): ArrowColumn {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return { type: new Bool(), value: value => value }
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.INTEGER:
      return number(new Int32())
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return { type: new Int64(), value: int64 }
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return number(new Float64())
    case DuckDBTypeId.DECIMAL:
      return { type: new Float64(), value: decimal }
    case DuckDBTypeId.DATE:
      return {
        type: new DateDay(),
        value: value =>
          new Date(
            millis(
              'a date beyond all calendars',
              BigInt((value as DuckDBDateValue).days) * 86_400_000n,
              value,
            ),
          ),
      }
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return timestamp(value => (value as DuckDBTimestampValue).micros / 1000n)
    case DuckDBTypeId.TIMESTAMP_MS:
      return timestamp(value => (value as DuckDBTimestampMillisecondsValue).millis)
    case DuckDBTypeId.TIMESTAMP_S:
      return timestamp(value => (value as DuckDBTimestampSecondsValue).seconds * 1000n)
    case DuckDBTypeId.TIMESTAMP_NS:
      return timestamp(value => (value as DuckDBTimestampNanosecondsValue).nanos / 1_000_000n)
    case DuckDBTypeId.LIST: {
      const element = arrowColumn((type as DuckDBListType).valueType)
      const convert = nullable(element)
      return {
        type: new List(new Field('item', element.type, true)),
        value: value => (value as DuckDBListValue).items.map(convert),
      }
    }
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType
      const columns = entryTypes.map(arrowColumn)
      return {
        type: new Struct(columns.map((column, i) => new Field(entryNames[i] ?? '', column.type, true))),
        value: value => {
          const { entries } = value as DuckDBStructValue
          return Object.fromEntries(
            columns.map((column, i) => {
              const name = entryNames[i] ?? ''
              return [name, nullable(column)(entries[name] ?? null)]
            }),
          )
        },
      }
    }
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = type as DuckDBMapType
      const [key, value] = [arrowColumn(keyType), arrowColumn(valueType)]
      const entries = new Struct([new Field('key', key.type, false), new Field('value', value.type, true)])
      const convert = nullable(value)
      return {
        type: new Map_(new Field('entries', entries, false) as never),
        value: map =>
          new Map((map as DuckDBMapValue).entries.map(entry => [key.value(entry.key), convert(entry.value)])),
      }
    }
    default:
      return { type: new Utf8(), value: String }
  }
}

/** Turns a result into Arrow, batch by batch. */
export function arrowStream(result: DuckDBResult): ResultStream {
  const columns = result.columnTypes().map(arrowColumn)
  const names = result.deduplicatedColumnNames()
  const schema = new Schema(columns.map((column, i) => new Field(names[i] ?? '', column.type, true)))

  async function* batches(): AsyncGenerator<RecordBatch> {
    for (;;) {
      const chunk = await result.fetchChunk()
      if (!chunk || chunk.rowCount === 0) return
      const children = columns.map(({ type, value }, i) => {
        const builder = makeBuilder({ type, nullValues: [null] })
        for (const each of chunk.getColumnValues(i)) builder.append(each === null ? null : value(each))
        return builder.finish().flush()
      })
      const data = makeData({
        type: new Struct(schema.fields),
        length: chunk.rowCount,
        nullCount: 0,
        children,
      })
      yield new RecordBatch(schema, data)
    }
  }
  return { schema, batches: batches() }
}
