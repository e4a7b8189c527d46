import { sqlLiteral, sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { selectList, whereClause } from '../query.ts'

/** Column that tells the days shown from the period before: `current` or `previous`. */
export const PERIOD = 'period'

/**
 * One row for each period, and one for each of its days. A row without a day is the whole period: its ratio is made of
 * the sums over all days, never of the days' ratios.
 */
export const kpi: Compiler<'kpi'> = {
  fields: ({ value, trend }) => [
    { name: PERIOD, label: 'Period', type: 'text', none: '' },
    { ...dimensionField(trend), none: 'All days' },
    ...measureFields(value),
  ],

  query({ data, value, trend }, scope) {
    const { days, previous } = scope
    const first = sqlLiteral({ type: 'date', value: days.from })
    const where = scope.where(data, { from: previous?.from ?? days.from, to: days.to })
    const day = sqlName(trend.name)
    return {
      items: measureItems(value, scope),
      text: items => `SELECT
${selectList([PERIOD, day], items)}
FROM (
  SELECT *, CASE WHEN ${day} < ${first} THEN 'previous' ELSE 'current' END AS ${PERIOD}
  FROM ${sqlName(data.view.name)}${whereClause(where, '  ')}
) AS periods
GROUP BY GROUPING SETS ((${PERIOD}), (${PERIOD}, ${day}))
ORDER BY ${PERIOD}, ${day}`,
    }
  },
}
