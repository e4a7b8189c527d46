import type { Table } from 'apache-arrow'
import { countDays } from '../../dashboards/local/days.ts'
import {
  daysSql,
  type Facts,
  type FilterValue,
  type FilterValues,
  type Freshness,
  freshnessSql,
  type ListedKind,
  timeZoneSql,
  valuesSql,
} from '../../dashboards/local/facts.ts'
import { MOST_LISTED } from '../../dashboards/local/list-limits.ts'
import { rowsOf } from '../../dashboards/local/rows.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import type { Eyes } from './eyes.ts'
import type { LakeView } from './session.ts'

function freshnessOf(table: Table): Freshness {
  const [row = {}] = rowsOf(table, [])
  const time = (value: unknown): string | null =>
    typeof value === 'number' ? new Date(value).toISOString() : null
  const count = (name: string): number => Number(row[name] ?? 0)
  return {
    last_arrived_at: time(row.last_arrived_at),
    last_committed_at: time(row.last_committed_at),
    raw_objects: count('raw_objects'),
    records_read: count('records_read'),
    records_accepted: count('records_accepted'),
    records_duplicate: count('records_duplicate'),
    records_superseded: count('records_superseded'),
    records_quarantined: count('records_quarantined'),
  }
}

/** What a list holds, of the rows of `valuesSql`. */
function valuesOf(table: Table): FilterValues {
  const rows = rowsOf(table, []).map(({ kind, value = null, contacts }) => ({
    kind: kind as ListedKind,
    row: { value: value === null ? null : String(value), contacts: Number(contacts) },
  }))
  const of = (wanted: ListedKind): readonly FilterValue[] =>
    rows.flatMap(({ kind, row }) => (kind === wanted && row.contacts > 0 ? [row] : []))
  const values = of('value')
  return {
    listed: [...values.slice(0, MOST_LISTED), ...of('none')].sort((a, b) => b.contacts - a.contacts),
    has_more: values.length > MOST_LISTED,
    contacts_long: of('long')[0]?.contacts ?? 0,
  }
}

async function ask(view: LakeView, dashboard: Dashboard, eyes: Eyes): Promise<Facts> {
  // Not the asker's to stop: others wait for the same answer.
  const query = (sql: string): Promise<Table> => view.query(sql, new AbortController().signal)
  const days = rowsOf(await query(daysSql(dashboard, eyes.rows)), [
    { name: 'day', label: '', type: 'day', none: '' },
  ]).flatMap(({ day }) => (typeof day === 'string' ? [day] : []))
  const [from, to] = [days[0], days.at(-1)]
  const values: Record<string, FilterValues> = {}
  for (const filter of eyes.filters(dashboard).filter(({ kind }) => kind === 'list'))
    values[filter.name] = valuesOf(await query(valuesSql(filter, eyes.rows)))
  const [calendar] = rowsOf(await query(timeZoneSql), [])
  const reach = {
    begin_before: Number(calendar?.most_offset_minutes ?? 1) > 0,
    end_after: Number(calendar?.least_offset_minutes ?? -1) < 0,
  }
  return {
    seq: view.state.seq,
    days: from !== undefined && to !== undefined ? { from, to, ...reach } : null,
    days_without: from !== undefined && to !== undefined ? countDays({ from, to }) - days.length : 0,
    values,
    time_zone: String(calendar?.time_zone ?? 'UTC'),
    freshness: freshnessOf(await query(freshnessSql)),
    viewers: eyes.viewers,
  }
}

/** What the page is told about the lake for a dashboard; asked once for each commit. */
export const factsOf = (view: LakeView, dashboard: Dashboard, eyes: Eyes): Promise<Facts> =>
  view.once(`facts of ${dashboard.id} for ${eyes.key}`, () => ask(view, dashboard, eyes))
