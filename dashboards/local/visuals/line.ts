import { sqlName } from '../../../sql/literal.ts'
import { distinctItems } from '../../../sql/metrics/expression.ts'
import type { Compiler } from '../compiler.ts'
import { measureItems } from '../expression.ts'
import { dimensionField, distinctFields, measureFields } from '../field.ts'
import { selectList, whereClause } from '../query.ts'

/** One row for each day that has any. */
export const line: Compiler<'line'> = {
  fields: ({ category, values }) =>
    distinctFields([dimensionField(category), ...values.flatMap(measureFields)]),

  query({ data, category, values }, scope) {
    const day = sqlName(category.name)
    return {
      items: distinctItems(values.flatMap(value => measureItems(value, scope))),
      text: items => `SELECT
${selectList([day], items)}
FROM ${sqlName(data.view.name)}${whereClause(scope.where(data))}
GROUP BY ${day}
ORDER BY ${day}`,
    }
  },
}
