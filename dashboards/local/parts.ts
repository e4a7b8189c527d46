import { sqlName } from '../../sql/literal.ts'
import { additiveSql } from '../../sql/metrics/expression.ts'
import type { Dimension } from '../spec/dataset.ts'
import type { SumMeasure } from '../spec/measure.ts'
import { dimensionColumn, dimensionSql, type GroupedItem } from './expression.ts'
import type { Field } from './field.ts'
import { againList, CATEGORIES, namesList, selectList } from './query.ts'
import type { VisualScope } from './scope.ts'

/** Column with the rank of a part, 1 for the largest; the one beyond the last is all the others together. */
export const PLACE = 'place'

export const placeField = (parts: number): Field => ({
  ...{ name: PLACE, label: `Place (${parts + 1}: all others)`, type: 'count', none: '' },
})

interface Parts {
  readonly scope: VisualScope
  readonly group: Dimension
  readonly size: SumMeasure
  readonly parts: number
}

/** One row for each part of a whole, largest first; the last one, without a value, is the others, and says how many. */
export function partsText({ scope, group, size, parts }: Parts, items: readonly GroupedItem[]): string {
  const name = sqlName(group.name)
  const by = dimensionSql(group)
  const whole = additiveSql(size.of)
  return `SELECT
${againList([PLACE, name], items)},
  count(*) AS ${CATEGORIES}
FROM (
  SELECT
${namesList([`least(ranking, ${parts + 1}) AS ${PLACE}`, `CASE WHEN ranking <= ${parts} THEN ${name} END AS ${name}`], items, '    ')}
  FROM (
    SELECT
${selectList([dimensionColumn(group), `row_number() OVER (ORDER BY ${whole} DESC, ${by}) AS ranking`], items, '      ')}
    ${scope.rows('    ')}
    GROUP BY ${by}
    HAVING ${whole} > 0
  ) AS ranked
) AS parts
GROUP BY ${PLACE}, ${name}
ORDER BY ${PLACE}`
}
