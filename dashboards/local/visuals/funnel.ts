import { sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql, measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { selectList } from '../query.ts'

/** One row for each stage that somebody got to. */
export const funnel: Compiler<'funnel'> = {
  fields: ({ category, value }) => [dimensionField(category), ...measureFields(value)],

  query: ({ category, value }, scope) => ({
    items: measureItems(value, scope),
    text: items => `SELECT
${selectList([dimensionColumn(category)], items)}
${scope.rows()}
GROUP BY ${dimensionSql(category)}
ORDER BY ${sqlName(category.name)}`,
  }),
}
