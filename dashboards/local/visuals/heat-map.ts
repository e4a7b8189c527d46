import { sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql, measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { selectList } from '../query.ts'

/** One row for each cell that has any rows. */
export const heatMap: Compiler<'heat_map'> = {
  fields: ({ rows, columns, value }) => [
    dimensionField(rows),
    dimensionField(columns),
    ...measureFields(value),
  ],

  query: ({ rows, columns, value }, scope) => ({
    items: measureItems(value, scope),
    text: items => `SELECT
${selectList([rows, columns].map(dimensionColumn), items)}
${scope.rows()}
GROUP BY ${[rows, columns].map(dimensionSql).join(', ')}
ORDER BY ${[rows, columns].map(({ name }) => sqlName(name)).join(', ')}`,
  }),
}
