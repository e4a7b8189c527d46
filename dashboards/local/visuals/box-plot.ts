import { sqlName } from '../../../sql/literal.ts'
import { additiveSql } from '../../../sql/metrics/expression.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql } from '../expression.ts'
import { dimensionField, type Field, NO_VALUE } from '../field.ts'
import { CATEGORIES } from '../query.ts'

/** The columns with what a box shows, in ascending order, each with its label. */
export const BOX = [
  ['smallest', 'Smallest'],
  ['first_quartile', 'First quartile'],
  ['median', 'Median'],
  ['third_quartile', 'Third quartile'],
  ['largest', 'Largest'],
] as const
/** Column with how many values a box is made of. */
export const VALUES = 'value_count'

/** The smallest value that so many quarters of the values do not exceed (nearest rank). */
const quartile = (quarters: number): string =>
  `min(CASE WHEN up_to * 4 >= total * ${quarters} THEN value END)`

/**
 * One row for each category that has values, the largest median first; of them the ones with most of `top.by`. Counts
 * how often each value occurs, and how many are not larger: exact, and so the same on every engine.
 */
export const boxPlot: Compiler<'box_plot'> = {
  fields: ({ category, value: { unit } }): readonly Field[] => [
    dimensionField(category),
    ...BOX.map(([name, label]) => ({ name, label, type: unit, none: NO_VALUE })),
    { name: VALUES, label: 'Count', type: 'count', none: NO_VALUE },
  ],

  query({ category, value, top }, scope) {
    const [name, column, group] = [sqlName(category.name), sqlName(value.name), dimensionSql(category)]
    return {
      items: [],
      text: () => `SELECT *
FROM (
  SELECT
    ${name},
    count(*) OVER () AS ${CATEGORIES},
    min(value) AS smallest,
    ${quartile(1)} AS first_quartile,
    ${quartile(2)} AS median,
    ${quartile(3)} AS third_quartile,
    max(value) AS largest,
    max(total) AS ${VALUES}
  FROM (
    SELECT
      ${name},
      value,
      sum(value_count) OVER (PARTITION BY ${name} ORDER BY value) AS up_to,
      sum(value_count) OVER (PARTITION BY ${name}) AS total,
      sum(size) OVER (PARTITION BY ${name}) AS category_size
    FROM (
      SELECT
        ${dimensionColumn(category)},
        ${column} AS value,
        count(${column}) AS value_count,
        ${additiveSql(top.by.of)} AS size
      ${scope.rows('      ')}
      GROUP BY ${group}, ${column}
    ) AS counts
  ) AS running
  GROUP BY ${name}
  HAVING max(total) > 0
  ORDER BY max(category_size) DESC, ${name}
  LIMIT ${top.count}
) AS top
ORDER BY median DESC, ${name}`,
    }
  },
}
