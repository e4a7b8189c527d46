import { sqlName } from '../../../sql/literal.ts'
import { additiveSql } from '../../../sql/metrics/expression.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql, measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { CATEGORIES, selectList } from '../query.ts'

/** One row for each flow, the largest first, with how many there are. */
export const sankey: Compiler<'sankey'> = {
  fields: ({ source, destination, weight }) => [
    dimensionField(source),
    dimensionField(destination),
    ...measureFields(weight),
  ],

  query({ source, destination, weight, top }, scope) {
    const ends = [source, destination]
    return {
      items: measureItems(weight, scope),
      text: items => `SELECT
${selectList([...ends.map(dimensionColumn), `count(*) OVER () AS ${CATEGORIES}`], items)}
${scope.rows()}
GROUP BY ${ends.map(dimensionSql).join(', ')}
HAVING ${additiveSql(weight.of)} > 0
ORDER BY ${weight.column} DESC, ${ends.map(({ name }) => sqlName(name)).join(', ')}
LIMIT ${top}`,
    }
  },
}
