import type { Page } from 'playwright-core'
import { visualFields } from '../../dashboards/local/compile.ts'
import { type Field, isGroupField, NO_VALUE } from '../../dashboards/local/field.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import type { Visual } from '../../dashboards/normal/visual.ts'
import { formatCell } from '../../dashboards/page/format.ts'
import { MOST_ROWS } from '../../dashboards/page/visuals/hidden-table.tsx'

/** The rows of a card as texts, by the labels of their columns. */
export type Texts = readonly Readonly<Record<string, string>>[]

/** What the page shows, by id of the visual: of a picture the table for those who do not see it. Sentences have none. */
export async function rowsShown(page: Page): Promise<ReadonlyMap<string, Texts>> {
  const found = await page.locator('article').evaluateAll(cards =>
    cards.map(card => {
      // Marks are no part of a number.
      const text = (cell: Element): string => {
        const plain = cell.cloneNode(true) as Element
        for (const mark of plain.querySelectorAll('.sr-only, [aria-hidden]')) mark.remove()
        return plain.textContent ?? ''
      }
      const labels = [...card.querySelectorAll('thead th')].map(text)
      const rows = [...card.querySelectorAll('tbody tr')].map(row =>
        Object.fromEntries([...row.children].map((cell, i) => [labels[i] ?? '', text(cell)])),
      )
      return [(card as HTMLElement).dataset.visual ?? '', rows] as const
    }),
  )
  return new Map(found)
}

/** The cells of a line of a file, without their quotes. */
const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )

/** The lines of a file below its header. */
export const linesOf = (csv: string): readonly string[] => csv.trimEnd().split('\r\n').slice(1)

/** A cell of a file as the page says it. */
function said(text: string, field: Field): string {
  if (text === '') return isGroupField(field) ? field.none : NO_VALUE
  if (text === field.none) return text
  return formatCell(isGroupField(field) ? text : Number(text), field)
}

/** The rows of a file in the words of the page. */
export function rowsOfFile(visual: Visual, csv: string): Texts {
  const fields = visualFields(visual)
  return linesOf(csv).map(line => {
    const cells = cellsOf(line)
    return Object.fromEntries(fields.map((field, i) => [field.label, said(cells[i] ?? '', field)]))
  })
}

/** Those of the rows that are on the page: of a picture the first ones. */
export const onPage = <T>({ kind }: Visual, rows: readonly T[]): readonly T[] =>
  kind === 'table' ? rows : rows.slice(0, MOST_ROWS)

/** How much is counted in rows. */
export function countedIn(visual: Visual, rows: Texts): number {
  const counts = visualFields(visual).filter(({ type }) => type === 'count')
  const numbers = rows.flatMap(row => counts.map(({ label }) => Number(row[label]?.replaceAll(',', ''))))
  return numbers.filter(Number.isFinite).reduce((sum, each) => sum + each, 0)
}

/** Whether a card is a table of its rows: sentences are none, and a pivot has its rows crossed. */
export const hasRows = ({ kind }: Visual): boolean => kind !== 'insight' && kind !== 'pivot'

/** The filters that act on anything of a sheet. */
export const filtersOf = ({ filters }: Dashboard, visuals: readonly Visual[]) =>
  filters.filter(({ visuals: of }) => visuals.some(({ id }) => of.includes(id)))

/** The list by which a sheet is filtered: an attribute of contacts, where it has one, for others are what its marks are picked by. */
export function listToFilter(dashboard: Dashboard, visuals: readonly Visual[]) {
  const lists = filtersOf(dashboard, visuals).filter(({ kind }) => kind === 'list')
  return lists.find(({ data, column }) => column in data.attributes) ?? lists[0]
}
