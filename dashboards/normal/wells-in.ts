import type { Measure } from '../spec/measure.ts'
import type { Parameter } from '../spec/parameter.ts'
import type { Visual } from './visual.ts'

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

/** Those of the parameters that visuals name, in their own order. */
export function parametersIn(visuals: readonly Visual[], all: readonly Parameter[]): readonly Parameter[] {
  const found = new Set(visuals.flatMap(inWells))
  return all.filter(parameter => found.has(parameter))
}
