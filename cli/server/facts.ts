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
import type { Filter } from '../../dashboards/normal/filters.ts'
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

/** How fresh and how complete the lake is. */
export const freshnessIn = (view: LakeView): Promise<Freshness> => once(view, freshnessSql, freshnessOf)

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

/** Asks once for each commit, whichever dashboard it is for. It is not the asker's to stop: others wait for the same answer. */
const once = <T>(view: LakeView, sql: string, read: (table: Table) => T): Promise<T> =>
  view.once(sql, async () => read(await view.query(sql, new AbortController().signal)))

type KnownDays = Pick<Facts, 'days' | 'days_without' | 'time_zone'>

function listedDays(table: Table): readonly string[] {
  const rows = rowsOf(table, [{ name: 'day', label: '', type: 'day', none: '' }])
  return rows.flatMap(({ day }) => (typeof day === 'string' ? [day] : []))
}

/** The days that have rows, by the clocks of the business: all that a sheet has to wait for. */
export async function daysOf(view: LakeView, dashboard: Dashboard, eyes: Eyes): Promise<KnownDays> {
  const [days, [calendar]] = await Promise.all([
    once(view, daysSql(dashboard, eyes.rows), listedDays),
    once(view, timeZoneSql, table => rowsOf(table, [])),
  ])
  const [from, to] = [days[0], days.at(-1)]
  const reach = {
    begin_before: Number(calendar?.most_offset_minutes ?? 1) > 0,
    end_after: Number(calendar?.least_offset_minutes ?? -1) < 0,
  }
  return {
    days: from !== undefined && to !== undefined ? { from, to, ...reach } : null,
    days_without: from !== undefined && to !== undefined ? countDays({ from, to }) - days.length : 0,
    time_zone: String(calendar?.time_zone ?? 'UTC'),
  }
}

/** Whether pictures have their colours by the values of a filter: they wait for its list. */
const isColouring = ({ column, data }: Filter): boolean => data.dimensions[column]?.coloured !== undefined

/** What lists of filters hold: first those that pictures wait for, the others when nothing else is asked. */
async function listsOf(view: LakeView, filters: readonly Filter[], { rows }: Eyes): Promise<Facts['values']> {
  const lists = filters.filter(({ kind }) => kind === 'list')
  const valuesIn = async (filter: Filter): Promise<[string, FilterValues]> => {
    const sql = valuesSql(filter, rows)
    const values = isColouring(filter)
      ? once(view, sql, valuesOf)
      : view.once(sql, async () => valuesOf(await view.queryPatiently(sql)))
    return [filter.name, await values]
  }
  return Object.fromEntries(await Promise.all(lists.map(valuesIn)))
}

/** The lists by whose values pictures have their colours. */
export const colouringLists = (view: LakeView, dashboard: Dashboard, eyes: Eyes): Promise<Facts['values']> =>
  listsOf(view, eyes.filters(dashboard).filter(isColouring), eyes)

/** What the page is told about the lake for a dashboard. */
export async function factsOf(view: LakeView, dashboard: Dashboard, eyes: Eyes): Promise<Facts> {
  const known = await daysOf(view, dashboard, eyes)
  const freshness = await freshnessIn(view)
  const values = await listsOf(view, eyes.filters(dashboard), eyes)
  return { seq: view.state.seq, ...known, values, freshness, viewers: eyes.viewers }
}
