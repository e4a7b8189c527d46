/** What is known of a raw object before it is opened. */
interface Listed {
  readonly key: string
  readonly modified_at_ms: number
}

/** `<stream>-<version>-YYYY-MM-DD-HH-MM-SS-<uuid>`: the arrival of the oldest record in the object. */
const objectName = /-(\d{4})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-[0-9a-f-]{36}[^/]*$/

/** `…/YYYY/MM/DD/HH/…`, and the Hive form `year=…/month=…/day=…/hour=…`. */
const prefix = /(?:^|\/)(?:year=)?(\d{4})\/(?:month=)?(\d{2})\/(?:day=)?(\d{2})\/(?:(?:hour=)?(\d{2})\/)?/

/**
 * When an object arrived: from the name that Firehose gave it, else from its arrival prefix, else from when it was
 * last modified. UTC, unless the delivery stream was given a time zone, which its names do not tell.
 */
function arrivedAt(object: Listed): number {
  const found = objectName.exec(object.key) ?? prefix.exec(object.key)
  if (found) {
    const [year, month, day, hour, minute, second] = found.slice(1).map(part => Number(part ?? 0))
    const at = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0)
    // A folder may look like a date and be none, such as 2025/13/45.
    if (new Date(at).getUTCMonth() + 1 === month && new Date(at).getUTCDate() === day) return at
  }
  return Math.round(object.modified_at_ms)
}

/** Objects in the order of arrival; the key decides among those that arrived together. */
export const inOrderOfArrival = <T extends Listed>(
  objects: readonly T[],
): readonly (T & { readonly arrived_at_ms: number })[] =>
  objects
    .map(object => ({ ...object, arrived_at_ms: arrivedAt(object) }))
    .sort((a, b) => a.arrived_at_ms - b.arrived_at_ms || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
