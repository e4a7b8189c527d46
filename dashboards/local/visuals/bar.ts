import { sqlName } from '../../../sql/literal.ts'
import { additiveSql } from '../../../sql/metrics/expression.ts'
import type { Visual } from '../../normal/visual.ts'
import { isOrdered } from '../../spec/dataset.ts'
import type { Measure } from '../../spec/measure.ts'
import type { Compiler } from '../compiler.ts'
import { allItems, dimensionColumn, dimensionSql } from '../expression.ts'
import { dimensionField, distinctFields, measureFields } from '../field.ts'
import { PLACE, placeField } from '../parts.ts'
import { againList, CATEGORIES, type Query, selectList } from '../query.ts'
import type { VisualScope } from '../scope.ts'
import { topGroups } from '../top.ts'

/** More bars than this are not looked at; a table is. */
const MOST_BARS = 1_000
/** As many as are shown where nothing says how many. */
const USUAL_BARS = 20
/** More colours than this cannot be told apart: the others are one. */
export const BAR_COLORS = 7

type Bar = Visual<'bar'>

const measuresOf = ({
  values,
  tooltip,
  minimum,
}: Pick<Bar, 'values' | 'tooltip' | 'minimum'>): readonly Measure[] => [
  ...values,
  ...tooltip,
  ...(minimum ? [minimum.of] : []),
]

/** What decides which categories are shown: a click down leads to some that nothing is said of. */
const topOf = ({ values, top }: Bar): { readonly by: Measure; readonly count: number } =>
  top ?? { by: values[0] as Measure, count: USUAL_BARS }

/** One row for each category, in its own order. */
function inOrder(bar: Bar, scope: VisualScope): Query {
  const { category } = bar
  return {
    items: allItems(measuresOf(bar), scope),
    text: items => `SELECT
${selectList([dimensionColumn(category)], items)}
${scope.rows()}
GROUP BY ${dimensionSql(category)}
ORDER BY ${sqlName(category.name)}`,
  }
}

/** One row for each category that has a value, the largest value first. */
function largestFirst(bar: Bar, scope: VisualScope, all: boolean): Query {
  const { category, values } = bar
  const { by, count } = topOf(bar)
  const having = values.slice(0, 1)
  return {
    items: allItems(measuresOf(bar), scope),
    text: items =>
      topGroups(
        {
          ...{ scope, category, by, having, count: all ? MOST_BARS : count },
          order: `${values[0]?.column} DESC, ${sqlName(category.name)}`,
        },
        items,
      ),
  }
}

/** One row for each category and colour; the colours beyond the largest are one, without a value. */
function coloured(bar: Bar, scope: VisualScope, all: boolean): Query {
  const { category, values, colors = category } = bar
  const { by, count } = topOf(bar)
  const [name, color] = [sqlName(category.name), sqlName(colors.name)]
  const [group, colorGroup] = [dimensionSql(category), dimensionSql(colors)]
  const sizeOf = (measure: Measure): string => (measure.kind === 'sum' ? additiveSql(measure.of) : 'count(*)')
  const size = (measure: Measure, within: string): string =>
    `sum(${sizeOf(measure)}) OVER (PARTITION BY ${within})`
  const shown = isOrdered(category) ? '' : `\nWHERE ranking <= ${all ? MOST_BARS : count}`
  return {
    items: allItems(measuresOf(bar), scope),
    text: items => `SELECT
${againList([name, color, PLACE, `max(categories_there) AS ${CATEGORIES}`], items)}
FROM (
  SELECT
    *,
    least(color_ranking, ${BAR_COLORS + 1}) AS ${PLACE},
    CASE WHEN color_ranking <= ${BAR_COLORS} THEN ${color}_there END AS ${color},
    max(ranking) OVER () AS categories_there
  FROM (
    SELECT
      *,
      dense_rank() OVER (ORDER BY category_size DESC, ${name}) AS ranking,
      dense_rank() OVER (ORDER BY color_size DESC, ${color}_there) AS color_ranking
    FROM (
      SELECT
${selectList(
  [
    dimensionColumn(category),
    `${colorGroup} AS ${color}_there`,
    `${size(by, group)} AS category_size`,
    `${size(values[0] as Measure, colorGroup)} AS color_size`,
  ],
  items,
  '        ',
)}
      ${scope.rows('      ')}
      GROUP BY ${group}, ${colorGroup}
    ) AS sized
  ) AS ranked
) AS parts${shown}
GROUP BY ${name}, ${color}, ${PLACE}
ORDER BY ${isOrdered(category) ? name : 'min(ranking)'}, ${PLACE}`,
  }
}

/** Bars that are sorted by value show the largest ones, ordered ones all. */
export const bar: Compiler<'bar'> = {
  fields: visual =>
    distinctFields([
      dimensionField(visual.category),
      ...(visual.colors ? [placeField(BAR_COLORS), dimensionField(visual.colors)] : []),
      ...measuresOf(visual).flatMap(measureFields),
    ]),

  query(visual, scope, all) {
    if (visual.colors) return coloured(visual, scope, all)
    return isOrdered(visual.category) ? inOrder(visual, scope) : largestFirst(visual, scope, all)
  },
}
