import { sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { allItems, dimensionColumn, dimensionSql } from '../expression.ts'
import { dimensionField, distinctFields, measureFields } from '../field.ts'
import { selectList } from '../query.ts'

/** One row for each category that has any. */
export const combo: Compiler<'combo'> = {
  fields: ({ category, bars, lines }) =>
    distinctFields([dimensionField(category), ...[...bars, ...lines].flatMap(measureFields)]),

  query: ({ category, bars, lines }, scope) => ({
    items: allItems([...bars, ...lines], scope),
    text: items => `SELECT
${selectList([dimensionColumn(category)], items)}
${scope.rows()}
GROUP BY ${dimensionSql(category)}
ORDER BY ${sqlName(category.name)}`,
  }),
}
