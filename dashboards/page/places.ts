import { addressNames, carried, type Settings, withSettings } from '../local/address.ts'
import type { PageDashboard } from '../local/model.ts'
import type { SheetPlace } from '../spec/visual.ts'
import type { Place } from './address.ts'
import { withoutTableViews } from './table-view.ts'

export const searchOf = (address: URLSearchParams): string => (address.size > 0 ? `?${address}` : '')

/** The path of a sheet: of the first one that of its dashboard. */
function pathOf({ id, sheets }: PageDashboard, sheet: string): string {
  return sheets[0]?.id === sheet ? `/${id}` : `/${id}/${sheet}`
}

/** What an address holds besides what dashboards can be set to, and the server is asked with. */
const ALWAYS: readonly string[] = ['all', 'as']

/** Names in an address that are nothing of any dashboard, such as a filter that is configured no longer. */
export function unknownIn(dashboards: readonly PageDashboard[], search: string): readonly string[] {
  const known = new Set([...dashboards.flatMap(addressNames), ...ALWAYS])
  return [...new Set(withoutTableViews(search).keys())].filter(name => !known.has(name))
}

/** Names in an address that are of other dashboards: kept for the way back, they mean nothing to this one. */
export function foreignIn(
  dashboards: readonly PageDashboard[],
  dashboard: PageDashboard,
  search: string,
): readonly string[] {
  const own = new Set([...addressNames(dashboard), ...ALWAYS])
  const unknown = unknownIn(dashboards, search)
  return [...new Set(withoutTableViews(search).keys())].filter(
    name => !own.has(name) && !unknown.includes(name),
  )
}

/** The search without some of its names. */
export const without = (search: string, names: readonly string[]): string =>
  searchOf(new URLSearchParams([...new URLSearchParams(search)].filter(([name]) => !names.includes(name))))

/** Where a sheet is, with what is set on the dashboard one comes from. */
export function placeOfSheet(
  dashboards: readonly PageDashboard[],
  from: PageDashboard,
  search: string,
  sheet: SheetPlace,
): Place {
  const to = dashboards.find(({ id }) => id === sheet.dashboard) ?? from
  const address = withoutTableViews(search)
  return {
    path: pathOf(to, sheet.sheet),
    search: searchOf(to === from ? address : carried(dashboards, address)),
  }
}

/** The same place with other settings. */
export const placeWith = (dashboard: PageDashboard, { path, search }: Place, settings: Settings): Place => ({
  path,
  search: searchOf(withSettings(dashboard, new URLSearchParams(search), settings)),
})
