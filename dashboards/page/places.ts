import { addressNames, carried, type Settings, withDaysOf, withSettings } from '../local/address.ts'
import type { PageDashboard } from '../local/model.ts'
import type { SheetPlace } from '../spec/visual.ts'
import type { Place } from './address.ts'

export const searchOf = (address: URLSearchParams): string => (address.size > 0 ? `?${address}` : '')

/** The path of a sheet: of the first one that of its dashboard. */
function pathOf({ id, sheets }: PageDashboard, sheet: string): string {
  return sheets[0]?.id === sheet ? `/${id}` : `/${id}/${sheet}`
}

/** The parts of an address that a dashboard understands: the server refuses others. */
function understood(dashboard: PageDashboard, address: URLSearchParams): URLSearchParams {
  const names = [...addressNames(dashboard), 'all', 'as']
  return new URLSearchParams([...address].filter(([name]) => names.includes(name)))
}

/**
 * Where a sheet is, with what is set on the dashboard one comes from.
 * @param chosen the address in which days were chosen last: who looked at a dashboard of pinned days comes back to them
 */
export function placeOfSheet(
  dashboards: readonly PageDashboard[],
  from: PageDashboard,
  search: string,
  chosen: string,
  sheet: SheetPlace,
): Place {
  const to = dashboards.find(({ id }) => id === sheet.dashboard) ?? from
  const own = new URLSearchParams(search)
  const address = from.dates.pinned ? withDaysOf(own, new URLSearchParams(chosen)) : own
  const kept = to === from ? understood(from, address) : carried(to, address)
  return { path: pathOf(to, sheet.sheet), search: searchOf(kept) }
}

/** The same place with other settings. */
export const placeWith = (dashboard: PageDashboard, { path, search }: Place, settings: Settings): Place => ({
  path,
  search: searchOf(withSettings(dashboard, new URLSearchParams(search), settings)),
})
