import { sqlName } from '../../../sql/literal.ts'
import { additiveSql, distinctItems, type Item } from '../../../sql/metrics/expression.ts'
import type { Measure, SumMeasure } from '../../spec/measure.ts'
import type { Share } from '../../spec/wells.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql, measureItems } from '../expression.ts'
import { dimensionField, distinctFields, measureFields, shareColumn, shareField } from '../field.ts'
import { CATEGORIES, selectList, whereClause } from '../query.ts'
import type { Scope } from '../scope.ts'

/** The share is of all groups, also of those beyond the limit. */
function shareItem(share: Share<SumMeasure>): Item {
  const size = additiveSql(share.of.of)
  return { name: shareColumn(share), sql: `CAST(${size} AS double) * 1E2 / nullif(sum(${size}) OVER (), 0)` }
}

const valueItems = (value: Measure | Share<SumMeasure>, scope: Scope): readonly Item[] =>
  value.kind === 'share' ? [shareItem(value)] : measureItems(value, scope)

const firstColumn = (value: Measure | Share<SumMeasure> | undefined): readonly string[] => {
  if (!value) return []
  return [`${value.kind === 'share' ? shareColumn(value) : value.column} DESC`]
}

/** One row for each group. */
export const table: Compiler<'table'> = {
  fields: ({ group_by, values }) =>
    distinctFields([
      ...group_by.map(dimensionField),
      ...values.flatMap(value => (value.kind === 'share' ? [shareField(value)] : measureFields(value))),
    ]),

  query({ data, group_by, values, limit }, scope) {
    const names = group_by.map(({ name }) => sqlName(name))
    return {
      items: distinctItems(values.flatMap(value => valueItems(value, scope))),
      text: items => `SELECT
${selectList([...group_by.map(dimensionColumn), `count(*) OVER () AS ${CATEGORIES}`], items)}
FROM ${sqlName(data.view.name)}${whereClause(scope.where(data))}
GROUP BY ${group_by.map(dimensionSql).join(', ')}
ORDER BY ${[...firstColumn(values[0]), ...names].join(', ')}
LIMIT ${limit}`,
    }
  },
}
