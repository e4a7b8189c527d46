import { cell } from '../../schema/formats/markdown.ts'
import { additiveSql, conditionSql } from './expression.ts'
import { type MetricSpec, perOf, type Unit } from './metric.ts'
import { attributeGroupingsOf } from './question.ts'
import type { Subject } from './subject.ts'
import { timeGroupings } from './time-grouping.ts'

const units = {
  ...{ count: 'count', s: 'seconds', bytes: 'bytes', number: 'number' },
  percent: 'percent, 0 to 100',
  ...{ usd: 'USD', usd_per_thousand: 'USD for a thousand' },
} as const satisfies Readonly<Record<Unit, string>>

/** A metric's unit in words. */
export const unitWords = ({ unit }: { readonly unit: Unit }): string => units[unit]

/** By what a quotient is multiplied. */
const timesText = ({ unit }: { readonly unit: Unit }): string =>
  perOf(unit) === 1 ? '' : ` × ${perOf(unit)}`

/** What a metric is made of, as SQL or as a quotient of two others. */
function madeOf(metric: MetricSpec): string {
  switch (metric.kind) {
    case 'sum':
      return `\`${additiveSql(metric.of)}\``
    case 'ratio':
      return `\`${metric.numerator}\` ÷ \`${metric.denominator}\`${timesText(metric)}`
    case 'max':
      return `\`max(${metric.over})\``
    case 'percentile':
      return `the ${metric.percent}th percentile of \`${metric.over}\``
  }
}

/** Within back ticks a character stands for itself; only a bar would end the cell. */
const code = (text: string): string => text.replaceAll('|', '\\|')

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** What is refused for one and the same reason, together. */
export function byReason(
  refused: Readonly<Record<string, string>>,
): readonly (readonly [names: readonly string[], why: string])[] {
  const names = new Map<string, string[]>()
  for (const [name, why] of Object.entries(refused)) names.set(why, [...(names.get(why) ?? []), name])
  return [...names].map(([why, of]) => [of, why])
}

function notes({ readings, not_by = {} }: MetricSpec): string {
  const refused = byReason(not_by).map(
    ([names, why]) => `Not by ${names.map(name => `\`${name}\``).join(', ')}: ${why}`,
  )
  return [...(readings ? [readings] : []), ...refused].join(' ')
}

/** The metrics of a subject as a section of Markdown. */
export function subjectMarkdown(subject: Subject): string {
  const { name, doc, view, where, attributed_to, groupings, refused, metrics } = subject
  return [
    `## ${name}`,
    '',
    `${doc} Made from the view [\`${view.name}\`](views.md#${view.name}); counted to the moment when ${attributed_to.doc} (\`${attributed_to.column}\`).`,
    '',
    ...where.map(({ condition, doc: why }) => `- Only rows where \`${conditionSql(condition)}\`: ${why}`),
    `- Split by: ${[...Object.keys(groupings), ...attributeGroupingsOf(subject)].map(each => `\`${each}\``).join(', ')}, and time`,
    ...Object.entries(refused).map(([grouping, why]) => `- Not by \`${grouping}\`: ${why}`),
    '',
    row(['metric', 'in Connect', 'unit', 'meaning', 'made of', 'notes']),
    '|---|---|---|---|---|---|',
    ...Object.entries(metrics).map(([metric, spec]) =>
      row([
        `\`${metric}\``,
        spec.connect === null ? '' : `\`${spec.connect}\``,
        unitWords(spec),
        cell(spec.doc),
        code(madeOf(spec)),
        cell(notes(spec)),
      ]),
    ),
  ].join('\n')
}

/** What time can be split by, as a section of Markdown. */
export const timeMarkdown = (): string =>
  [
    '## Time',
    '',
    'On the clocks of the time zone asked for (`--tz`), those of the business without one: `time_zone` of the configuration, UTC where there is none. Days of a change of the clocks have 23 or 25 hours.',
    '',
    row(['grouping', 'meaning']),
    '|---|---|',
    ...Object.entries(timeGroupings).map(([name, { doc }]) => row([`\`${name}\``, cell(doc)])),
  ].join('\n')
