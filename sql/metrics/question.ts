import { LakeError } from '../../schema/error.ts'
import { isoOf } from '../../schema/instant.ts'
import { attributeGrouping, attributeOf, checkApart } from '../contact-attribute.ts'
import { type Found, findMetric } from './catalogue.ts'
import { hourShownTwice, type Period } from './period.ts'
import type { Subject } from './subject.ts'
import { timeGroupings } from './time-grouping.ts'

/** Rows that have one of these values in a grouping; null stands for rows without one. */
export interface Filter {
  readonly grouping: string
  readonly values: readonly (string | null)[]
}

/** The one value that a grouping has in the group asked about; null where rows have none. */
export interface Cell {
  readonly grouping: string
  readonly value: string | null
}

/** What is asked: metrics, split by groupings, of the rows in a period that pass all filters. */
export interface Question {
  readonly metrics: readonly Found[]
  readonly by: readonly string[]
  readonly filters: readonly Filter[]
  readonly period: Period
  /** Of all groups only this one. */
  readonly cells?: readonly Cell[]
}

/** By what the rows of a subject can be split: time, as far as they tell it, and what they have. */
export const groupingsOf = ({ groupings, refused }: Subject): readonly string[] =>
  [...Object.keys(timeGroupings), ...Object.keys(groupings)].filter(name => !(name in refused))

/** The contact attributes that rows of a subject can be split by: any, where they have those of a contact. */
export const attributeGroupingsOf = ({ attributes_of }: Subject): readonly string[] =>
  attributes_of ? [attributeGrouping('NAME')] : []

/** By what a metric can be split: what its rows have, but for what would mislead. */
export const groupingsOfMetric = ({ metric, subject }: Found): readonly string[] =>
  groupingsOf(subject).filter(name => metric.not_by?.[name] === undefined)

/** What is of a moment is not added up over time. */
const MOMENT = 'fifteen_min'

function checkMoments(by: readonly string[], period: Period, { metric, subject }: Found): void {
  if (!subject.at_moments) return
  const twice = hourShownTwice(period)
  if (twice !== undefined)
    throw new LakeError({
      what: `${metric.name} is of a moment, and the clocks of ${period.zone} show the same time twice`,
      value: `${period.from} to before ${period.to}: they go back at ${isoOf(twice)}`,
      allowed: 'a period in which every moment has a time of its own',
      remedy: 'ask with --tz UTC, or leave that day out with --from and --to',
    })
  if (by.includes(MOMENT)) return
  throw new LakeError({
    what: `${metric.name} is of a moment, and is not added up over time`,
    value: by.join(', ') || 'no grouping',
    allowed: `${MOMENT}, and what else it is split by`,
    remedy: `ask for it by ${[MOMENT, ...by].join(',')}`,
  })
}

function checkGrouping(grouping: string, found: Found): void {
  const { metric, subject } = found
  if (subject.attributes_of && attributeOf(grouping) !== undefined) return
  const allowed = [...groupingsOfMetric(found), ...attributeGroupingsOf(subject)]
  if (allowed.includes(grouping)) return
  const why = subject.refused[grouping] ?? metric.not_by?.[grouping]
  throw new LakeError({
    what: `${metric.name} is not made by ${grouping}${why === undefined ? '' : `: ${why}`}`,
    value: grouping,
    allowed: allowed.join(', '),
    remedy: 'split or filter by one of these, or ask for another metric',
  })
}

/**
 * A question whose every name was looked up, and whose every grouping is one that its metrics are made by.
 * @throws LakeError that says which metric refuses what, and why
 */
export function questionOf(asked: {
  readonly metrics: readonly string[]
  readonly by: readonly string[]
  readonly filters: readonly Filter[]
  readonly period: Period
}): Question {
  const metrics = [...new Set(asked.metrics)].map(findMetric)
  const by = [...new Set(asked.by)]
  for (const found of metrics) {
    checkMoments(by, asked.period, found)
    for (const grouping of [...by, ...asked.filters.map(filter => filter.grouping)])
      checkGrouping(grouping, found)
  }
  checkApart([
    ...new Set(
      [...by, ...asked.filters.map(filter => filter.grouping)].flatMap(name => attributeOf(name) ?? []),
    ),
  ])
  for (const { grouping } of asked.filters) {
    if (!timeGroupings[grouping]) continue
    throw new LakeError({
      what: 'time is not filtered by value',
      value: grouping,
      allowed: 'the groupings that are no time',
      remedy: 'choose the period with --from and --to',
    })
  }
  return { metrics, by, filters: asked.filters, period: asked.period }
}
