import { sqlName } from '../../../sql/literal.ts'
import { additiveSql } from '../../../sql/metrics/expression.ts'
import type { Compiler } from '../compiler.ts'
import { allItems, dimensionColumn, dimensionSql } from '../expression.ts'
import { dimensionField, distinctFields, measureFields } from '../field.ts'
import { namesList, selectList } from '../query.ts'

/** One row for each category that has any; with colours one for each category and colour, of the largest colours. */
export const line: Compiler<'line'> = {
  fields: ({ category, values, colors }) =>
    distinctFields([
      dimensionField(category),
      ...(colors ? [dimensionField(colors.by)] : []),
      ...values.flatMap(measureFields),
    ]),

  query({ category, values, colors }, scope) {
    const name = sqlName(category.name)
    const group = dimensionSql(category)
    const from = (indent = ''): string => `${scope.rows(indent)}`
    if (!colors)
      return {
        items: allItems(values, scope),
        text: items => `SELECT
${selectList([dimensionColumn(category)], items)}
${from()}
GROUP BY ${group}
ORDER BY ${name}`,
      }
    const { by, top } = colors
    const color = dimensionSql(by)
    const names = [name, sqlName(by.name)]
    const size = `sum(${additiveSql(top.by.of)}) OVER (PARTITION BY ${color}) AS color_size`
    return {
      items: allItems(values, scope),
      text: items => `SELECT
${namesList(names, items)}
FROM (
  SELECT *, dense_rank() OVER (ORDER BY color_size DESC, ${sqlName(by.name)}) AS ranking
  FROM (
    SELECT
${selectList([dimensionColumn(category), dimensionColumn(by), size], items, '      ')}
    ${from('    ')}
    GROUP BY ${group}, ${color}
  ) AS sized
) AS ranked
WHERE ranking <= ${top.count}
ORDER BY ranking, ${name}`,
    }
  },
}
