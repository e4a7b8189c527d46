import { carried, type Settings, withSettings } from '../local/address.ts'
import type { PageDashboard } from '../local/model.ts'
import { askedNames } from '../local/question.ts'
import type { SheetPlace } from '../spec/visual.ts'
import type { Place } from './address.ts'
import { withoutTableViews } from './table-view.ts'

export const searchOf = (address: URLSearchParams): string => (address.size > 0 ? `?${address}` : '')

/** The path of a sheet: of the first one that of its dashboard. */
function pathOf({ id, sheets }: PageDashboard, sheet: string): string {
  return sheets[0]?.id === sheet ? `/${id}` : `/${id}/${sheet}`
}

/** Names in an address that mean nothing to any of some dashboards, such as a filter that is configured no longer. */
export function unknownTo(dashboards: readonly PageDashboard[], search: string): readonly string[] {
  const known = new Set(dashboards.flatMap(askedNames))
  return [...new Set(withoutTableViews(search).keys())].filter(name => !known.has(name))
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
