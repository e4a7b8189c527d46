import { addressNames, type Settable } from './address.ts'

// What the page asks the server, in the very words in which it asks it: the server tells browsers some of it ahead.

/** What a page's address can hold for a dashboard that the server is asked with: with `all` and `as`, which every dashboard has. */
export const askedNames = (dashboard: Settable): readonly string[] => [
  ...addressNames(dashboard),
  ...['all', 'as'],
]

/** The address of a question about what is set; `more` takes the place of what it holds by the same names. */
export function questionOf(
  path: string,
  set: URLSearchParams,
  more: Readonly<Record<string, string | readonly string[]>>,
): string {
  const address = new URLSearchParams(set)
  for (const [name, value] of Object.entries(more)) {
    address.delete(name)
    for (const each of [value].flat()) address.append(name, each)
  }
  return `/api/${path}?${address}`
}

/**
 * The address of a question about the lake, whatever is set.
 * @param as with whose eyes; undefined for one's own
 */
export const lakeQuestion = (path: 'colours' | 'facts', dashboard: string, as: string | undefined): string =>
  questionOf(path, new URLSearchParams(), { dashboard, ...(as !== undefined && { as }) })

interface Sheets<S> {
  readonly id: string
  readonly sheets: readonly S[]
}

/** The sheet of a page's path, `/<dashboard>/<sheet>`: where it names none, or one that is not there, the first. */
export function sheetAt<S extends { readonly id: string }, D extends Sheets<S>>(
  dashboards: readonly (D & Sheets<S>)[],
  path: string,
): { readonly dashboard: D; readonly sheet: S } | undefined {
  const [, dashboardId, sheetId] = path.split('/')
  const dashboard = dashboards.find(({ id }) => id === dashboardId) ?? dashboards[0]
  const sheet = dashboard?.sheets.find(({ id }) => id === sheetId) ?? dashboard?.sheets[0]
  return dashboard && sheet && { dashboard, sheet }
}
