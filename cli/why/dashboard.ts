import type { WhyAnswer, WhyAsked } from '../../dashboards/local/why.ts'
import { LakeError } from '../../schema/error.ts'
import { narrowed, periodOf } from '../../sql/metrics/period.ts'
import { type Question, questionOf } from '../../sql/metrics/question.ts'
import { timeGroupings } from '../../sql/metrics/time-grouping.ts'
import type { Config } from '../config.ts'
import type { OpenLake } from '../lake.ts'
import { rawSides } from '../raw.ts'
import type { AnswerWhy } from '../server/why.ts'
import { zoneOf } from '../views/configured.ts'
import { type Answer, why } from './answer.ts'
import { locator } from './locate.ts'

/** How many of the rows behind a number are followed. */
const MOST_ROWS = 10

const harmless = /^[\w./:@%+=,-]+$/

/** A word as a shell takes it for one. */
const word = (text: string): string => (harmless.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** The command line that gives the same number. */
function commandOf({ metric, cells, filters, from, to }: WhyAsked, zone: string, lake: string): string {
  const flags = [
    ['--lake', lake],
    ...(cells.length > 0 ? [['--by', cells.map(({ grouping }) => grouping).join(',')]] : []),
    ...cells.map(({ value }) => ['--value', value ?? '']),
    ...filters.flatMap(({ grouping, values }) =>
      values.map(value => ['--where', `${grouping}=${value ?? ''}`]),
    ),
    ['--from', from],
    ['--to', to],
    ['--tz', zone],
  ]
  return ['connect-lake why', metric, ...flags.flat().map(word)].join(' ')
}

function questionIn({ metric, cells, filters, from, to }: WhyAsked, zone: string): Question {
  const by = cells.map(({ grouping }) => grouping)
  const question = questionOf({ metrics: [metric], by, filters, period: periodOf(from, to, zone) })
  const period = cells.reduce(
    (all, { grouping, value }) => (timeGroupings[grouping] && value ? narrowed(all, grouping, value) : all),
    question.period,
  )
  return { ...question, period, cells }
}

function answerFor({ metrics }: Question, answer: Answer, command: string): WhyAnswer {
  const metric = metrics[0]?.metric
  if (!metric) throw new Error('a question without a metric')
  const { label, doc, readings, unit } = metric
  const { value, numerator, denominator, rows, left_out, behind, completeness } = answer
  const sums =
    metric.kind === 'ratio'
      ? [
          { ...metric.numerator, value: numerator },
          { ...metric.denominator, value: denominator },
        ]
      : []
  return {
    ...{ label, doc, unit, value, rows, left_out, behind, completeness, command },
    ...(readings !== undefined && { readings }),
    sums: sums.map(sum => ({ label: sum.label, doc: sum.doc, unit: sum.unit, value: sum.value })),
  }
}

/**
 * Follows numbers of dashboards back, as the command does.
 * @param lake undefined where another engine answers and no lake was named
 */
export const whyOfDashboards =
  (lake: OpenLake | undefined, config: Config): AnswerWhy =>
  async (engine, asked) => {
    const zone = asked.clocks === 'UTC' ? 'UTC' : await zoneOf(lake, config)
    const question = questionIn(asked, zone)
    const [found] = question.metrics
    const locate = await locator(engine, config, rawSides(config))
    const answer = found && (await why(engine, found, question, MOST_ROWS, locate))
    if (answer) return answerFor(question, answer, commandOf(asked, zone, lake?.path ?? 'DIR'))
    throw new LakeError({
      what: 'there is no row behind this number',
      remedy: 'choose other days, another group, or fewer filters',
    })
  }
