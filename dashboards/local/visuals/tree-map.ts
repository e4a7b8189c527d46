import type { Compiler } from '../compiler.ts'
import { allItems } from '../expression.ts'
import { dimensionField, distinctFields, measureFields } from '../field.ts'
import { partsText, placeField } from '../parts.ts'

/** One row for each area, largest first; the last one is the others, its ratio made of their sums. */
export const treeMap: Compiler<'tree_map'> = {
  fields: ({ group, size, color, parts }) =>
    distinctFields([
      placeField(parts),
      dimensionField(group),
      ...[size, ...(color ? [color] : [])].flatMap(measureFields),
    ]),

  query: ({ group, size, color, parts }, scope) => ({
    items: allItems([size, ...(color ? [color] : [])], scope),
    text: items => partsText({ group, size, parts, scope }, items),
  }),
}
