import { Bool, DateDay, Float64, Int32, Int64, TimestampMillisecond, Utf8 } from 'apache-arrow'
import {
  type ArrowColumn,
  decimalNumber,
  int64,
  listColumn,
  mapColumn,
  millis,
  number,
  structColumn,
  unfit,
} from './arrow.ts'

/** A value as Trino's JSON has it, read with `readExactly`, or as its text. */
export type TrinoValue = string | number | boolean | null | readonly TrinoValue[] | TrinoObject
interface TrinoObject {
  readonly [key: string]: TrinoValue
}

/** A type as Trino spells it out beside each column's name. */
export interface TypeSignature {
  readonly rawType: string
  readonly arguments: readonly TypeArgument[]
}
export type TypeArgument =
  | { readonly kind: 'TYPE'; readonly value: TypeSignature }
  | { readonly kind: 'NAMED_TYPE'; readonly value: NamedType }
  | { readonly kind: 'LONG'; readonly value: number }
export interface NamedType {
  readonly fieldName?: { readonly name: string }
  readonly typeSignature: TypeSignature
}

type Column = ArrowColumn<TrinoValue>

const INSTANT = /^([+-]?)(\d{4,})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?)?(?: (.+))?$/
const ZONE = /^(?:UTC|Z|([+-])(\d\d):(\d\d))$/

/** Epoch milliseconds of `2025-07-01`, `2025-07-01 10:00:00.123`, and the same with `UTC` or `+02:00` behind it. */
function instant(value: TrinoValue): number {
  const text = String(value)
  const [, sign, year, month, day, hour, minute, second, fraction, zone] = INSTANT.exec(text) ?? []
  const at = new Date(0)
  at.setUTCFullYear(Number(`${sign}${year}`), Number(month) - 1, Number(day))
  const ms = Number((fraction ?? '').padEnd(3, '0'))
  at.setUTCHours(Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0), ms)
  if (Number.isNaN(at.getTime())) return millis('a time beyond all calendars', 2n ** 63n, text)
  if (zone === undefined) return at.getTime()
  const offset = ZONE.exec(zone)
  if (!offset) {
    // 02:30 in Paris is two instants on one day of the year: the text does not say which.
    throw unfit(
      'a time in a named zone',
      text,
      'times without a zone, in UTC or with an offset',
      "end with: AT TIME ZONE 'UTC', or cast to timestamp for the local time",
    )
  }
  const [, direction, hours, minutes] = offset
  const offset_ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return at.getTime() - (direction === '-' ? -offset_ms : offset_ms)
}

const decimal = (value: TrinoValue): number =>
  decimalNumber(String(value), BigInt(String(value).replace('.', '')))

/** The type of what a list, map or row has in it. */
export function inner(argument: TypeArgument | undefined): TypeSignature {
  if (argument?.kind === 'TYPE') return argument.value
  if (argument?.kind === 'NAMED_TYPE') return argument.value.typeSignature
  return { rawType: 'varchar', arguments: [] }
}

/** The Arrow column for a type of Trino: the same that DuckDB's gets. What analytics hardly meets travels as its text. */
export function trinoColumn({ rawType, arguments: args }: TypeSignature): Column {
  switch (rawType) {
    case 'boolean':
      // Keys of a map are text, whatever their type.
      return { type: new Bool(), value: value => String(value) === 'true' }
    case 'tinyint':
    case 'smallint':
    case 'integer':
      return number(new Int32())
    case 'bigint':
      return { type: new Int64(), value: int64 }
    case 'real':
      // The text is the shortest that means this float; read as a double it would be another number.
      return { type: new Float64(), value: value => Math.fround(Number(value)) }
    case 'double':
      // NaN and Infinity come as text.
      return number(new Float64())
    case 'decimal':
      return { type: new Float64(), value: decimal }
    case 'date':
      return { type: new DateDay(), value: value => new Date(instant(value)) }
    case 'timestamp':
    case 'timestamp with time zone':
      return { type: new TimestampMillisecond(), value: instant }
    case 'array':
      return listColumn(trinoColumn(inner(args[0])), value => value as readonly TrinoValue[])
    case 'map':
      return mapColumn(trinoColumn(inner(args[0])), trinoColumn(inner(args[1])), value =>
        Array.isArray(value) ? (value as [TrinoValue, TrinoValue][]) : Object.entries(value as TrinoObject),
      )
    case 'row': {
      const fields = args.flatMap((argument, i) =>
        argument.kind === 'NAMED_TYPE'
          ? [
              [
                argument.value.fieldName?.name ?? `field${i}`,
                trinoColumn(argument.value.typeSignature),
              ] as const,
            ]
          : [],
      )
      return structColumn(fields, value => value as readonly TrinoValue[])
    }
    default:
      return { type: new Utf8(), value: String }
  }
}
