import type { Filter } from '../../normal/filters.ts'
import { isPersonal, personalColumns } from '../../normal/personal.ts'
import type { Visual } from '../../normal/visual.ts'
import type { Measure } from '../../spec/measure.ts'
import type { Parameter } from '../../spec/parameter.ts'
import type { Context } from './context.ts'

/** Everything that stands in the wells of a visual, however deep. */
function inWells(visual: Visual): readonly object[] {
  const { data: _, at: __, opens: ___, ...wells } = visual
  const inside = (value: unknown): readonly object[] =>
    typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(inside)] : []
  return Object.values(wells).flatMap(inside)
}

const isMeasure = (found: object): found is Measure => 'kind' in found && 'column' in found && 'unit' in found

/** The measures that a visual shows or sorts by. */
export const measuresIn = (visual: Visual): readonly Measure[] => inWells(visual).filter(isMeasure)

/** The parameters that a visual names. */
export const parametersIn = (visual: Visual, all: readonly Parameter[]): readonly Parameter[] => {
  const found = inWells(visual)
  return all.filter(parameter => found.includes(parameter))
}

/**
 * Whether a visual follows a filter. One that shows what is not made by the column does not: the page shows no value
 * then, and QuickSight would show a wrong one. With rules of access, a filter by personal data is followed by what shows
 * that column anyway: QuickSight bars a visual for a column in a filter as for one in a well, whatever is chosen.
 */
export const follows = (visual: Visual, filter: Filter, { has_rules }: Pick<Context, 'has_rules'>): boolean =>
  filter.visuals.includes(visual.id) &&
  measuresIn(visual).every(({ not_by = {} }) => !(filter.column in not_by)) &&
  !(has_rules && isPersonal(filter) && !personalColumns(visual).includes(filter.column))
