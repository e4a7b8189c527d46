import { sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { bothPeriods, PERIOD, periodColumn } from '../period.ts'
import { selectList } from '../query.ts'
import { fromKeyed, groupingSets, keyColumns, keyNames, levelColumn } from '../sets.ts'

/** Column that says what a row is about: a day, one value of the dimension, or the whole period. */
export const ABOUT = 'about'
export const ABOUT_DAY = 1
export const ABOUT_VALUE = 2
export const ABOUT_PERIOD = 3

/** One row for each period, for each of its days, and for each value of the dimension in it. */
export const insight: Compiler<'insight'> = {
  fields: ({ value, trend, by }) => [
    { name: PERIOD, label: 'Period', type: 'text', none: '' },
    dimensionField(trend),
    dimensionField(by),
    ...measureFields(value),
  ],

  query({ data, value, trend, by }, scope) {
    const day = sqlName(trend.name)
    const keys = keyNames([by])
    const from = fromKeyed([by], indent => scope.rows(indent, { days: bothPeriods(scope) }), [
      periodColumn(data, scope),
    ])
    return {
      items: measureItems(value, scope),
      text: items => `SELECT
${selectList([PERIOD, day, ...keyColumns([by]), levelColumn([day, ...keys], ABOUT)], items)}
${from}
${groupingSets([[PERIOD], [PERIOD, day], [PERIOD, ...keys]])}
ORDER BY ${[PERIOD, ABOUT, day, sqlName(by.name)].join(', ')}`,
    }
  },
}
