import { sqlName } from '../../sql/literal.ts'
import type { Dimension } from '../spec/dataset.ts'
import { dimensionSql } from './expression.ts'

// GROUPING SETS and grouping() take names of columns only, so merged values get a column of their own.

/** The column that holds the values of a dimension, as readers tell them apart. */
const keyName = ({ name, merged }: Dimension): string => (merged ? `${sqlName(name)}_shown` : sqlName(name))

/** The columns of dimensions, in the order of the dimensions. */
export const keyNames = (dimensions: readonly Dimension[]): readonly string[] => dimensions.map(keyName)

/** The same as columns of a result, under the names of the dimensions. */
export const keyColumns = (dimensions: readonly Dimension[]): readonly string[] =>
  dimensions.map(dimension =>
    dimension.merged ? `${keyName(dimension)} AS ${sqlName(dimension.name)}` : sqlName(dimension.name),
  )

/**
 * FROM and WHERE of a question by sets of groups.
 * @param rows the rows, as FROM and WHERE
 * @param more columns that each row gets beside its own
 */
export function fromKeyed(
  dimensions: readonly Dimension[],
  rows: (indent: string) => string,
  more: readonly string[] = [],
  indent = '',
): string {
  const made = [
    ...more,
    ...dimensions
      .filter(({ merged }) => merged)
      .map(dimension => `${dimensionSql(dimension)} AS ${keyName(dimension)}`),
  ]
  if (made.length === 0) return `${indent}${rows(indent)}`
  return `${indent}FROM (
${indent}  SELECT *, ${made.join(', ')}
${indent}  ${rows(`${indent}  `)}
${indent}) AS keyed`
}

/** GROUP BY of sets of columns. */
export const groupingSets = (sets: readonly (readonly string[])[]): string =>
  `GROUP BY GROUPING SETS (${sets.map(set => `(${set.join(', ')})`).join(', ')})`

/** Which of the columns a row is the whole of, as a column of a result: an integer on one engine, a bigint on the other. */
export const levelColumn = (columns: readonly string[], name: string): string =>
  `CAST(grouping(${columns.join(', ')}) AS bigint) AS ${name}`
