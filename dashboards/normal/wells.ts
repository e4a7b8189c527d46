import { isOrdered } from '../spec/dataset.ts'
import type { AnyNames } from '../spec/visual.ts'
import type { VisualKind, Wells } from '../spec/wells.ts'
import { checkGroups, checkMember, checkUnits } from './check.ts'
import type { Fault } from './fault.ts'
import { checkCount, type Lookup } from './lookup.ts'
import { eachOf, made } from './together.ts'
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
const drillOf = (category: string, drill: readonly string[], find: Lookup, fault: Fault) =>
  made(
    { drill: () => eachOf(drill, find.dimension) },
    () => drill.length > 0 && checkCount('drill', drill.length, MOST_LEVELS, fault),
    () =>
      eachOf([category, ...drill], (name, i) => {
        if (drill.lastIndexOf(name) >= i)
          throw fault('the drill-down names a dimension twice', name, 'each once', 'leave one out')
      }),
  ).drill

/** Of a link, without what it leads from. */
function checkAddress(to: string, fault: Fault): void {
  // The host ends before the first value: one that begins with .evil.example would make another host of it.
  if (/^https:\/\/[^\s{}/]+\/.*$/.test(to)) return
  throw fault(
    'the link leads nowhere',
    to,
    'https://host/…{}…',
    'write an address that begins with https://, its host and a /',
  )
}

/** Looks up what stands in the wells of a visual, and checks what its kind asks for. */
export const resolvers: Resolvers = {
  kpi: ({ value, trend, target, formats = [] }, find, fault) =>
    made(
      {
        value: () => find.measure(value),
        formats: () => find.formats(formats),
        ...(trend !== undefined && { trend: () => find.day(trend) }),
        ...(target && { target: () => find.parameter(target) }),
      },
      () => target && checkUnits([find.measure(value), find.parameter(target)], fault),
    ),

  gauge: ({ value, target }, find, fault) =>
    made({ value: () => find.percent(value), target: () => find.parameter(target) }, () =>
      checkUnits([find.percent(value), find.parameter(target)], fault),
    ),

  line({ category, values, colors, target, settles_after_s }, find, fault) {
    const measures = () => eachOf(values, find.measure)
    const groups = [category, ...(colors ? [colors.by] : [])]
    return made(
      {
        category: () => find.ordered(category),
        values: measures,
        ...(colors && {
          colors: () =>
            made({
              by: () => find.dimension(colors.by),
              top: () => find.top(colors.top, MOST_LINES, colors.by),
            }),
        }),
        ...(target && { target: () => find.parameter(target) }),
        ...(settles_after_s !== undefined && { settles_after_s: () => settles_after_s }),
      },
      () => checkCount('values', values.length, colors ? 1 : MOST_LINES, fault),
      () => checkUnits([...measures(), ...(target ? [find.parameter(target)] : [])], fault),
      () => eachOf(values, name => checkGroups(groups, find.measure(name), fault)),
    )
  },

  bar(wells, find, fault) {
    const { category, values, colors, arrangement = 'clustered', orientation = 'horizontal' } = wells
    const { tooltip = [], top, minimum, drill = [] } = wells
    const groups = [category, ...(colors === undefined ? [] : [colors]), ...drill]
    const hasSums = colors !== undefined || arrangement === 'stacked' || arrangement === 'stacked_100'
    return made(
      {
        category: () => find.dimension(category),
        values: () => eachOf(values, find.measure),
        arrangement: () =>
          checkMember('arrangement', arrangement, ['clustered', 'stacked', 'stacked_100'], fault),
        orientation: () => checkMember('orientation', orientation, ['horizontal', 'vertical'], fault),
        tooltip: () => eachOf(tooltip, find.measure),
        drill: () => drillOf(category, drill, find, fault),
        ...(colors !== undefined && { colors: () => find.dimension(colors) }),
        ...(top && { top: () => find.top(top, MOST_BARS, category) }),
        ...(minimum && { minimum: () => ({ of: find.sum(minimum.of), count: minimum.count }) }),
      },
      () => checkCount('values', values.length, colors === undefined ? MOST_LINES : 1, fault),
      () => checkUnits(eachOf(values, find.measure), fault),
      () => hasSums && eachOf(eachOf(values, find.measure), ({ name }) => find.sum(name)),
      () => eachOf([...values, ...tooltip], name => checkGroups(groups, find.measure(name), fault)),
      () => {
        if (isOrdered(find.dimension(category)) || top) return
        throw fault(
          'nothing says which categories are shown',
          `top, by ${category}`,
          `{ count: 1 to ${MOST_BARS}, by: a sum }`,
          'say how many of those with most of what, or name a dimension with an order of its own',
        )
      },
    )
  },

  combo: ({ category, bars, lines }, find, fault) =>
    made(
      {
        category: () => find.ordered(category),
        bars: () => eachOf(bars, find.measure),
        lines: () => eachOf(lines, find.measure),
      },
      () => checkCount('bars', bars.length, MOST_PARTS, fault),
      () => checkCount('lines', lines.length, MOST_PARTS, fault),
      () => checkUnits(eachOf(bars, find.measure), fault),
      () => checkUnits(eachOf(lines, find.measure), fault),
      () => eachOf([...bars, ...lines], name => checkGroups([category], find.measure(name), fault)),
    ),

  pie: ({ category, value, parts, drill = [] }, find, fault) =>
    made(
      {
        category: () => find.dimension(category),
        value: () => find.sum(value),
        parts: () => checkCount('parts', parts, MOST_PARTS, fault),
        drill: () => drillOf(category, drill, find, fault),
      },
      () => checkGroups([category, ...drill], find.sum(value), fault),
    ),

  table: ({ group_by, values, limit, totals = false, formats = [], links = [] }, find, fault) =>
    made(
      {
        group_by: () => eachOf(group_by, find.dimension),
        values: () =>
          eachOf(values, each => (typeof each === 'string' ? find.measure(each) : find.share(each))),
        limit: () => checkCount('limit', limit, 10_000, fault),
        totals: () => totals,
        formats: () => find.formats(formats),
        links: () =>
          eachOf(links, ({ of, to, title }) =>
            made(
              {
                of: () => find.dimension(checkMember('link', of, group_by, fault)),
                to: () => to,
                title: () => title,
              },
              () => checkAddress(to, fault),
            ),
          ),
      },
      () => checkCount('group_by', group_by.length, 200, fault),
      () => checkCount('values', values.length, 200, fault),
      () =>
        eachOf(values, each => typeof each !== 'string' || checkGroups(group_by, find.measure(each), fault)),
    ),

  pivot: ({ rows, columns, values, subtotals = false, formats = [], limit }, find, fault) =>
    made(
      {
        rows: () => eachOf(rows, find.dimension),
        columns: () => eachOf(columns, find.dimension),
        values: () => eachOf(values, find.measure),
        subtotals: () => subtotals,
        formats: () => find.formats(formats),
        limit: () => checkCount('limit', limit, 1_000, fault),
      },
      () =>
        eachOf(Object.entries({ rows, columns, values }), ([well, held]) =>
          checkCount(well, held.length, 40, fault),
        ),
      () => eachOf(values, name => checkGroups([...rows, ...columns], find.measure(name), fault)),
    ),

  heat_map: ({ rows, columns, value }, find, fault) =>
    made(
      {
        rows: () => find.ordered(rows),
        columns: () => find.ordered(columns),
        value: () => find.measure(value),
      },
      () => checkGroups([rows, columns], find.measure(value), fault),
    ),

  funnel: ({ category, value }, find, fault) =>
    made({ category: () => find.ordered(category), value: () => find.sum(value) }, () =>
      checkGroups([category], find.sum(value), fault),
    ),

  sankey: ({ source, destination, weight, top }, find, fault) =>
    made(
      {
        source: () => find.dimension(source),
        destination: () => find.dimension(destination),
        weight: () => find.sum(weight),
        top: () => checkCount('top', top, MOST_BARS, fault),
      },
      () => checkGroups([source, destination], find.sum(weight), fault),
    ),

  histogram: ({ value, width, bins }, find, fault) =>
    made({
      value: () => find.number(value),
      width: () => {
        if (width > 0) return width
        throw fault('bins have no width', String(width), 'a number above 0', 'choose one')
      },
      bins: () => checkCount('bins', bins, MOST_BARS, fault),
    }),

  box_plot: ({ category, value, top }, find) =>
    made({
      category: () => find.dimension(category),
      value: () => find.number(value),
      top: () => find.top(top, 20, category),
    }),

  scatter: ({ category, x, y, size, top }, find, fault) =>
    made(
      {
        x: () => find.measure(x),
        y: () => find.measure(y),
        ...(size !== undefined && { size: () => find.sum(size) }),
        category: () => find.dimension(category),
        top: () => find.top(top, 1_000, category),
      },
      () => eachOf([x, y], name => checkGroups([category], find.measure(name), fault)),
      () => size !== undefined && checkGroups([category], find.sum(size), fault),
    ),

  tree_map: ({ group, size, color, parts, drill = [] }, find, fault) =>
    made(
      {
        group: () => find.dimension(group),
        size: () => find.sum(size),
        parts: () => checkCount('parts', parts, MOST_BARS, fault),
        drill: () => drillOf(group, drill, find, fault),
        ...(color !== undefined && { color: () => find.measure(color) }),
      },
      () => checkGroups([group, ...drill], find.sum(size), fault),
      () => color !== undefined && checkGroups([group, ...drill], find.measure(color), fault),
    ),

  word_cloud: ({ group, size, words }, find, fault) =>
    made(
      {
        group: () => find.dimension(group),
        size: () => find.sum(size),
        words: () => checkCount('words', words, 100, fault),
      },
      () => checkGroups([group], find.sum(size), fault),
    ),

  insight: ({ value, trend, by }, find, fault) =>
    made(
      { value: () => find.measure(value), trend: () => find.day(trend), by: () => find.dimension(by) },
      () => checkGroups([by], find.measure(value), fault),
    ),
}
