import type { Compiler } from '../compiler.ts'
import { measureItems } from '../expression.ts'
import { measureFields } from '../field.ts'
import { selectList } from '../query.ts'

/** One row. */
export const gauge: Compiler<'gauge'> = {
  fields: ({ value }) => measureFields(value),

  query({ value }, scope) {
    return {
      items: measureItems(value, scope),
      text: items => `SELECT
${selectList([], items)}
${scope.rows()}`,
    }
  },
}
