/**
 * Firehose puts objects into folders of their time of arrival: `YYYY/MM/DD/HH/`, or as one has told it, in the Hive
 * form `year=…/month=…/day=…/hour=…/` or `dt=YYYY-MM-DD/hour=HH/`, whatever the date is called. UTC, unless the delivery
 * stream was given a time zone, which its names do not tell.
 */
const year = String.raw`(?:^|\/)(?:year=)?(20\d{2})\/`
const month = String.raw`(?:month=)?(\d{2})\/`
const day = String.raw`(?:day=)?(\d{2})\/`
const date = String.raw`(?:^|\/)[A-Za-z_]\w*=(20\d{2})-(\d{2})-(\d{2})\/`
const hour = String.raw`(?:(?:hour=)?(\d{2})\/)?`

const inKey = [new RegExp(`${year}${month}${day}${hour}`), new RegExp(`${date}${hour}`)]
const atEnd = [new RegExp(`${year}(?:${month}(?:${day}${hour})?)?$`), new RegExp(`${date}${hour}$`)]

/** Year, month, day and hour of the first pattern that fits; a folder may look like a date and be none: 2025/13/45. */
function partsOf(path: string, patterns: readonly RegExp[]): readonly number[] | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(path)?.slice(1)
    const parts = found?.filter(part => part !== undefined).map(Number)
    if (!parts) continue
    const [y = 0, m = 1, d = 1, h = 0] = parts
    const at = new Date(Date.UTC(y, m - 1, d, h))
    if (at.getUTCMonth() === m - 1 && at.getUTCDate() === d) return parts
  }
  return undefined
}

/** The beginning of the hour or day that the folders of a key name, epoch ms; undefined where they name none. */
export function arrivalOf(key: string): number | undefined {
  const [y, m = 1, d, h] = partsOf(key, inKey) ?? []
  return y === undefined ? undefined : Date.UTC(y, m - 1, d, h ?? 0)
}

/** A folder of a year, a month, a day or an hour. */
export interface ArrivalFolder {
  readonly of: 'year' | 'month' | 'day' | 'hour'
  /** When its time is over, epoch ms. */
  readonly over_ms: number
}

/** What time a folder is of, by the end of its path; undefined for all others. */
export function arrivalFolder(path: string): ArrivalFolder | undefined {
  const parts = partsOf(path, atEnd)
  if (!parts) return undefined
  const [y = 0, m = 1, d = 1, h = 0] = parts
  const over = [
    { of: 'year', over_ms: Date.UTC(y + 1, 0) },
    { of: 'month', over_ms: Date.UTC(y, m) },
    { of: 'day', over_ms: Date.UTC(y, m - 1, d + 1) },
    { of: 'hour', over_ms: Date.UTC(y, m - 1, d, h + 1) },
  ] as const
  return over[parts.length - 1]
}
