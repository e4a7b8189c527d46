import { sqlName } from '../../../sql/literal.ts'
import { additiveSql } from '../../../sql/metrics/expression.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql, measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { CATEGORIES, selectList } from '../query.ts'

/** One row for each word, the most frequent first. The absence of a word is none. */
export const wordCloud: Compiler<'word_cloud'> = {
  fields: ({ group, size }) => [dimensionField(group), ...measureFields(size)],

  query({ group, size, words }, scope) {
    const by = dimensionSql(group)
    return {
      items: measureItems(size, scope),
      text: items => `SELECT
${selectList([dimensionColumn(group), `count(*) OVER () AS ${CATEGORIES}`], items)}
${scope.rows('', { and: [`${by} IS NOT NULL`] })}
GROUP BY ${by}
HAVING ${additiveSql(size.of)} > 0
ORDER BY ${size.column} DESC, ${sqlName(group.name)}
LIMIT ${words}`,
    }
  },
}
