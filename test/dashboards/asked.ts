import { readSettings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import type { Days } from '../../dashboards/local/days.ts'
import { queryText } from '../../dashboards/local/query.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'

/** The SQL of a visual, for an address and the days that the data has. */
export function sqlFor(dashboard: Dashboard, id: string, search: string, data: Days, all = false): string {
  const visual = dashboard.sheets.flatMap(({ visuals }) => visuals).find(each => each.id === id)
  if (!visual) throw new Error(`no visual ${id}`)
  const scope = scopeOf(dashboard, readSettings(dashboard, new URLSearchParams(search)), data)
  return queryText(visualQuery(visual, scope, all))
}
