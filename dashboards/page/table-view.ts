import { plainView, type TableView } from '../local/rows.ts'

// How tables are searched and sorted stands in the address of the page, so that it can be shared: `search=<visual>:<text>`,
// `sort=<visual>:<column>` and, from the largest down, `sort=<visual>:-<column>`. Only the page reads it.
const NAMES: readonly string[] = ['search', 'sort']

/** The parameters of a page's address that a server is asked with. */
export const withoutTableViews = (search: string): URLSearchParams =>
  new URLSearchParams([...new URLSearchParams(search)].filter(([name]) => !NAMES.includes(name)))

const prefixOf = (visual: string): string => `${visual}:`

/** How the address says that a table is shown. */
export function tableViewIn(search: string, visual: string): TableView {
  const address = new URLSearchParams(search)
  const prefix = prefixOf(visual)
  const [text, sort] = NAMES.map(name =>
    address
      .getAll(name)
      .find(value => value.startsWith(prefix))
      ?.slice(prefix.length),
  )
  if (text === undefined && sort === undefined) return plainView
  const descending = sort?.startsWith('-') === true
  return { search: text ?? '', sort: descending ? sort?.slice(1) : sort, descending }
}

/** The address with a table shown in another way. */
export function withTableView(search: string, visual: string, view: TableView): URLSearchParams {
  const prefix = prefixOf(visual)
  const address = new URLSearchParams(
    [...new URLSearchParams(search)].filter(
      ([name, value]) => !(NAMES.includes(name) && value.startsWith(prefix)),
    ),
  )
  if (view.search !== '') address.append('search', prefix + view.search)
  if (view.sort !== undefined) address.append('sort', `${prefix}${view.descending ? '-' : ''}${view.sort}`)
  return address
}
