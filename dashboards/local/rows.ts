import type { Table } from 'apache-arrow'
import { dayOf } from '../../schema/instant.ts'
import { wordsFor } from '../spec/dataset.ts'
import type { Field } from './field.ts'

export type Cell = string | number | null

/** A row of a result as plain values, by column; days as YYYY-MM-DD, moments as YYYY-MM-DD HH:MM:SS. */
export type Row = Readonly<Record<string, Cell>>

function cell(value: unknown, type: Field['type'] | undefined): Cell {
  if (value === null || value === undefined) return null
  if (type === 'day') return dayOf(Number(value))
  if (type === 'moment') return new Date(Number(value)).toISOString().slice(0, 19).replace('T', ' ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return typeof value === 'bigint' ? Number(value) : (value as string | number)
}

/** A value of a dimension in the words of readers; days and moments stay as they are. */
export const valueText = (
  value: Cell,
  { none, ...words }: Pick<Field, 'none' | 'values' | 'codes'>,
): string => (value === null ? none : (wordsFor(words, value) ?? String(value)))

/** The rows of a result, with all the columns that it has. */
export function rowsOf(table: Table, fields: readonly Field[]): readonly Row[] {
  const types = new Map(fields.map(({ name, type }) => [name, type]))
  const columns = table.schema.fields.map(({ name }, i) => ({
    name,
    type: types.get(name),
    values: table.getChildAt(i),
  }))
  return Array.from({ length: table.numRows }, (_, i) =>
    Object.fromEntries(columns.map(({ name, type, values }) => [name, cell(values?.get(i), type)])),
  )
}

/** The same as it is searched for, with the code that it is. */
const searchable = (value: Cell, field: Parameters<typeof valueText>[1]): readonly string[] =>
  [valueText(value, field), ...(field.codes && value !== null ? [String(value)] : [])].map(text =>
    text.toLowerCase(),
  )

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

/** Column that is 1 in a row for all groups of a table, and 0 in all others. */
export const WHOLE = 'whole'

/**
 * The rows with the text in any of their texts, sorted; rows without a value last, whichever way. The row for all groups
 * stands below them, and is left out of what was searched: it is not the sum of what is found.
 */
export function viewRows(
  rows: readonly Row[],
  fields: readonly Field[],
  { search, sort, descending }: TableView,
): readonly Row[] {
  const texts = fields.filter(({ type }) => type === 'text')
  const wanted = search.trim().toLowerCase()
  const whole = wanted === '' ? rows.filter(row => row[WHOLE] === 1) : []
  const found = rows.filter(
    row =>
      row[WHOLE] !== 1 &&
      (wanted === '' ||
        texts.some(field => searchable(row[field.name] ?? null, field).some(text => text.includes(wanted)))),
  )
  if (sort === undefined) return [...found, ...whole]
  const field = fields.find(({ name }) => name === sort)
  // Codes in the order of the words in which they are read.
  const placed = (value: Cell): Cell => (value !== null && field?.codes ? valueText(value, field) : value)
  const sorted = [...found].sort((a, b) => {
    const [left, right] = [placed(a[sort] ?? null), placed(b[sort] ?? null)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return descending ? compare(right, left) : compare(left, right)
  })
  return [...sorted, ...whole]
}
