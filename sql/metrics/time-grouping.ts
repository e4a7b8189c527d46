/** What time can be split by, on the clocks of the zone that is asked for. */
export interface TimeGrouping {
  readonly doc: string
  readonly type: 'date' | 'timestamp' | 'bigint'
  /** SQL of the value, out of SQL of a local time. */
  readonly sql: (local: string) => string
}

const startOf = (minutes: number) => (local: string) =>
  `date_trunc('hour', ${local}) + (minute(${local}) / ${minutes}) * INTERVAL '${minutes}' MINUTE`

const truncated = (unit: string) => (local: string) => `CAST(date_trunc('${unit}', ${local}) AS date)`

export const timeGroupings: Readonly<Record<string, TimeGrouping>> = {
  fifteen_min: { doc: 'Beginning of the 15 minutes.', type: 'timestamp', sql: startOf(15) },
  thirty_min: { doc: 'Beginning of the half hour.', type: 'timestamp', sql: startOf(30) },
  hour: {
    doc: 'Beginning of the hour.',
    type: 'timestamp',
    sql: local => `date_trunc('hour', ${local})`,
  },
  day: { doc: 'Day.', type: 'date', sql: local => `CAST(${local} AS date)` },
  week: { doc: 'Monday of the week.', type: 'date', sql: truncated('week') },
  month: { doc: 'First day of the month.', type: 'date', sql: truncated('month') },
  hour_of_day: {
    doc: 'Hour of the day, 0 to 23.',
    type: 'bigint',
    sql: local => `hour(${local})`,
  },
  weekday: {
    doc: 'Day of the week, 1 (Monday) to 7.',
    type: 'bigint',
    // The functions for it are named and count differently from engine to engine.
    sql: local => `date_diff('day', ${truncated('week')(local)}, CAST(${local} AS date)) + 1`,
  },
}
