import {
  type DuckDBDateValue,
  type DuckDBDecimalValue,
  type DuckDBListType,
  type DuckDBListValue,
  type DuckDBMapType,
  type DuckDBMapValue,
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
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow'
import { LakeError } from '../../schema/error.ts'

/** How a column of a DuckDB result becomes a column of Arrow. */
export interface ArrowColumn {
  readonly type: DataType
  /** Turns one value, never NULL, into what an Arrow builder takes. */
  readonly value: (value: DuckDBValue) => unknown
}

const number = (type: DataType): ArrowColumn => ({ type, value: Number })
const timestamp = (toMillis: (value: DuckDBValue) => bigint): ArrowColumn => ({
  type: new TimestampMillisecond(),
  value: value => Number(toMillis(value)),
})

/** Athena's sums of bigint are bigint, and an overflow is an error there, too. */
function int64(value: DuckDBValue): bigint {
  const wide = BigInt(value as bigint)
  if (wide === BigInt.asIntN(64, wide)) return wide
  throw new LakeError({
    what: 'a number of the result is larger than 64 bits hold',
    value: String(wide),
    allowed: 'whole numbers from -2^63 to 2^63-1',
    remedy: 'sum fewer rows, or cast to double first',
  })
}

const nullable = (column: ArrowColumn) => (value: DuckDBValue) =>
  value === null ? null : column.value(value)

/** The Arrow column for a DuckDB type. Types that analytics hardly meets (INTERVAL, UUID, …) travel as their text. */
export function arrowColumn(type: DuckDBType): ArrowColumn {
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
      return { type: new Float64(), value: value => (value as DuckDBDecimalValue).toDouble() }
    case DuckDBTypeId.DATE:
      return { type: new DateDay(), value: value => new Date((value as DuckDBDateValue).days * 86_400_000) }
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
