import { sqlName } from '../../sql/literal.ts'
import { additiveSql, metricSql } from '../../sql/metrics/expression.ts'
import type { Dimension } from '../spec/dataset.ts'
import type { Measure } from '../spec/measure.ts'
import { dimensionColumn, dimensionSql, type GroupedItem } from './expression.ts'
import { CATEGORIES, selectList } from './query.ts'
import type { VisualScope } from './scope.ts'

interface TopGroups {
  readonly scope: VisualScope
  readonly category: Dimension
  /** What those have most of that are shown. */
  readonly by: Measure
  readonly count: number
  /** Groups in which one of these has no value are left out. */
  readonly having: readonly Measure[]
  /** The order of those that are shown. */
  readonly order: string
}

/** One row for each category that has values, with how many there are; of them the ones with most of something. */
export function topGroups(
  { scope, category, by, count, having, order }: TopGroups,
  items: readonly GroupedItem[],
): string {
  const group = dimensionSql(category)
  const made = having.flatMap(each =>
    each.kind === 'ratio' ? [`${additiveSql(each.denominator.of)} > 0`] : [],
  )
  return `SELECT *
FROM (
  SELECT
${selectList([dimensionColumn(category), `count(*) OVER () AS ${CATEGORIES}`], items, '    ')}
  ${scope.rows('  ')}
  GROUP BY ${group}${made.length > 0 ? `\n  HAVING ${made.join(' AND ')}` : ''}
  ORDER BY ${metricSql(by)} DESC, ${sqlName(category.name)}
  LIMIT ${count}
) AS top
ORDER BY ${order}`
}
