import { subjects } from '../../sql/metrics/catalogue.ts'
import type { Period } from '../../sql/metrics/period.ts'
import { groupingsOf, type Question, questionOf } from '../../sql/metrics/question.ts'
import type { Subject } from '../../sql/metrics/subject.ts'
import { timeGroupings } from '../../sql/metrics/time-grouping.ts'

/** Metrics by groupings, or by none: a question that the catalogue allows. */
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

/** The metrics of a subject that are made by a grouping. */
const metricsBy = (subject: Subject, by: string): readonly string[] =>
  Object.keys(subject.metrics)
    .filter(name => subject.metrics[name]?.not_by?.[by] === undefined)
    .flatMap(name => namesOf(name, subject))

/** Groupings that one question can have, for the same metrics are made by them: all of time, and others by threes. */
function sets(subject: Subject, groupings: readonly string[]): readonly (readonly string[])[] {
  const alike = new Map<string, string[][]>()
  for (const by of groupings) {
    const time = timeGroupings[by] !== undefined
    const key = `${time} ${metricsBy(subject, by)}`
    const made = alike.get(key) ?? []
    const last = made.at(-1)
    if (last && (time || last.length < 3)) last.push(by)
    else made.push([by])
    alike.set(key, made)
  }
  return [...alike.values()].flat()
}

/** Every metric of the catalogue by every grouping that it allows, those of one subject and the same groupings together. */
const questionsBy = (
  setsOf: (subject: Subject, groupings: readonly string[]) => readonly (readonly string[])[],
): readonly Asked[] =>
  subjects.flatMap(subject => {
    // What is of a moment is asked for by moments, and by what else.
    const moment = subject.at_moments ? ['fifteen_min'] : []
    const groupings = groupingsOf(subject).filter(by => !subject.at_moments || !timeGroupings[by])
    return [[], ...setsOf(subject, groupings)].flatMap(by => {
      const metrics = metricsBy(subject, by[0] ?? '')
      if (metrics.length === 0) return []
      const ask = (period: Period): Question =>
        questionOf({ metrics, by: [...moment, ...by], filters: [], period })
      // Moments have no times of their own in a zone whose clocks go back in the period.
      const by_zone = !subject.at_moments && by.some(name => timeGroupings[name] !== undefined)
      return [{ subject: subject.name, by: by.join(', '), by_zone, ask }]
    })
  })

/** Each grouping by itself. */
export const metricQuestions = questionsBy((_, groupings) => groupings.map(by => [by]))

/** Several groupings in a question: the same columns, in finer groups. For an engine to which every question is dear. */
export const metricQuestionsTogether = questionsBy(sets)
