import { LakeError } from '../../schema/error.ts'
import { addDays } from '../../schema/instant.ts'
import type { Dashboard } from '../normal/dashboard.ts'
import type { Visual } from '../normal/visual.ts'
import type { Dataset, Dimension } from '../spec/dataset.ts'
import type { Measure, Unit } from '../spec/measure.ts'
import { actsOn } from './acting.ts'
import type { Choice, Settings } from './address.ts'
import type { Days } from './days.ts'
import { type Drillable, levelsOf } from './drill.ts'
import { groupsOf } from './groups.ts'
import type { PageVisual } from './model.ts'

/** A number of a dashboard, in the words in which `connect-lake why` is asked. */
export interface WhyAsked {
  readonly metric: string
  /** The group of the number: groupings of the metric, each with its value. */
  readonly cells: readonly { readonly grouping: string; readonly value: string | null }[]
  readonly filters: readonly { readonly grouping: string; readonly values: readonly (string | null)[] }[]
  /** First day, and the day after the last. */
  readonly from: string
  readonly to: string
  /** By whose clocks a day is a day. */
  readonly clocks: 'UTC' | 'business'
}

/** The answer, for the page: what `connect-lake why --json` gives, with words and units. */
export interface WhyAnswer {
  readonly label: string
  readonly doc: string
  readonly readings?: string
  readonly unit: Unit
  readonly value: number | string | null
  /** The two sums of a ratio. */
  readonly sums: readonly {
    readonly label: string
    readonly doc: string
    readonly unit: Unit
    readonly value: number | string | null
  }[]
  readonly rows: {
    readonly counted: number
    readonly in_numerator: number
    readonly in_denominator: number | null
    readonly in_neither: number
  }
  readonly left_out: readonly { readonly rule: string; readonly rows: number }[]
  /** The first of the rows behind it, in the columns that the command shows. */
  readonly behind: readonly {
    readonly row: Readonly<Record<string, unknown>>
    readonly in_numerator: boolean
    readonly in_denominator: boolean | null
    readonly records: readonly {
      readonly id: string
      readonly source_object: string
      readonly byte_offset: number | null
      readonly byte_length: number | null
    }[]
    readonly records_in_all: number
  }[]
  readonly completeness: {
    readonly complete: boolean
    readonly last_arrived_at: string | null
    readonly expected_until: string
    readonly raw_objects: number
    readonly records_read: number
    readonly records_accepted: number
    readonly records_quarantined: number
  }
  /** What gives the same on a command line. */
  readonly command: string
}

/** The wells that hold what a visual shows, the most important first. */
const WELLS = ['value', 'values', 'bars', 'lines', 'x', 'y', 'size', 'color', 'weight', 'tooltip'] as const

const isMeasure = (held: unknown): held is Measure =>
  typeof held === 'object' && held !== null && 'doc' in held && 'unit' in held && 'column' in held

/** The measures that a visual shows, each once. */
export function measuresOf(visual: Visual | PageVisual): readonly Measure[] {
  const wells = visual as unknown as Readonly<Record<string, unknown>>
  const held = WELLS.flatMap(name => [wells[name]].flat()).flatMap(each =>
    typeof each === 'object' && each !== null && 'of' in each && !isMeasure(each) ? [each.of] : [each],
  )
  return [...new Map(held.filter(isMeasure).map(measure => [measure.name, measure])).values()]
}

/** Groupings of time, by the columns that views have for them; days are those of the data set. */
const times: Readonly<Record<string, string>> = {
  local_hour: 'hour_of_day',
  local_weekday: 'weekday',
  local_interval_start: 'fifteen_min',
}

const cannot = (what: string, value: string, remedy: string): LakeError =>
  new LakeError({ what, value, allowed: 'what connect-lake why can be asked', remedy })

function groupingOf(column: string, { day, groupings }: Dataset): string {
  if (column === day) return 'day'
  const found = Object.entries(groupings).find(([, grouping]) => grouping.column === column)?.[0]
  const grouping = found ?? times[column]
  if (grouping !== undefined) return grouping
  throw cannot(
    'the metric is not followed by this column',
    column,
    'ask for the whole number, or clear the filter',
  )
}

/** Values that stand for many are told apart by no grouping. */
function checkMerged(values: readonly (string | null)[], merged: Dimension['merged']): void {
  if (merged && values.includes(merged.as))
    throw cannot('this is not one value, but many', merged.as, 'ask for another group, or clear the filter')
}

/**
 * What a number of a visual is in the words of the metric catalogue.
 * @param group values of the visual's dimensions, by column; none for the whole
 * @throws LakeError for what is filtered or grouped by what the catalogue does not know.
 */
export function whyAsked(
  { filters }: Dashboard,
  visual: Visual,
  settings: Settings,
  days: Days,
  measure: string,
  group: Readonly<Record<string, string | null>>,
): WhyAsked {
  const { data } = visual
  const found = measuresOf(visual).find(({ name }) => name === measure)
  if (!found)
    throw new LakeError({
      what: 'the visual has no such measure',
      value: measure,
      allowed: measuresOf(visual)
        .map(({ name }) => name)
        .join(', '),
      remedy: 'name one of these as measure=',
    })
  const levels = levelsOf(visual as Drillable)
  const above = (settings.drills[visual.id] ?? []).flatMap((value, i) => {
    const level = levels[i]
    return level ? [{ level, value }] : []
  })
  const dimensions = new Map([...groupsOf(visual), ...levels].map(each => [each.name, each]))
  const groups = [...dimensions.values()].filter(({ name }) => Object.hasOwn(group, name))
  const cells = [...above, ...groups.map(level => ({ level, value: group[level.name] ?? null }))]
  for (const { level, value } of cells) checkMerged([value], level.merged)
  const acting = filters.flatMap(filter => {
    const choice = actsOn(filter, visual.id, settings) ? settings.choices[filter.name] : undefined
    return choice ? [{ filter, choice }] : []
  })
  return {
    metric: found.name,
    cells: cells.map(({ level, value }) => ({ grouping: groupingOf(level.name, data), value })),
    filters: acting.map(({ filter, choice }) => {
      if (filter.kind !== 'list')
        throw cannot(
          'a number is not followed through a range',
          filter.label,
          'clear that filter, and ask again',
        )
      const { values, none } = choice as Choice<'list'>
      checkMerged(values, filter.data.dimensions[filter.column]?.merged)
      return { grouping: groupingOf(filter.column, data), values: [...values, ...(none ? [null] : [])] }
    }),
    from: days.from,
    to: addDays(days.to, 1),
    clocks: data.day.startsWith('local_') ? 'business' : 'UTC',
  }
}
