import type { Days } from '../../dashboards/local/days.ts'
import { normalise } from '../../dashboards/normal/dashboard.ts'
import { overview as spec } from '../../dashboards/overview.ts'
import { sqlFor } from './asked.ts'

export const overview = normalise(spec)
export const visuals = overview.sheets.flatMap(sheet => sheet.visuals)

/** The SQL of a visual of the overview, for an address and the days that the data has. */
export const sqlOf = (id: string, search: string, data: Days, all = false): string =>
  sqlFor(overview, id, search, data, all)
