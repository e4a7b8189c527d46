/** How often a schedule of EventBridge Scheduler starts something. */
export interface Rhythm {
  readonly longest_gap_minutes: number
  readonly most_a_day: number
}

const DAY_MINUTES = 1440
const UNITS = { minute: 1, hour: 60, day: DAY_MINUTES } as const
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** The values that a field of a cron names, among `from` to `to`; undefined for words that are not known here. */
function valuesOf(
  field: string,
  from: number,
  to: number,
  names: readonly string[] = [],
): ReadonlySet<number> | undefined {
  const numberOf = (text: string): number => {
    const named = names.indexOf(text.toUpperCase())
    return named >= 0 ? named + from : /^\d+$/.test(text) ? Number(text) : Number.NaN
  }
  const found = new Set<number>()
  for (const part of field.split(',')) {
    const [span = '', every = '1'] = part.split('/')
    const [first = '', last] = span === '*' || span === '?' ? [String(from), String(to)] : span.split('-')
    const [begin, end, step] = [
      numberOf(first),
      // `5/10` goes on to the end.
      last === undefined ? (part.includes('/') ? to : numberOf(first)) : numberOf(last),
      Number(every),
    ]
    if (!(begin >= from && end <= to && begin <= end && step >= 1)) return undefined
    for (let value = begin; value <= end; value += step) found.add(value)
  }
  return found
}

/** Two years have every gap that a yearly schedule can have, but for days that leap. */
const LOOKED_AT_DAYS = 800

/** Days, as numbers, on which a cron starts something; undefined where that is not known. */
function daysOf([ofMonth = '', month = '', ofWeek = '']: readonly string[]): readonly number[] | undefined {
  const [dates, months, weekdays] = [
    valuesOf(ofMonth, 1, 31),
    valuesOf(month, 1, 12, MONTHS),
    valuesOf(ofWeek, 1, 7, DAYS),
  ]
  if (!dates || !months || !weekdays) return undefined
  const start = Date.UTC(2027, 0, 1)
  return Array.from({ length: LOOKED_AT_DAYS }, (_, n) => n).filter(n => {
    const day = new Date(start + n * DAY_MINUTES * 60_000)
    return (
      dates.has(day.getUTCDate()) && months.has(day.getUTCMonth() + 1) && weekdays.has(day.getUTCDay() + 1)
    )
  })
}

/**
 * The rhythm of `rate(…)` or `cron(…)`, by clocks that are never changed. Undefined where it is not known: of a cron with
 * `L`, `W` or `#`, with years, or with what no clock shows.
 */
export function rhythmOf(schedule: string): Rhythm | undefined {
  const [, every, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? []
  if (unit) {
    const minutes = Number(every) * UNITS[unit as keyof typeof UNITS]
    return { longest_gap_minutes: minutes, most_a_day: DAY_MINUTES / minutes }
  }
  const [minute = '', hour = '', ...more] = /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(' ') ?? []
  const [minutes, hours, days] = [valuesOf(minute, 0, 59), valuesOf(hour, 0, 23), daysOf(more)]
  if (!minutes || !hours || !days || more[3] !== '*') return undefined
  const times = [...hours].flatMap(of => [...minutes].map(at => of * 60 + at)).sort((a, b) => a - b)
  const starts = days.flatMap(day => times.map(at => day * DAY_MINUTES + at))
  const gaps = starts.slice(1).map((at, n) => at - (starts[n] ?? 0))
  return {
    longest_gap_minutes: gaps.reduce((most, gap) => Math.max(most, gap), 0) || LOOKED_AT_DAYS * DAY_MINUTES,
    most_a_day: times.length,
  }
}
