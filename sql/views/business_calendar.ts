import { isoOf } from '../../schema/instant.ts'
import { type BusinessTime, openQuarters, weekdays } from '../business-time.ts'
import { sqlLiteral, sqlText } from '../literal.ts'
import { utcOffsets } from '../time-zone.ts'
import { view } from '../view.ts'

const YEAR_MS = (year: number): number => Date.UTC(year, 0, 1)
const MINUTE_MS = 60_000

/** Years of the partitions, the last one not in it; each stretch ends there, too: Athena makes no list of more than 10,000 days. */
const YEARS = [2000, 2010, 2020, 2030, 2040, 2050, 2060, 2070, 2080, 2090, 2100]

/**
 * Years whose clocks are told apart. Amazon Connect is there since 2017, and nobody knows the clocks of later ones: what lies outside
 * has the first or the last offset. An engine works through every row of this list whenever it plans a question.
 */
const [FIRST_YEAR, END_YEAR] = [2016, 2040]

/** A row for each stretch of one offset. */
function stretches(zone: string): readonly string[] {
  const offsets = utcOffsets(zone, YEAR_MS(FIRST_YEAR), YEAR_MS(END_YEAR))
  const spans = offsets.map(({ from_ms, to_ms, offset_minutes }, at) => ({
    from_ms: at === 0 ? YEAR_MS(YEARS[0] as number) : from_ms,
    to_ms: at === offsets.length - 1 ? YEAR_MS(YEARS.at(-1) as number) : to_ms,
    offset_minutes,
  }))
  return spans.flatMap(({ from_ms, to_ms, offset_minutes }) => {
    const local = (time_ms: number): string =>
      sqlLiteral({ type: 'date', value: isoOf(time_ms + offset_minutes * MINUTE_MS).slice(0, 10) })
    const instant = (time_ms: number): string =>
      sqlLiteral({ type: 'timestamp', value: isoOf(time_ms).slice(0, 19) })
    const ends = [from_ms, ...YEARS.map(YEAR_MS).filter(cut => from_ms < cut && cut < to_ms), to_ms]
    return ends.slice(1).map((to, at) => {
      const from = ends[at] as number
      return `(${[local(from), local(to - 1), instant(from), instant(to), offset_minutes].join(', ')})`
    })
  })
}

function generate({ time_zone, business_hours }: BusinessTime): string {
  const openOn = weekdays.map((weekday, i) => {
    const quarters = sqlText(openQuarters(business_hours, weekday))
    return `    WHEN ${i + 1} THEN ${quarters}`
  })
  return `-- Generated: the business time zone and business hours of the configuration, for the years of the partitions.
WITH stretch(first_date, last_date, stretch_from, stretch_to, utc_offset_minutes) AS (
  VALUES
    ${stretches(time_zone).join(',\n    ')}
), local_day AS (
  SELECT
    CAST(day AS date) AS local_date,
    CAST(CAST(day AS date) AS timestamp) - utc_offset_minutes * INTERVAL '1' MINUTE AS begins,
    stretch_from,
    stretch_to,
    utc_offset_minutes
  FROM stretch
  CROSS JOIN UNNEST(sequence(first_date, last_date, INTERVAL '1' DAY)) AS days(day)
), piece AS (
  -- The part of the local day before midnight in UTC, and the part after it.
  SELECT
    local_date,
    utc_offset_minutes,
    greatest(CASE WHEN is_after THEN midnight ELSE begins END, stretch_from) AS from_timestamp,
    least(CASE WHEN is_after THEN begins + INTERVAL '1' DAY ELSE midnight END, stretch_to) AS to_timestamp
  FROM (SELECT *, date_trunc('day', begins) + INTERVAL '1' DAY AS midnight FROM local_day) AS local_day
  CROSS JOIN (VALUES (false), (true)) AS parts(is_after)
)
SELECT
  CAST(CAST(from_timestamp AS date) AS varchar) AS dt,
  from_timestamp,
  to_timestamp,
  local_date,
  day_of_week(local_date) AS local_weekday,
  ${sqlText(time_zone)} AS time_zone,
  CAST(utc_offset_minutes AS bigint) AS utc_offset_minutes,
  CASE day_of_week(local_date)
${openOn.join('\n')}
  END AS open_quarters
FROM piece
WHERE from_timestamp < to_timestamp`
}

/** What turns UTC into business time: join it on `dt` and on the time between `from_timestamp` and `to_timestamp`. */
export const businessCalendar = view({
  name: 'business_calendar',
  version: 1,
  generate,
  doc: 'One row per stretch of UTC time that lies within one UTC day, one local day and one offset. Made of the configuration (time_zone, business_hours); join it on dt and from_timestamp <= t AND t < to_timestamp: a filter on local_date then reads only the partitions it needs.',
  grain: ['from_timestamp'],
  uses: [],
  columns: {
    dt: { type: 'varchar', doc: 'UTC date, as text: the partition of what happened then.' },
    from_timestamp: { type: 'timestamp', doc: 'Beginning of the stretch, UTC.' },
    to_timestamp: { type: 'timestamp', doc: 'End of the stretch, UTC; not within it.' },
    local_date: { type: 'date', doc: 'Day by the clocks of the business time zone.' },
    local_weekday: { type: 'bigint', doc: 'Weekday of the local day: 1 is Monday, 7 is Sunday.' },
    time_zone: { type: 'varchar', doc: 'Business time zone: IANA name.' },
    utc_offset_minutes: { type: 'bigint', doc: 'What has to be added to UTC, in minutes.' },
    open_quarters: {
      type: 'varchar',
      doc: 'Business hours of the local day: 96 characters, one for each quarter of an hour of the clock, 1 open and 0 closed.',
    },
  },
})
