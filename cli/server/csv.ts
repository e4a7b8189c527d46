import type { Field } from '../../dashboards/local/field.ts'
import type { Cell, Row } from '../../dashboards/local/rows.ts'

const UNITS: Readonly<Record<Field['type'], string>> = {
  text: '',
  day: '',
  count: '',
  s: ' (s)',
  percent: ' (%)',
  number: '',
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
    fields.map(({ name, none, type }) =>
      csvCell(row[name] ?? null, type === 'text' || type === 'day' ? none : ''),
    ),
  )
  return [header, ...lines].map(cells => `${cells.join(',')}\r\n`).join('')
}
