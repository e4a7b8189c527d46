import { type Derived, pathsOf, type Table } from '../table.ts'
import { type ByKind, derive } from '../type.ts'

/** Types by the names that Athena's SQL gives them. */
const typeRules: ByKind<string> = {
  string: () => 'varchar',
  bigint: () => 'bigint',
  double: () => 'double',
  boolean: () => 'boolean',
  timestamp: () => 'timestamp(3)',
  json: () => 'varchar, JSON',
  map: () => 'map(varchar, varchar)',
  array: type => `array(${derive(typeRules, type.element)})`,
  row: type =>
    `row(${Object.entries(type.fields)
      .map(([name, field]) => `${name} ${derive(typeRules, field.type)}`)
      .join(', ')})`,
}

/** A cell must not end the table's row, nor begin markup. */
export const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')

function derivedFrom({ from, reach_days: { back, forward } }: Derived): string {
  const days = (count: number, word: string): readonly string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? 'day' : 'days'} ${word}`]
  const reach = [...days(back, 'before'), ...days(forward, 'after')]
  const around = reach.length > 0 ? ` and ${reach.join(', ')}` : ''
  return `derived from ${from.map(name => `\`${name}\``).join(', ')} of its day${around}`
}

/** The dictionary of one table as a section of Markdown. */
export function tableMarkdown(table: Table): string {
  const facts = [
    table.key.length > 0
      ? `key: ${table.key.map(name => `\`${name}\``).join(', ')}`
      : 'no key: rows are only added',
    ...(table.version ? [`newest \`${table.version}\` wins`] : []),
    `partitioned by \`dt\`, the UTC date of \`${table.partition.dt}\``,
    ...(table.explode ? [`made from \`${table.explode.table}\``] : []),
    ...(table.derived ? [derivedFrom(table.derived)] : []),
  ]
  const rows = Object.entries(table.columns).map(([name, column]) => {
    const marks = [
      ...(column.required ? ['never null'] : []),
      ...(column.unit ? [column.unit] : []),
      ...(column.pii ? [`**PII: ${column.pii}**`] : []),
      ...(column.since
        ? [column.since.startsWith('after') ? `added ${column.since}` : `since ${column.since}`]
        : []),
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
