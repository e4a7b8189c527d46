import { subjects } from '../../sql/metrics/catalogue.ts'
import type { Period } from '../../sql/metrics/period.ts'
import { groupingsOf, type Question, questionOf } from '../../sql/metrics/question.ts'
import type { Subject } from '../../sql/metrics/subject.ts'
import { timeGroupings } from '../../sql/metrics/time-grouping.ts'

/** Metrics by a grouping, or by none: a question that the catalogue allows. */
interface Asked {
  readonly subject: string
  readonly by: string
  /** Whether it is another question by the clocks of another zone. */
  readonly by_zone: boolean
  /** Works the question out for a period. */
  readonly ask: (period: Period) => Question
}

/** The names by which a metric is asked for; of the usual numbers for `X` two, for their SQL differs in nothing else. */
function namesOf(name: string, subject: Subject): readonly string[] {
  const usual = subject.metrics[name]?.parameter?.usual
  if (!usual) return [name]
  return [...new Set([usual[0], usual.at(-1)])].map(value => name.replace(/:X$/, `:${value}`))
}

/** Every metric of the catalogue by every grouping that it allows, those of one subject and grouping together. */
export const metricQuestions: readonly Asked[] = subjects.flatMap(subject => {
  // What is of a moment is asked for by moments, and by what else.
  const moment = subject.at_moments ? ['fifteen_min'] : []
  const groupings = groupingsOf(subject).filter(by => !subject.at_moments || !timeGroupings[by])
  return ['', ...groupings].flatMap(by => {
    const metrics = Object.keys(subject.metrics)
      .filter(name => subject.metrics[name]?.not_by?.[by] === undefined)
      .flatMap(name => namesOf(name, subject))
    if (metrics.length === 0) return []
    const ask = (period: Period): Question =>
      questionOf({ metrics, by: [...moment, ...(by === '' ? [] : [by])], filters: [], period })
    // Moments have no times of their own in a zone whose clocks go back in the period.
    const by_zone = !subject.at_moments && timeGroupings[by] !== undefined
    return [{ subject: subject.name, by, by_zone, ask }]
  })
})
