import { sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { allItems } from '../expression.ts'
import { dimensionField, distinctFields, measureFields } from '../field.ts'
import { namesList, selectList } from '../query.ts'
import { fromKeyed, groupingSets, keyColumns, keyNames, levelColumn } from '../sets.ts'

/**
 * Columns that say how many of the inner dimensions a row is the whole of, as `grouping` does: 0 for none; of two rows 1
 * for the second, 3 for both.
 */
export const ROW_LEVEL = 'row_level'
export const COLUMN_LEVEL = 'column_level'

/** More columns than this are not looked at; rows are. */
const MOST_COLUMNS = 200

/** The level of a row that is the whole of so many dimensions. */
export const wholeOf = (dimensions: number): number => 2 ** dimensions - 1

/**
 * One row for each cell, and for each whole: of a row, of a column, of all; of outer rows, too, where subtotals are
 * wanted. Each is made of the rows it is about, so that no ratio is made of ratios. The rows that have most of the first
 * value are shown; wholes are of all, shown or not.
 */
export const pivot: Compiler<'pivot'> = {
  fields: ({ rows, columns, values }) =>
    distinctFields([...[...rows, ...columns].map(dimensionField), ...values.flatMap(measureFields)]),

  query({ rows, columns, values, subtotals, limit }, scope) {
    const [rowKeys, columnKeys] = [keyNames(rows), keyNames(columns)]
    const [rowNames, columnNames] = [rows, columns].map(all => all.map(({ name }) => sqlName(name)))
    const [across, down] = [(rowNames ?? []).join(', '), (columnNames ?? []).join(', ')]
    const prefixes = rowKeys.map((_, i) => rowKeys.slice(0, i + 1)).reverse()
    const rowSets = [...(subtotals ? prefixes : prefixes.slice(0, 1)), []]
    const first = values[0]?.column
    /** The first value of the whole of a row or column, in each of its cells. */
    const size = (level: string, whole: number, within: string): string =>
      `max(CASE WHEN ${level} = ${whole} THEN ${first} END) OVER (PARTITION BY ${within})`
    const names = [...(rowNames ?? []), ...(columnNames ?? []), ROW_LEVEL, COLUMN_LEVEL]
    return {
      items: allItems(values, scope),
      text: items => `SELECT
${namesList(names, items)}
FROM (
  SELECT
    *,
    dense_rank() OVER (PARTITION BY ${ROW_LEVEL} ORDER BY row_size DESC, ${across}) AS row_ranking,
    dense_rank() OVER (PARTITION BY ${COLUMN_LEVEL} ORDER BY column_size DESC, ${down}) AS column_ranking
  FROM (
    SELECT
      *,
      ${size(COLUMN_LEVEL, wholeOf(columns.length), `${ROW_LEVEL}, ${across}`)} AS row_size,
      ${size(ROW_LEVEL, wholeOf(rows.length), `${COLUMN_LEVEL}, ${down}`)} AS column_size
    FROM (
      SELECT
${selectList(
  [
    ...keyColumns([...rows, ...columns]),
    levelColumn(rowKeys, ROW_LEVEL),
    levelColumn(columnKeys, COLUMN_LEVEL),
  ],
  items,
  '        ',
)}
${fromKeyed([...rows, ...columns], scope.rows, [], '      ')}
      ${groupingSets(rowSets.flatMap(set => [[...set, ...columnKeys], set]))}
    ) AS grouped
  ) AS sized
) AS ranked
WHERE (${ROW_LEVEL} > 0 OR row_ranking <= ${limit}) AND (${COLUMN_LEVEL} > 0 OR column_ranking <= ${MOST_COLUMNS})
ORDER BY ${ROW_LEVEL}, row_ranking, ${COLUMN_LEVEL}, column_ranking`,
    }
  },
}
