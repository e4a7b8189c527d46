import { addDays } from '../../schema/instant.ts'
import { sqlLiteral, sqlName, sqlText } from '../literal.ts'
import type { Found } from './catalogue.ts'
import { conditionSql } from './expression.ts'
import type { Link, Subject } from './subject.ts'

/** A row behind a number, as far as it is needed to find its records. */
export interface Traced {
  /** The moment to which it counts, `YYYY-MM-DD HH:MM:SS.mmm`, UTC. */
  readonly at: string
  /** Its columns, by name. */
  readonly values: Readonly<Record<string, string | null>>
}

/** The columns of a row by which its records are found. */
export function columnsOfOrigin({ origin }: Subject): readonly string[] {
  if (!origin) return []
  const { through } = origin
  return typeof through === 'string'
    ? [through]
    : [...new Set(through.flatMap(({ same }) => Object.values(same)))]
}

/** The tables that hold records, and what identifies one. */
const ids = { contact_record: 'contact_id', agent_event: 'event_id' } as const

/** The rows as a table: `place`, counted from 1, `at_timestamp`, and their columns. */
function behindSql(columns: readonly string[], rows: readonly Traced[]): string {
  const lines = rows.map(({ at, values }, i) => {
    const texts = columns.map(name => {
      const value = values[name] ?? null
      return value === null ? 'CAST(NULL AS varchar)' : `CAST(${sqlText(value)} AS varchar)`
    })
    return `(${[i + 1, sqlLiteral({ type: 'timestamp', value: at }), ...texts].join(', ')})`
  })
  return `behind (${['place', 'at_timestamp', ...columns.map(sqlName)].join(', ')}) AS (VALUES\n  ${lines.join(',\n  ')}\n)`
}

const within = (alias: string, [first, last]: readonly [string, string]): string =>
  `${alias}.dt BETWEEN ${sqlText(first)} AND ${sqlText(last)}`

/** The records that the rows of a link name: `place`, `record_id`. */
function linkSql(link: Link, days: readonly [string, string]): string {
  const { from, id, same, lasting, where, goes_on } = link
  const equal = Object.entries(same).map(
    ([of, by]) => `p.${sqlName(of)} IS NOT DISTINCT FROM b.${sqlName(by)}`,
  )
  const during = lasting
    ? [
        lasting.minutes === 0
          ? `p.${sqlName(lasting.from)} <= b.at_timestamp`
          : `p.${sqlName(lasting.from)} < b.at_timestamp + INTERVAL '${lasting.minutes}' MINUTE`,
        `p.${sqlName(lasting.to)} > b.at_timestamp`,
      ]
    : []
  const only = where ? [conditionSql(where)] : []
  const pieces = `FROM behind AS b\n  JOIN ${sqlName(from)} AS p ON ${[...equal, ...during, ...only].join(' AND ')}`
  if (!goes_on) {
    return `SELECT b.place, p.${sqlName(id)} AS record_id\n  ${pieces}\n  WHERE ${within('p', days)}`
  }
  const again = goes_on.map(name => `l.${sqlName(name)} IS NOT DISTINCT FROM p.${sqlName(name)}`)
  return (
    `SELECT b.place, l.${sqlName(id)} AS record_id\n  ${pieces}\n` +
    `  JOIN ${sqlName(from)} AS l ON ${again.join(' AND ')}\n` +
    `  WHERE ${within('p', days)} AND ${within('l', days)} AND l.${sqlName(id)} IS NOT NULL`
  )
}

/**
 * The records that rows were made of, with the raw object of each: `place` of the row, `id`, `source_object`, and how
 * many `records` the row has in all. Undefined where rows are made of no records.
 * @param most how many records of a row are given
 */
export function recordsSql({ subject }: Found, rows: readonly Traced[], most: number): string | undefined {
  if (!subject.origin) return undefined
  const { table, through } = subject.origin
  const days = rows.map(({ at }) => at.slice(0, 10)).sort()
  const around = (back: number, forward: number): readonly [string, string] => [
    addDays(days[0] ?? '', -back),
    addDays(days.at(-1) ?? '', forward),
  ]
  const links = typeof through === 'string' ? [] : through
  const named =
    typeof through === 'string'
      ? [`SELECT place, ${sqlName(through)} AS record_id FROM behind`]
      : links.map(link => linkSql(link, around(link.partition_days.back, link.partition_days.forward)))
  // A record is told of in its own partition or the next: clocks differ.
  const back = Math.max(0, ...links.map(({ partition_days }) => partition_days.back)) + 1
  const forward =
    Math.max(subject.attributed_to.partition_days_later, ...links.map(link => link.partition_days.forward)) +
    1
  const id = ids[table]
  return `WITH ${behindSql(columnsOfOrigin(subject), rows)}, named AS (
  ${named.join('\n  UNION\n  ')}
), found AS (
  SELECT
    n.place,
    r.${id} AS id,
    r.source_object,
    count(*) OVER (PARTITION BY n.place) AS records,
    row_number() OVER (PARTITION BY n.place ORDER BY r.${id}) AS number
  FROM named AS n
  JOIN ${table} AS r ON r.${id} = n.record_id
  WHERE ${within('r', around(back, forward))}
)
SELECT place, id, source_object, records FROM found WHERE number <= ${most} ORDER BY place, id`
}
