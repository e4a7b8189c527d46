/** A span of days, both included. */
export interface Days {
  readonly first: string
  readonly last: string
}

const distance = (dt: string, days: Days): number =>
  Math.max(0, Date.parse(days.first) - Date.parse(dt), Date.parse(dt) - Date.parse(days.last))

/**
 * The partitions in which a row that moved can lie: all within the span that its own times allow, then outward, the
 * nearest first, until so many rows are searched. Connect never moves a contact out of the span; what lies beyond is
 * searched so that even records that contradict themselves stay unique in lakes of that size.
 */
export function searched(
  rows: Readonly<Record<string, number>>,
  span: Days,
  limit_rows: number,
): readonly string[] {
  const outward = Object.keys(rows).sort((a, b) => distance(a, span) - distance(b, span) || (a < b ? -1 : 1))
  let left = limit_rows
  return outward.filter(dt => {
    if (distance(dt, span) === 0) return true
    left -= rows[dt] ?? 0
    return left >= 0
  })
}
