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
  DateDay,
  Float64,
  Int32,
  Int64,
  type RecordBatch,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow'
import {
  type ArrowColumn,
  batchOf,
  decimalNumber,
  int64,
  listColumn,
  mapColumn,
  millis,
  number,
  schemaOf,
  structColumn,
} from './arrow.ts'
import type { ResultStream } from './engine.ts'

type Column = ArrowColumn<DuckDBValue>

const timestamp = (toMillis: (value: DuckDBValue) => bigint): Column => ({
  type: new TimestampMillisecond(),
  value: value => millis('a time beyond all calendars', toMillis(value), value),
})

function decimal(value: DuckDBValue): number {
  const exact = value as DuckDBDecimalValue
  return decimalNumber(String(exact), exact.value)
}

/** The Arrow column for a DuckDB type. Types that analytics hardly meets (INTERVAL, UUID, …) travel as their text. */
function arrowColumn(type: DuckDBType): Column {
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
    case DuckDBTypeId.LIST:
      return listColumn(
        arrowColumn((type as DuckDBListType).valueType),
        value => (value as DuckDBListValue).items,
      )
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType
      return structColumn(
        entryTypes.map((entry, i) => [entryNames[i] ?? '', arrowColumn(entry)] as const),
        value => {
          const { entries } = value as DuckDBStructValue
          return entryNames.map(name => entries[name] ?? null)
        },
      )
    }
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = type as DuckDBMapType
      return mapColumn(arrowColumn(keyType), arrowColumn(valueType), map =>
        (map as DuckDBMapValue).entries.map(({ key, value }) => [key, value] as const),
      )
    }
    default:
      return { type: new Utf8(), value: String }
  }
}

/** Turns a result into Arrow, batch by batch. */
export function arrowStream(result: DuckDBResult): ResultStream {
  const columns = result.columnTypes().map(arrowColumn)
  const schema = schemaOf(result.deduplicatedColumnNames(), columns)

  async function* batches(): AsyncGenerator<RecordBatch> {
    for (;;) {
      const chunk = await result.fetchChunk()
      if (!chunk || chunk.rowCount === 0) return
      yield batchOf(schema, columns, chunk.rowCount, i => chunk.getColumnValues(i))
    }
  }
  return { schema, batches: batches() }
}
