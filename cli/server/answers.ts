import { visualFields, visualQuery } from '../../dashboards/local/compile.ts'
import { csvName, csvText } from '../../dashboards/local/csv.ts'
import type { DataDays } from '../../dashboards/local/days.ts'
import { drilled } from '../../dashboards/local/drill.ts'
import { queryText } from '../../dashboards/local/query.ts'
import { rowsOf, viewRows } from '../../dashboards/local/rows.ts'
import { type Scope, scopeOf } from '../../dashboards/local/scope.ts'
import { shownRows } from '../../dashboards/local/shown.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import type { Visual } from '../../dashboards/normal/visual.ts'
import { LakeError } from '../../schema/error.ts'
import type { Eyes } from './eyes.ts'
import { daysOf } from './facts.ts'
import type { DashboardRequest } from './request.ts'
import type { LakeView } from './session.ts'

interface Asked {
  readonly visual: Visual
  readonly scope: Scope
  readonly sql: string
}

/** The days that there are. Throws a `LakeError` where there are none. */
export async function daysIn(view: LakeView, dashboard: Dashboard, eyes: Eyes): Promise<DataDays> {
  const { days } = await daysOf(view, dashboard, eyes)
  if (days) return days
  throw new LakeError({
    what: 'there is nothing in this lake yet',
    remedy: 'fill it with: connect-lake run --raw DIR --lake DIR',
  })
}

async function asked(view: LakeView, request: DashboardRequest): Promise<Asked> {
  const { dashboard, settings, eyes } = request
  const visual = request.visual()
  eyes.check(visual)
  const days = await daysIn(view, dashboard, eyes)
  const scope: Scope = scopeOf(dashboard, settings, days, eyes.rows)
  const all = request.all().includes(visual.id)
  return { visual, scope, sql: queryText(visualQuery(visual, scope, all)) }
}

/** The SQL that a visual shows the result of. */
export const sqlAnswer = async (view: LakeView, request: DashboardRequest): Promise<string> =>
  `${(await asked(view, request)).sql}\n`

const ORDERS = ['ascending', 'descending']

/** What a visual shows, as CSV, and the name of the file. */
export async function csvAnswer(
  view: LakeView,
  request: DashboardRequest,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly text: string }> {
  const { visual, scope, sql } = await asked(view, request)
  const { days, previous = null } = scope
  const fields = visualFields(drilled(visual, scope.of(visual).path))
  const [search = '', sort, order = 'ascending'] = ['search', 'sort', 'order'].map(request.text)
  if (sort !== undefined && !fields.some(({ name }) => name === sort))
    throw new LakeError({
      what: 'the visual has no such column',
      value: sort,
      allowed: fields.map(({ name }) => name).join(', '),
      remedy: 'sort by one of these',
    })
  if (!ORDERS.includes(order))
    throw new LakeError({
      what: 'there is no such order',
      value: order,
      allowed: ORDERS.join(', '),
      remedy: 'choose one',
    })
  const rows = shownRows(visual, rowsOf(await view.query(sql, signal), fields), days, previous)
  return {
    name: csvName(request.dashboard.id, visual.id, days),
    text: csvText(fields, viewRows(rows, fields, { search, sort, descending: order === 'descending' })),
  }
}
