import { isoOf } from '../../schema/instant.ts'
import { type Step, steps } from '../../schema/path.ts'
import { type Column, pathsOf } from '../../schema/table.ts'
import type { Type } from '../../schema/type.ts'
import { managedColumns } from './columns.ts'

type JsonObject = { [key: string]: unknown }

const entriesOf = (map: unknown): readonly [string, string | null][] => [
  ...(map as Iterable<[string, string | null]>),
]

/** A value as Arrow has it, as a record says it. @param type that of our column */
function recordValue(type: Type, value: unknown): unknown {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'timestamp':
      return isoOf(Number(value))
    case 'bigint':
    case 'double':
      return Number(value)
    case 'array':
      return [...(value as Iterable<unknown>)].map(each => recordValue(type.element, each))
    case 'row': {
      const members = value as Readonly<Record<string, unknown>>
      // A member that the table does not have is undefined, which JSON leaves out.
      return Object.fromEntries(
        Object.entries(type.fields)
          .filter(([name]) => members[name] !== undefined)
          .map(([name, field]) => [field.from, recordValue(field.type, members[name])]),
      )
    }
    case 'map':
    case 'json':
      return Object.fromEntries(entriesOf(value))
    default:
      return value
  }
}

/** The value of a managed column in the words and units of a record. */
function told(name: string, { type, unit }: Column, value: unknown): unknown {
  if (name === 'media_streams_items')
    return [...(value as Iterable<{ readonly type: string } | null>)].map(each => each?.type ?? null)
  if (name === 'segment_attributes')
    return Object.fromEntries(entriesOf(value).map(([key, text]) => [key, { ValueString: text }]))
  // Records have whole seconds.
  if (unit === 's' && name.endsWith('_ms')) return Math.round(Number(value) / 1000)
  return recordValue(type, value)
}

/** Puts a value where its path says; behind `[]` one for each element of the list that it is. */
function put(into: JsonObject, [step, next, ...rest]: readonly Step[], value: unknown): void {
  if (step === undefined || 'each' in step) return
  const { key } = step
  if (next === undefined) into[key] = value
  else if ('each' in next) {
    into[key] = (value as readonly unknown[]).map(each => {
      const element: JsonObject = {}
      put(element, rest, each)
      return element
    })
  } else {
    into[key] ??= {}
    put(into[key] as JsonObject, [next, ...rest], value)
  }
}

/**
 * A row of the managed table as the contact record that Connect would have streamed, as far as the row has it. What is
 * NULL is left out.
 *
 * Its version is the moment of the disconnect. The table's own `last_update_timestamp` is when the managed lake touched
 * the row, which is later than any record of the stream: with it poorer rows would take the place of fuller ones.
 * Connect sends a record after the disconnect, so one from the stream is newer, whichever comes first.
 *
 * @param row values as Arrow has them, by the names of `managedColumns`
 */
export function contactRecordOf(row: Readonly<Record<string, unknown>>): JsonObject {
  const record: JsonObject = {}
  for (const [name, column] of managedColumns) {
    const value = row[name]
    if (value === null || value === undefined) continue
    put(record, steps(pathsOf(column)[0] ?? ''), told(name, column, value))
  }
  return { ...record, LastUpdateTimestamp: record.DisconnectTimestamp }
}
