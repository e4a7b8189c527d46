import type { Days } from './days.ts'
import { type Field, isGroupField } from './field.ts'
import { type Cell, type Row, valueText } from './rows.ts'

const UNITS: Readonly<Record<Field['type'], string>> = {
  text: '',
  day: '',
  moment: '',
  count: '',
  s: ' (s)',
  bytes: ' (bytes)',
  percent: ' (%)',
  number: '',
  usd: ' (USD)',
  usd_per_thousand: ' (USD)',
}

/** Text that a spreadsheet would run as a formula is shown to it as text. */
const harmless = (text: string): string => (/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

function csvCell(value: Cell, none: string): string {
  if (typeof value === 'number') return String(value)
  const text = harmless(value ?? none)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as CSV (RFC 4180), with exact numbers and their units in the header; no value is an empty cell. */
export function csvText(fields: readonly Field[], rows: readonly Row[]): string {
  const header = fields.map(({ label, type }) => csvCell(`${label}${UNITS[type]}`, ''))
  const lines = rows.map(row =>
    fields.map(field => {
      const value = row[field.name] ?? null
      // Codes as they are, for who goes on with them.
      const { none, values } = field
      return csvCell(isGroupField(field) ? valueText(value, { none, values }) : value, '')
    }),
  )
  return [header, ...lines].map(cells => `${cells.join(',')}\r\n`).join('')
}

/** The name of the file of a visual. */
export const csvName = (dashboard: string, visual: string, { from, to }: Days): string =>
  `${dashboard}.${visual}.${from}.${to}.csv`
