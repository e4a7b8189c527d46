import type { Table } from 'apache-arrow'
import { plain } from '../lake/plain.ts'

/** An answer in a form in which those of two engines can be compared: the order of the rows does not matter. */
export interface Answer {
  /** Names and Arrow types of the columns, doubles last. */
  readonly columns: readonly string[]
  /** In the order of their cells. */
  readonly rows: readonly (readonly unknown[])[]
}

const isDouble = (type: unknown): boolean => String(type).startsWith('Float')

/** Keys of a map have no order. */
const spoken = (cell: unknown): string =>
  JSON.stringify(cell, (_, value) => {
    if (typeof value === 'bigint') return String(value)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

export function answerOf(table: Table): Answer {
  const { fields } = table.schema
  // Sums of doubles depend on the order in which they were made, so rows are told apart by what is exact.
  const ordered = [
    ...fields.filter(({ type }) => !isDouble(type)),
    ...fields.filter(({ type }) => isDouble(type)),
  ]
  const keyed = table.toArray().map(found => {
    const cells = found.toJSON() as Record<string, unknown>
    const row = ordered.map(({ name }) => {
      const cell = plain(cells[name])
      return typeof cell === 'bigint' ? String(cell) : cell
    })
    return { key: spoken(row), row }
  })
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return { columns: ordered.map(({ name, type }) => `${name} ${type}`), rows: keyed.map(({ row }) => row) }
}

const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number'
    ? Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
    : spoken(a) === spoken(b)

/** The first rows in which two answers differ, for people; nothing when they are equal. */
export function differences(one: Answer, other: Answer): readonly string[] {
  if (one.columns.join() !== other.columns.join())
    return [`columns: ${one.columns.join(', ')}`, `     not: ${other.columns.join(', ')}`]
  const found =
    one.rows.length === other.rows.length ? [] : [`${one.rows.length} rows, not ${other.rows.length}`]
  for (const [i, row] of one.rows.entries()) {
    const beside = other.rows[i]
    if (beside && row.every((cell, j) => same(cell, beside[j]))) continue
    found.push(`${spoken(row)}\nnot ${spoken(beside)}`)
    if (found.length > 3) break
  }
  return found
}
