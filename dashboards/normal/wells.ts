import { isOrdered } from '../spec/dataset.ts'
import type { Measure } from '../spec/measure.ts'
import type { AnyNames } from '../spec/visual.ts'
import type { VisualKind, Wells } from '../spec/wells.ts'
import { checkGroups, checkMember, checkSums, checkUnits } from './check.ts'
import type { Fault } from './fault.ts'
import { checkCount, type Lookup } from './lookup.ts'
import type { ResolvedWells } from './visual.ts'

/** More lines than this in one picture cannot be told apart. */
const MOST_LINES = 8
/** More parts than this of a whole cannot be compared. */
const MOST_PARTS = 5
/** More bars than this are not looked at; a table is. */
const MOST_BARS = 100
/** Levels that a click goes down. */
const MOST_LEVELS = 4

type Resolvers = {
  readonly [K in VisualKind]: (wells: Wells<AnyNames>[K], find: Lookup, fault: Fault) => ResolvedWells[K]
}

/** What a click goes down to. */
function drillOf(
  category: string,
  drill: readonly string[],
  measures: readonly Measure[],
  find: Lookup,
  fault: Fault,
) {
  if (drill.length > 0) checkCount('drill', drill.length, MOST_LEVELS, fault)
  checkGroups(drill, measures, fault)
  for (const [i, name] of [category, ...drill].entries())
    if (drill.indexOf(name) >= i)
      throw fault('the drill-down names a dimension twice', name, 'each once', 'leave one out')
  return drill.map(find.dimension)
}

/** Looks up what stands in the wells of a visual, and checks what its kind asks for. */
export const resolvers: Resolvers = {
  kpi: ({ value, trend, target, formats = [] }, find, fault) => {
    const found = find.measure(value)
    if (target) checkUnits([found, find.parameter(target)], fault)
    return {
      value: found,
      formats: find.formats(formats),
      ...(trend !== undefined && { trend: find.day(trend) }),
      ...(target && { target: find.parameter(target) }),
    }
  },

  gauge: ({ value, target }, find, fault) => {
    const found = { value: find.percent(value), target: find.parameter(target) }
    checkUnits([found.value, found.target], fault)
    return found
  },

  line({ category, values, colors, target }, find, fault) {
    checkCount('values', values.length, colors ? 1 : MOST_LINES, fault)
    const measures = values.map(find.measure)
    checkUnits([...measures, ...(target ? [find.parameter(target)] : [])], fault)
    checkGroups([category, ...(colors ? [colors.by] : [])], measures, fault)
    return {
      category: find.ordered(category),
      values: measures,
      ...(colors && {
        colors: { by: find.dimension(colors.by), top: find.top(colors.top, MOST_LINES, colors.by) },
      }),
      ...(target && { target: find.parameter(target) }),
    }
  },

  bar(wells, find, fault) {
    const { category, values, colors, arrangement = 'clustered', orientation = 'horizontal' } = wells
    const { tooltip = [], top, minimum, drill = [] } = wells
    checkCount('values', values.length, colors === undefined ? MOST_LINES : 1, fault)
    checkMember('arrangement', arrangement, ['clustered', 'stacked', 'stacked_100'], fault)
    checkMember('orientation', orientation, ['horizontal', 'vertical'], fault)
    const measures = values.map(find.measure)
    const shown = [...measures, ...tooltip.map(find.measure)]
    checkUnits(measures, fault)
    checkGroups([category, ...(colors === undefined ? [] : [colors])], shown, fault)
    if (colors !== undefined || arrangement !== 'clustered') checkSums(values, find)
    const dimension = find.dimension(category)
    if (!isOrdered(dimension) && !top)
      throw fault(
        'nothing says which categories are shown',
        `top, by ${category}`,
        `{ count: 1 to ${MOST_BARS}, by: a sum }`,
        'say how many of those with most of what, or name a dimension with an order of its own',
      )
    return {
      category: dimension,
      values: measures,
      arrangement,
      orientation,
      tooltip: tooltip.map(find.measure),
      drill: drillOf(category, drill, shown, find, fault),
      ...(colors !== undefined && { colors: find.dimension(colors) }),
      ...(top && { top: find.top(top, MOST_BARS, category) }),
      ...(minimum && { minimum: { of: find.sum(minimum.of), count: minimum.count } }),
    }
  },

  combo({ category, bars, lines }, find, fault) {
    checkCount('bars', bars.length, MOST_PARTS, fault)
    checkCount('lines', lines.length, MOST_PARTS, fault)
    const found = { bars: bars.map(find.measure), lines: lines.map(find.measure) }
    checkUnits(found.bars, fault)
    checkUnits(found.lines, fault)
    checkGroups([category], [...found.bars, ...found.lines], fault)
    return { category: find.ordered(category), ...found }
  },

  pie({ category, value, parts, drill = [] }, find, fault) {
    const found = find.sum(value)
    checkGroups([category], [found], fault)
    return {
      category: find.dimension(category),
      value: found,
      parts: checkCount('parts', parts, MOST_PARTS, fault),
      drill: drillOf(category, drill, [found], find, fault),
    }
  },

  table({ group_by, values, limit, totals = false, formats = [], links = [] }, find, fault) {
    checkCount('group_by', group_by.length, 200, fault)
    checkCount('values', values.length, 200, fault)
    const found = values.map(each => (typeof each === 'string' ? find.measure(each) : find.share(each)))
    const measures = found.flatMap(each => (each.kind === 'share' ? [] : [each]))
    checkGroups(group_by, measures, fault)
    for (const { of, to } of links) {
      checkMember('link', of, group_by, fault)
      // The host ends before the first value: one that begins with .evil.example would make another host of it.
      if (!/^https:\/\/[^\s{}/]+\/.*$/.test(to))
        throw fault(
          'the link leads nowhere',
          to,
          'https://host/…{}…',
          'write an address that begins with https://, its host and a /',
        )
    }
    return {
      group_by: group_by.map(find.dimension),
      values: found,
      limit: checkCount('limit', limit, 10_000, fault),
      totals,
      formats: find.formats(formats),
      links: links.map(({ of, to, title }) => ({ of: find.dimension(of), to, title })),
    }
  },

  pivot({ rows, columns, values, subtotals = false, formats = [], limit }, find, fault) {
    for (const [well, held] of Object.entries({ rows, columns, values }))
      checkCount(well, held.length, 40, fault)
    const measures = values.map(find.measure)
    checkGroups([...rows, ...columns], measures, fault)
    return {
      rows: rows.map(find.dimension),
      columns: columns.map(find.dimension),
      values: measures,
      subtotals,
      formats: find.formats(formats),
      limit: checkCount('limit', limit, 1_000, fault),
    }
  },

  heat_map({ rows, columns, value }, find, fault) {
    const found = find.measure(value)
    checkGroups([rows, columns], [found], fault)
    return { rows: find.ordered(rows), columns: find.ordered(columns), value: found }
  },

  funnel({ category, value }, find, fault) {
    const found = find.sum(value)
    checkGroups([category], [found], fault)
    return { category: find.ordered(category), value: found }
  },

  sankey({ source, destination, weight, top }, find, fault) {
    const found = find.sum(weight)
    checkGroups([source, destination], [found], fault)
    return {
      source: find.dimension(source),
      destination: find.dimension(destination),
      weight: found,
      top: checkCount('top', top, MOST_BARS, fault),
    }
  },

  histogram({ value, width, bins }, find, fault) {
    if (!(width > 0)) throw fault('bins have no width', String(width), 'a number above 0', 'choose one')
    return { value: find.number(value), width, bins: checkCount('bins', bins, MOST_BARS, fault) }
  },

  box_plot: ({ category, value, top }, find) => ({
    category: find.dimension(category),
    value: find.number(value),
    top: find.top(top, 20, category),
  }),

  scatter({ category, x, y, size, top }, find, fault) {
    const found = { x: find.measure(x), y: find.measure(y) }
    const sized = size === undefined ? {} : { size: find.sum(size) }
    checkGroups([category], [...Object.values(found), ...Object.values(sized)], fault)
    return {
      ...{ ...found, ...sized },
      category: find.dimension(category),
      top: find.top(top, 1_000, category),
    }
  },

  tree_map({ group, size, color, parts, drill = [] }, find, fault) {
    const measures = [find.sum(size), ...(color === undefined ? [] : [find.measure(color)])]
    checkGroups([group], measures, fault)
    return {
      group: find.dimension(group),
      size: find.sum(size),
      parts: checkCount('parts', parts, MOST_BARS, fault),
      drill: drillOf(group, drill, measures, find, fault),
      ...(color !== undefined && { color: find.measure(color) }),
    }
  },

  word_cloud({ group, size, words }, find, fault) {
    const found = find.sum(size)
    checkGroups([group], [found], fault)
    return { group: find.dimension(group), size: found, words: checkCount('words', words, 100, fault) }
  },

  insight({ value, trend, by }, find, fault) {
    const found = find.measure(value)
    checkGroups([by], [found], fault)
    return { value: found, trend: find.day(trend), by: find.dimension(by) }
  },
}
