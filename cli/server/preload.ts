import { addressNames } from '../../dashboards/local/address.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'

/** Servers and browsers take headers as long as this, whatever else they hold. */
const LONGEST_LETTERS = 2_000

/**
 * What the page of an address asks first, as the header `Link` says it: the browser asks that at once, and not when the
 * page has been read and begins. What it does not say in the very words of the page is asked for nothing.
 */
export function preloads(
  dashboards: readonly Dashboard[],
  { pathname, searchParams }: URL,
): string | undefined {
  const [, dashboardId, sheetId] = pathname.split('/')
  const dashboard = dashboards.find(({ id }) => id === dashboardId) ?? dashboards[0]
  const sheet = dashboard?.sheets.find(({ id }) => id === sheetId) ?? dashboard?.sheets[0]
  if (!dashboard || !sheet) return undefined
  const known = [...addressNames(dashboard), 'all', 'as']
  const own = { dashboard: dashboard.id, sheet: sheet.id }
  const question = new URLSearchParams([...searchParams, ...Object.entries(own)])
  const as = searchParams.get('as')
  const colours = new URLSearchParams({ dashboard: dashboard.id, ...(as !== null && { as }) })
  const isSheetKnown = [...searchParams.keys()].every(name => known.includes(name))
  const asked = [
    '/api/dashboards',
    '/api/theme',
    `/api/colours?${colours}`,
    ...(isSheetKnown ? [`/api/sheet?${question}`] : []),
  ]
  const header = asked.map(path => `<${path}>; rel=preload; as=fetch; crossorigin=anonymous`).join(', ')
  return header.length <= LONGEST_LETTERS ? header : undefined
}
