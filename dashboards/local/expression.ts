import { isOneOfSql, sqlName, sqlText } from '../../sql/literal.ts'
import {
  conditionSql,
  distinctItems,
  type Item,
  metricSql,
  quotientSql,
  ratioSql,
} from '../../sql/metrics/expression.ts'
import type { Merged } from '../spec/dataset.ts'
import type { Measure, RatioMeasure } from '../spec/measure.ts'

/** The value by which rows are grouped and filtered. */
export function dimensionSql({
  name,
  merged,
}: {
  readonly name: string
  readonly merged?: Merged | undefined
}): string {
  if (!merged) return sqlName(name)
  const as = sqlText(merged.as)
  return `CASE WHEN ${conditionSql(merged.rows)} THEN ${as} ELSE ${sqlName(name)} END`
}

/**
 * Whether a row has one of some values, null among them for none. The column stands alone, where it can: an engine then
 * looks for the values as it reads them, and reads nothing else of rows that have others.
 */
export function isOneOf(
  { name, merged }: Parameters<typeof dimensionSql>[0],
  values: readonly (string | null)[],
): string {
  const found = isOneOfSql(sqlName(name), values)
  if (!merged) return found
  const rows = conditionSql(merged.rows)
  return values.includes(merged.as) ? `(${rows} OR ${found})` : `${found} AND NOT coalesce(${rows}, false)`
}

/** The same as a column of a result, under the name of the dimension. */
export function dimensionColumn(dimension: Parameters<typeof dimensionSql>[0]): string {
  const [name, sql] = [sqlName(dimension.name), dimensionSql(dimension)]
  return sql === name ? name : `${sql} AS ${name}`
}

/** A column that is made of the rows of a group, and made `again` where such groups are put together. */
export interface GroupedItem extends Item {
  readonly again: string
}

const ratioAgain = ({ numerator, denominator, unit }: RatioMeasure): string =>
  quotientSql(`sum(${numerator.column})`, `sum(${denominator.column})`, unit)

/** Columns by which the viewer has filtered. */
interface Filtered {
  readonly filtered: readonly string[]
}

/**
 * The columns that a measure needs: a ratio comes with the sums it is made of, so that it can be checked and re-summed.
 * Where rows are filtered by a column by which it is not made, it has no value.
 */
export function measureItems(measure: Measure, { filtered }: Filtered): readonly GroupedItem[] {
  const again = `${measure.kind === 'max' ? 'max' : 'sum'}(${measure.column})`
  if (measure.kind !== 'ratio') return [{ name: measure.column, sql: metricSql(measure), again }]
  const { numerator, denominator, column, not_by = {} } = measure
  const scope = { filtered }
  const isMade = !filtered.some(name => name in not_by)
  const never = 'CAST(NULL AS double)'
  return distinctItems([
    ...measureItems(numerator, scope),
    ...measureItems(denominator, scope),
    {
      name: column,
      sql: isMade ? ratioSql(measure) : never,
      again: isMade ? ratioAgain(measure) : never,
    },
  ])
}

/** The columns that measures need, each once. */
export const allItems = (measures: readonly Measure[], scope: Filtered): readonly GroupedItem[] =>
  distinctItems(measures.flatMap(measure => measureItems(measure, scope)))
