import { sqlName } from '../../../sql/literal.ts'
import type { Compiler } from '../compiler.ts'
import { allItems } from '../expression.ts'
import { dimensionField, distinctFields, measureFields } from '../field.ts'
import { topGroups } from '../top.ts'

/** One row for each category that has both values, those with most of `top.by`. */
export const scatter: Compiler<'scatter'> = {
  fields: ({ category, x, y, size, top }) =>
    distinctFields([
      dimensionField(category),
      ...[x, y, ...(size ? [size] : []), top.by].flatMap(measureFields),
    ]),

  query: ({ category, x, y, size, top }, scope) => ({
    items: allItems([x, y, ...(size ? [size] : []), top.by], scope),
    text: items =>
      topGroups(
        {
          ...{ scope, category, by: top.by, count: top.count, having: [x, y] },
          order: `${top.by.column} DESC, ${sqlName(category.name)}`,
        },
        items,
      ),
  }),
}
