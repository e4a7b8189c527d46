import { sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { bothPeriods, PERIOD, periodColumn } from '../period.ts'
import { selectList } from '../query.ts'

/**
 * One row for each period, and with a trend one for each of its days. A row without a day is the whole period: its ratio
 * is made of the sums over all days, never of the days' ratios.
 */
export const kpi: Compiler<'kpi'> = {
  fields: ({ value, trend }) => [
    { name: PERIOD, label: 'Period', type: 'text', none: '' },
    ...(trend ? [{ ...dimensionField(trend), none: 'All days' }] : []),
    ...measureFields(value),
  ],

  query({ data, value, trend }, scope) {
    const days = trend ? [sqlName(trend.name)] : []
    const groups = trend ? `GROUPING SETS ((${PERIOD}), (${[PERIOD, ...days].join(', ')}))` : PERIOD
    return {
      items: measureItems(value, scope),
      text: items => `SELECT
${selectList([PERIOD, ...days], items)}
FROM (
  SELECT *, ${periodColumn(data, scope)}
  ${scope.rows('  ', { days: bothPeriods(scope) })}
) AS periods
GROUP BY ${groups}
ORDER BY ${[PERIOD, ...days].join(', ')}`,
    }
  },
}
