import type { Measure } from '../spec/measure.ts'
import type { AnyNames } from '../spec/visual.ts'
import type { VisualKind, Wells } from '../spec/wells.ts'
import type { Fault, Lookup } from './lookup.ts'
import type { Resolved } from './visual.ts'

/** More lines than this in one picture cannot be told apart. */
const MOST_LINES = 8
/** More parts than this of a whole cannot be compared. */
const MOST_PARTS = 5

type Resolvers = {
  readonly [K in VisualKind]: (wells: Wells<AnyNames>[K], find: Lookup, fault: Fault) => Wells<Resolved>[K]
}

function checkCount(well: string, count: number, most: number, fault: Fault): number {
  if (Number.isInteger(count) && count >= 1 && count <= most) return count
  throw fault(
    `the well ${well} does not hold so many`,
    String(count),
    `1 to ${most}`,
    'choose a number in between',
  )
}

/** A measure is not grouped by what it is not made by. */
function checkGroups(groups: readonly string[], measures: readonly Measure[], fault: Fault): void {
  for (const measure of measures)
    for (const group of groups) {
      const why = measure.not_by?.[group]
      if (why === undefined) continue
      throw fault(
        `the measure ${measure.name} cannot be split by this dimension`,
        group,
        'any other dimension',
        `show another measure by it: ${why}`,
      )
    }
}

/** Looks up what stands in the wells of a visual, and checks what its kind asks for. */
export const resolvers: Resolvers = {
  kpi: ({ value, trend }, find) => ({ value: find.measure(value), trend: find.day(trend) }),

  gauge: ({ value, target }, find) => ({ value: find.percent(value), target: find.parameter(target) }),

  line({ category, values }, find, fault) {
    checkCount('values', values.length, MOST_LINES, fault)
    const measures = values.map(find.measure)
    const units = [...new Set(measures.map(measure => measure.unit))]
    if (units.length > 1)
      throw fault('measures of different units on one axis', units.join(', '), 'one unit', 'make two visuals')
    return { category: find.day(category), values: measures }
  },

  bar({ category, value, tooltip, top, minimum }, find, fault) {
    const found = { value: find.measure(value), tooltip: tooltip.map(find.measure) }
    checkGroups([category], [found.value, ...found.tooltip], fault)
    return {
      ...found,
      category: find.dimension(category),
      top: { count: checkCount('top', top.count, 100, fault), by: find.sum(top.by) },
      ...(minimum && { minimum: { of: find.sum(minimum.of), count: minimum.count } }),
    }
  },

  pie: ({ category, value, parts }, find, fault) => ({
    category: find.dimension(category),
    value: find.sum(value),
    parts: checkCount('parts', parts, MOST_PARTS, fault),
  }),

  table({ group_by, values, limit }, find, fault) {
    checkCount('group_by', group_by.length, 200, fault)
    checkCount('values', values.length, 200, fault)
    const found = values.map(each => (typeof each === 'string' ? find.measure(each) : find.share(each)))
    const measures = found.flatMap(each => (each.kind === 'share' ? [] : [each]))
    checkGroups(group_by, measures, fault)
    return {
      group_by: group_by.map(find.dimension),
      values: found,
      limit: checkCount('limit', limit, 10_000, fault),
    }
  },
}
