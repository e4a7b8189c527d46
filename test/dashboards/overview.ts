import { contactCentreOverview } from '../../dashboards/contact-centre-overview.ts'
import { readSettings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import type { Days } from '../../dashboards/local/days.ts'
import { queryText } from '../../dashboards/local/query.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'
import { normalise } from '../../dashboards/normal/dashboard.ts'

export const overview = normalise(contactCentreOverview)
export const visuals = overview.sheets.flatMap(sheet => sheet.visuals)

/** The SQL of a visual of the overview, for an address and the days that the data has. */
export function sqlOf(id: string, search: string, data: Days, all = false): string {
  const visual = visuals.find(each => each.id === id)
  if (!visual) throw new Error(`no visual ${id}`)
  const scope = scopeOf(overview, readSettings(overview, new URLSearchParams(search)), data)
  return queryText(visualQuery(visual, scope, all))
}
