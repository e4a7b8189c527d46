import { arrivalOf } from '../schema/arrival-prefix.ts'
import { dayOf } from '../schema/instant.ts'

/** What is known of a raw object before it is opened. */
interface Listed {
  readonly key: string
  readonly modified_at_ms: number
}

/** `<stream>-<version>-YYYY-MM-DD-HH-MM-SS-<uuid>`: the arrival of the oldest record in the object. */
const objectName = /-(\d{4})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-[0-9a-f-]{36}[^/]*$/

function namedAt(key: string): number | undefined {
  const [, ...parts] = objectName.exec(key) ?? []
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() : undefined
}

/** When an object arrived: from the name that Firehose gave it, else from its folders, else from when it was last modified. */
const arrivedAt = ({ key, modified_at_ms }: Listed): number =>
  namedAt(key) ?? arrivalOf(key) ?? Math.round(modified_at_ms)

type Arrived<T> = T & { readonly arrived_at_ms: number }

/** Objects, each with when it arrived. */
export const withArrival = <T extends Listed>(objects: readonly T[]): readonly Arrived<T>[] =>
  objects.map(object => ({ ...object, arrived_at_ms: arrivedAt(object) }))

/** The order of arrival; the key decides among those that arrived together. */
export const inOrderOfArrival = <T extends Listed>(objects: readonly Arrived<T>[]): readonly Arrived<T>[] =>
  objects.toSorted(
    (a, b) => a.arrived_at_ms - b.arrived_at_ms || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  )

/** Days of arrival, `YYYY-MM-DD` in UTC, the first and the last of them included. */
export interface ArrivalDays {
  readonly from: string
  readonly to: string
}

/** Whether an object arrived on one of the days. */
export function isWithin(
  { arrived_at_ms }: { readonly arrived_at_ms: number },
  { from, to }: ArrivalDays,
): boolean {
  const day = dayOf(arrived_at_ms)
  return from <= day && day <= to
}
