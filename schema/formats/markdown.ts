import { pathsOf, type Table } from '../table.ts'
import { type ByKind, derive } from '../type.ts'

const typeRules: ByKind<string> = {
  string: () => 'text',
  bigint: () => 'whole number',
  double: () => 'number',
  boolean: () => 'yes or no',
  timestamp: () => 'time (UTC, ms)',
  json: () => 'JSON text',
  map: () => 'map of text to text',
  array: type => `list of ${derive(typeRules, type.element)}`,
  row: type => `(${Object.keys(type.fields).join(', ')})`,
}

/** A cell must not end the table's row, nor begin markup. */
export const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')

/** The dictionary of one table as a section of Markdown. */
export function tableMarkdown(table: Table): string {
  const facts = [
    table.key.length > 0
      ? `key: ${table.key.map(name => `\`${name}\``).join(', ')}`
      : 'no key: rows are only added',
    ...(table.version ? [`newest \`${table.version}\` wins`] : []),
    `partitioned by \`dt\`, the UTC date of \`${table.partition.dt}\``,
    ...(table.explode ? [`made from \`${table.explode.table}\``] : []),
  ]
  const rows = Object.entries(table.columns).map(([name, column]) => {
    const marks = [
      ...(column.required ? ['never null'] : []),
      ...(column.unit ? [column.unit] : []),
      ...(column.pii ? [`**PII: ${column.pii}**`] : []),
      ...(column.since ? [`since ${column.since}`] : []),
    ]
    const from = pathsOf(column).map(path => `\`${path}${column.pick ? ` → ${column.pick}` : ''}\``)
    return [`\`${name}\``, derive(typeRules, column.type), column.doc, from.join(' or '), marks.join(', ')]
  })
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [
    `## ${table.name}`,
    '',
    table.doc,
    '',
    `${facts.join(' · ')}.`,
    '',
    line(['column', 'type', 'meaning', 'from', 'notes']),
    '|---|---|---|---|---|',
    ...rows.map(line),
  ].join('\n')
}
