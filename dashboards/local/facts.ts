import { sqlName } from '../../sql/literal.ts'
import { attributedRows } from '../../sql/metrics/attribute-join.ts'
import { conditionSql } from '../../sql/metrics/expression.ts'
import { businessCalendar } from '../../sql/views/business_calendar.ts'
import { dataFreshness } from '../../sql/views/data_freshness.ts'
import type { Dashboard } from '../normal/dashboard.ts'
import type { Dataset } from '../spec/dataset.ts'
import { areTold, attributeTexts } from './attribute-values.ts'
import type { DataDays } from './days.ts'
import { dimensionSql } from './expression.ts'
import { LONGEST_LISTED, MOST_LISTED } from './list-limits.ts'
import { whereClause } from './query.ts'
import { everyRow, type VisibleRows } from './scope.ts'

function fromRows(
  data: Dataset,
  visible: VisibleRows = everyRow,
  attributes: readonly string[] = [],
): string {
  const where = [...data.where.map(conditionSql), ...visible(data)]
  const rows = attributedRows({ ...data.subject, view: data.view }, attributes, undefined)
  return `FROM ${rows}${where.length > 0 ? whereClause(where) : ''}`
}

/** The days of a dashboard that have rows, with how many, in order: `day`, `contacts`. */
export function daysSql({ dates }: Dashboard, visible: VisibleRows = everyRow): string {
  const day = sqlName(dates.data.day)
  return `SELECT ${day} AS day, count(*) AS contacts\n${fromRows(dates.data, visible)}\nGROUP BY ${day}\nORDER BY ${day}`
}

/** Every value of a filter, with how many rows have it, as rows of `text` and `contacts`. */
function countedTexts({ column, data }: Dashboard['filters'][number], visible: VisibleRows): string {
  const attribute = data.attributes[column]
  if (attribute && areTold(data) && visible(data).length === 0) return attributeTexts(data, attribute)
  const name = dimensionSql({ name: column, merged: data.dimensions[column]?.merged })
  return `SELECT ${name} AS text, count(*) AS contacts
${fromRows(data, visible, attribute ? [attribute.name] : [])}
GROUP BY ${name}`
}

/** What a row of `valuesSql` tells of: values too long for a list, as one; rows without a value; a value. In this order. */
export type ListedKind = 'long' | 'none' | 'value'

/**
 * The values to choose from in a filter, with how many rows have each: `kind`, `value`, `contacts`. Most frequent first, and
 * one more than a list holds.
 */
export const valuesSql = (
  filter: Dashboard['filters'][number],
  visible: VisibleRows = everyRow,
): string => `SELECT kind, value, sum(contacts) AS contacts
FROM (
  SELECT
    CASE WHEN text IS NULL THEN 'none' WHEN length(text) > ${LONGEST_LISTED} THEN 'long' ELSE 'value' END AS kind,
    CASE WHEN length(text) <= ${LONGEST_LISTED} THEN text END AS value,
    contacts
  FROM (
${countedTexts(filter, visible)}
  ) AS counted
) AS told
GROUP BY kind, value
ORDER BY kind, contacts DESC, value
LIMIT ${MOST_LISTED + 3}`

/** How fresh and how complete the lake is: one row, with the names of `data_freshness`. */
export const freshnessSql = `SELECT
  max(last_arrived_at) AS last_arrived_at,
  max(last_committed_at) AS last_committed_at,
  sum(raw_objects) AS raw_objects,
  sum(records_read) AS records_read,
  sum(records_accepted) AS records_accepted,
  sum(records_duplicate) AS records_duplicate,
  sum(records_superseded) AS records_superseded,
  sum(records_quarantined) AS records_quarantined
FROM ${dataFreshness.name}`

/**
 * The business time zone, by whose clocks days and hours are: `time_zone`; and how far its clocks have ever been from UTC:
 * `least_offset_minutes`, `most_offset_minutes`.
 */
export const timeZoneSql = `SELECT
  time_zone,
  min(utc_offset_minutes) AS least_offset_minutes,
  max(utc_offset_minutes) AS most_offset_minutes
FROM ${businessCalendar.name}
GROUP BY time_zone`

/** What the page is told about the lake as of one commit. */
export interface Facts {
  /** Number of the commit. */
  readonly seq: number
  /** First and last day that has rows; null while there are none. */
  readonly days: DataDays | null
  /** Days in between that have none. */
  readonly days_without: number
  /** By name of the filter. A list of what the viewer may not see is not there. */
  readonly values: Readonly<Record<string, FilterValues>>
  /** The business time zone, by whose clocks days and hours are: an IANA name. */
  readonly time_zone: string
  readonly freshness: Freshness
  /** With whose eyes the dashboards can be looked at, such as `group:sales-leads`; none where nobody is kept from anything. */
  readonly viewers: readonly string[]
}

/** The values to choose from in a filter. */
export interface FilterValues {
  /** Most frequent first; null stands for rows without one. */
  readonly listed: readonly FilterValue[]
  /** There are more values, less frequent than these. */
  readonly has_more: boolean
  /** Contacts whose values are too long to be listed. */
  readonly contacts_long: number
}

export interface FilterValue {
  readonly value: string | null
  readonly contacts: number
}

/** Times in ISO 8601, UTC; null while nothing arrived. */
export interface Freshness {
  readonly last_arrived_at: string | null
  readonly last_committed_at: string | null
  readonly raw_objects: number
  readonly records_read: number
  readonly records_accepted: number
  readonly records_duplicate: number
  readonly records_superseded: number
  readonly records_quarantined: number
}
