import type { Table } from 'apache-arrow'
import { dayOf } from '../../schema/instant.ts'
import type { Field } from './field.ts'

export type Cell = string | number | null

/** A row of a result as plain values, by column; days as YYYY-MM-DD. */
export type Row = Readonly<Record<string, Cell>>

function cell(value: unknown, isDay: boolean): Cell {
  if (value === null || value === undefined) return null
  if (isDay) return dayOf(Number(value))
  return typeof value === 'bigint' ? Number(value) : (value as string | number)
}

/** The rows of a result, with all the columns that it has. */
export function rowsOf(table: Table, fields: readonly Field[]): readonly Row[] {
  const days = new Set(fields.filter(({ type }) => type === 'day').map(({ name }) => name))
  const columns = table.schema.fields.map(({ name }, i) => ({
    name,
    isDay: days.has(name),
    values: table.getChildAt(i),
  }))
  return Array.from({ length: table.numRows }, (_, i) =>
    Object.fromEntries(columns.map(({ name, isDay, values }) => [name, cell(values?.get(i), isDay)])),
  )
}

/** How the viewer of a table has narrowed and sorted it. */
export interface TableView {
  readonly search: string
  /** Name of a column; `undefined` leaves the order of the result. */
  readonly sort: string | undefined
  readonly descending: boolean
}

/** All rows, as they come. */
export const plainView: TableView = { search: '', sort: undefined, descending: false }

/** The view as parameters of a question for the rows as a file. */
export const viewParameters = ({
  search,
  sort,
  descending,
}: TableView): Readonly<Record<string, string>> => ({
  ...(search.trim() !== '' && { search: search.trim() }),
  ...(sort !== undefined && { sort, order: descending ? 'descending' : 'ascending' }),
})

const compare = (a: Cell, b: Cell): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : a === b ? 0 : 1

/** The rows with the text in any of their texts, sorted; rows without a value last, whichever way. */
export function viewRows(
  rows: readonly Row[],
  fields: readonly Field[],
  { search, sort, descending }: TableView,
): readonly Row[] {
  const texts = fields.filter(({ type }) => type === 'text')
  const wanted = search.trim().toLowerCase()
  const found = rows.filter(
    row =>
      wanted === '' ||
      texts.some(({ name, none }) =>
        String(row[name] ?? none)
          .toLowerCase()
          .includes(wanted),
      ),
  )
  if (sort === undefined) return found
  return [...found].sort((a, b) => {
    const [left, right] = [a[sort] ?? null, b[sort] ?? null]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return descending ? compare(right, left) : compare(left, right)
  })
}
