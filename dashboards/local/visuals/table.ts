import { sqlName } from '../../../sql/literal.ts'
import { additiveSql, distinctItems } from '../../../sql/metrics/expression.ts'
import type { Visual } from '../../normal/visual.ts'
import type { Measure, SumMeasure } from '../../spec/measure.ts'
import type { Share } from '../../spec/wells.ts'
import type { Compiler } from '../compiler.ts'
import { dimensionColumn, dimensionSql, type GroupedItem, measureItems } from '../expression.ts'
import { dimensionField, distinctFields, measureFields, shareColumn, shareField } from '../field.ts'
import { CATEGORIES, namesList, type Query, selectList } from '../query.ts'
import { WHOLE } from '../rows.ts'
import type { VisualScope } from '../scope.ts'
import { fromKeyed, groupingSets, keyColumns, keyNames, levelColumn } from '../sets.ts'

type Value = Measure | Share<SumMeasure>

/** The share is of all groups, also of those beyond the limit. */
function shareItem(share: Share<SumMeasure>, whole: string): GroupedItem {
  const size = additiveSql(share.of.of)
  const over = whole === '' ? '()' : `(PARTITION BY ${whole})`
  return {
    name: shareColumn(share),
    sql: `CAST(${size} AS double) * 1E2 / nullif(sum(${size}) OVER ${over}, 0)`,
    again: `sum(${shareColumn(share)})`,
  }
}

const itemsOf = (values: readonly Value[], scope: VisualScope, whole: string): readonly GroupedItem[] =>
  distinctItems(
    values.flatMap(value =>
      value.kind === 'share' ? [shareItem(value, whole)] : measureItems(value, scope),
    ),
  )

const firstColumn = (value: Value | undefined): readonly string[] => {
  if (!value) return []
  return [`${value.kind === 'share' ? shareColumn(value) : value.column} DESC`]
}

function groups({ group_by, values, limit }: Visual<'table'>, scope: VisualScope): Query {
  const names = group_by.map(({ name }) => sqlName(name))
  return {
    items: itemsOf(values, scope, ''),
    text: items => `SELECT
${selectList([...group_by.map(dimensionColumn), `count(*) OVER () AS ${CATEGORIES}`], items)}
${scope.rows()}
GROUP BY ${group_by.map(dimensionSql).join(', ')}
ORDER BY ${[...firstColumn(values[0]), ...names].join(', ')}
LIMIT ${limit}`,
  }
}

/** The groups, and last one row for all of them, also for those beyond the limit. */
function groupsAndWhole({ group_by, values, limit }: Visual<'table'>, scope: VisualScope): Query {
  const [names, keys] = [group_by.map(({ name }) => sqlName(name)), keyNames(group_by)]
  const whole = `grouping(${keys[0]})`
  const order = [WHOLE, ...firstColumn(values[0]), ...names].join(', ')
  return {
    items: itemsOf(values, scope, whole),
    text: items => `SELECT
${namesList([...names, WHOLE, CATEGORIES], items)}
FROM (
  SELECT *, row_number() OVER (ORDER BY ${order}) AS ranking
  FROM (
    SELECT
${selectList([...keyColumns(group_by), levelColumn(keys.slice(0, 1), WHOLE), `count(*) OVER () - 1 AS ${CATEGORIES}`], items, '      ')}
${fromKeyed(group_by, scope.rows, [], '    ')}
    ${groupingSets([keys, []])}
  ) AS grouped
) AS ranked
WHERE ranking <= ${limit} OR ${WHOLE} = 1
ORDER BY ranking`,
  }
}

/** One row for each group, those with most of the first value first. */
export const table: Compiler<'table'> = {
  fields: ({ group_by, values }) =>
    distinctFields([
      ...group_by.map(dimensionField),
      ...values.flatMap(value => (value.kind === 'share' ? [shareField(value)] : measureFields(value))),
    ]),

  query: (visual, scope) => (visual.totals ? groupsAndWhole(visual, scope) : groups(visual, scope)),
}
