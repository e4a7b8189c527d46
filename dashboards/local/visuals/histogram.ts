import { sqlLiteral, sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { type Field, NO_VALUE } from '../field.ts'

/** Columns with the edges of a bin, and with how many values lie in it. A value on an edge is in the bin above it. */
export const AT_LEAST = 'at_least'
export const BELOW = 'below'
export const VALUES = 'value_count'

/** One row for each bin that holds any value; the last one has no upper edge. */
export const histogram: Compiler<'histogram'> = {
  fields: ({ value: { label, unit } }): readonly Field[] => [
    { name: AT_LEAST, label: `${label} from`, type: unit, none: NO_VALUE },
    { name: BELOW, label: `${label} below`, type: unit, none: NO_VALUE },
    { name: VALUES, label: 'Count', type: 'count', none: NO_VALUE },
  ],

  query({ value, width, bins }, scope) {
    const column = sqlName(value.name)
    const wide = sqlLiteral({ type: 'double', value: width })
    const last = bins - 1
    return {
      items: [],
      text: () => `SELECT
  bin * ${wide} AS ${AT_LEAST},
  CASE WHEN bin < ${last} THEN (bin + 1) * ${wide} END AS ${BELOW},
  count(*) AS ${VALUES}
FROM (
  SELECT least(CAST(floor(CAST(${column} AS double) / ${wide}) AS bigint), ${last}) AS bin
  ${scope.rows('  ', { and: [`${column} IS NOT NULL`] })}
) AS binned
GROUP BY bin
ORDER BY bin`,
    }
  },
}
