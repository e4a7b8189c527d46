import type { Found } from './catalogue.ts'
import { additiveSql, conditionSql } from './expression.ts'
import { byReason, unitWords } from './markdown.ts'
import type { Metric } from './metric.ts'
import { attributeGroupingsOf, groupingsOfMetric } from './question.ts'

const part = (name: string, text: string): readonly string[] => {
  const [first = '', ...rest] = text.split('\n')
  return [`${name.padEnd(14)}${first}`, ...rest.map(each => ' '.repeat(14) + each)]
}

function madeOf(metric: Metric): readonly string[] {
  switch (metric.kind) {
    case 'sum':
      return part('sum', additiveSql(metric.of))
    case 'ratio':
      return [
        ...part(
          'numerator',
          `${metric.numerator.name}: ${metric.numerator.doc}\n${additiveSql(metric.numerator.of)}`,
        ),
        ...part(
          'denominator',
          `${metric.denominator.name}: ${metric.denominator.doc}\n${additiveSql(metric.denominator.of)}`,
        ),
      ]
    case 'max':
      return part('largest', metric.over)
    case 'percentile':
      return part('percentile', `${metric.percent} of ${metric.over}, nearest rank`)
  }
}

/** All about a metric, as lines of text for people. */
export function explained({ metric, subject }: Found): string {
  const refused = byReason({ ...subject.refused, ...metric.not_by })
  const parameter = metric.parameter
  return [
    `${metric.name}: ${metric.label}`,
    '',
    metric.doc,
    '',
    ...part('unit', unitWords(metric)),
    ...part('in Connect', metric.connect ?? 'no name of its own'),
    ...(parameter
      ? part(
          'parameter',
          `${parameter.doc} ${parameter.min} to ${parameter.max}; usual: ${parameter.usual.join(', ')}`,
        )
      : []),
    ...madeOf(metric),
    ...part('from view', `${subject.view.name}: ${subject.view.doc}`),
    ...part('counted when', `${subject.attributed_to.doc} (${subject.attributed_to.column})`),
    ...subject.where.flatMap(({ condition, doc }) => part('only', `${conditionSql(condition)}: ${doc}`)),
    ...part(
      'split by',
      [...groupingsOfMetric({ metric, subject }), ...attributeGroupingsOf(subject)].join(', '),
    ),
    ...refused.flatMap(([names, why]) => part('not by', `${names.join(', ')}: ${why}`)),
    ...(metric.readings ? part('readings', metric.readings) : []),
  ].join('\n')
}
