import { cell } from '../schema/formats/markdown.ts'
import type { View } from './view.ts'

const names = (all: readonly string[]): string => all.map(name => `\`${name}\``).join(', ')

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
    [
      view.generate ? 'Made of the configuration' : `Version ${view.version}`,
      `one row for each ${names(view.grain)}`,
      ...(view.uses.length > 0 ? [`reads ${names(view.uses)}`] : []),
    ]
      .join(' · ')
      .concat('.'),
    '',
    line(['column', 'type', 'meaning', 'notes']),
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}
