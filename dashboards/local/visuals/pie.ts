import type { Compiler } from '../compiler.ts'
import { measureItems } from '../expression.ts'
import { dimensionField, measureFields } from '../field.ts'
import { partsText, placeField } from '../parts.ts'

/** One row for each part, largest first; the last one is the others. */
export const pie: Compiler<'pie'> = {
  fields: ({ category, value, parts }) => [
    placeField(parts),
    dimensionField(category),
    ...measureFields(value),
  ],

  query: ({ category, value, parts }, scope) => ({
    items: measureItems(value, scope),
    text: items => partsText({ group: category, size: value, parts, scope }, items),
  }),
}
