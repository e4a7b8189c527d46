import { sqlName } from '../../../sql/literal.ts'
import { additiveSql, distinctItems } from '../../../sql/metrics/expression.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql, measureItems } from '../expression.ts'
import { dimensionField, distinctFields, measureFields } from '../field.ts'
import { CATEGORIES, selectList, whereClause } from '../query.ts'

/** More bars than this are not looked at; a table is. */
const MOST_BARS = 1_000

/** One row for each category that has a value, the largest value first; of them the ones with most of `top.by`. */
export const bar: Compiler<'bar'> = {
  fields: ({ category, value, tooltip, minimum }) =>
    distinctFields([
      dimensionField(category),
      ...[value, ...tooltip, ...(minimum ? [minimum.of] : [])].flatMap(measureFields),
    ]),

  query({ data, category, value, tooltip, top, minimum }, scope, all) {
    const group = dimensionSql(category)
    const measures = [value, ...tooltip, ...(minimum ? [minimum.of] : [])]
    const having = value.kind === 'ratio' ? `\n  HAVING ${additiveSql(value.denominator.of)} > 0` : ''
    return {
      items: distinctItems(measures.flatMap(measure => measureItems(measure, scope))),
      text: items => `SELECT *
FROM (
  SELECT
${selectList([dimensionColumn(category), `count(*) OVER () AS ${CATEGORIES}`], items, '    ')}
  FROM ${sqlName(data.view.name)}${whereClause(scope.where(data), '  ')}
  GROUP BY ${group}${having}
  ORDER BY ${additiveSql(top.by.of)} DESC, ${group}
  LIMIT ${all ? MOST_BARS : top.count}
) AS top
ORDER BY ${value.column} DESC, ${sqlName(category.name)}`,
    }
  },
}
