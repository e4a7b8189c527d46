import { sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { measureItems } from '../expression.ts'
import { measureFields } from '../field.ts'
import { selectList, whereClause } from '../query.ts'

/** One row. */
export const gauge: Compiler<'gauge'> = {
  fields: ({ value }) => measureFields(value),

  query({ data, value }, scope) {
    return {
      items: measureItems(value, scope),
      text: items => `SELECT
${selectList([], items)}
FROM ${sqlName(data.view.name)}${whereClause(scope.where())}`,
    }
  },
}
