import { sqlName } from '../../../sql/literal.ts'
import { additiveSql } from '../../../sql/metrics/expression.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql, measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { CATEGORIES, whereClause } from '../query.ts'

/** Column with the rank of a part, 1 for the largest; the one beyond `parts` is all the others together. */
export const PLACE = 'place'

/** One row for each part, largest first; the last one names how many the others are. */
export const pie: Compiler<'pie'> = {
  fields: ({ category, value, parts }) => [
    { name: PLACE, label: `Place (${parts + 1}: all others)`, type: 'count', none: '' },
    dimensionField(category),
    ...measureFields(value),
  ],

  query({ data, category, value, parts }, scope) {
    const name = sqlName(category.name)
    const group = dimensionSql(category)
    const size = additiveSql(value.of)
    return {
      items: measureItems(value, scope),
      text: items => `SELECT
  ${PLACE},
  CASE WHEN ${PLACE} <= ${parts} THEN ${name} ELSE concat(CAST(count(*) AS varchar), ' others') END AS ${name},
${items.map(({ name }) => `  sum(${name}) AS ${name},\n`).join('')}  count(*) AS ${CATEGORIES}
FROM (
  SELECT
    least(ranking, ${parts + 1}) AS ${PLACE},
    CASE WHEN ranking <= ${parts} THEN ${name} END AS ${name}${items.map(({ name }) => `,\n    ${name}`).join('')}
  FROM (
    SELECT
      ${dimensionColumn(category)},
${items.map(({ name, sql }) => `      ${sql} AS ${name},\n`).join('')}      row_number() OVER (ORDER BY ${size} DESC, ${group}) AS ranking
    FROM ${sqlName(data.view.name)}${whereClause(scope.where(data), '    ')}
    GROUP BY ${group}
    HAVING ${size} > 0
  ) AS ranked
) AS parts
GROUP BY ${PLACE}, ${name}
ORDER BY ${PLACE}`,
    }
  },
}
