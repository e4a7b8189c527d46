import { cell } from '../schema/formats/markdown.ts'
import type { View } from './view.ts'

/** The contract of one view as a section of Markdown. */
export function viewMarkdown(view: View): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  const rows = Object.entries(view.columns).map(([name, { type, doc, pii }]) =>
    line([`\`${name}\``, type, doc, pii ? '**PII**' : '']),
  )
  return [
    `## ${view.name}`,
    '',
    view.doc,
    '',
    `Version ${view.version} · one row for each ${view.grain.map(name => `\`${name}\``).join(', ')} · reads ${view.uses
      .map(name => `\`${name}\``)
      .join(', ')}.`,
    '',
    line(['column', 'type', 'meaning', 'notes']),
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}
