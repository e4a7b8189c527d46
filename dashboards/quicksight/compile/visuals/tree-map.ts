import { captionOf } from '../caption.ts'
import { colourOf } from '../colour.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionWell, measureWell, mostFirst } from '../well.ts'

/** A whole as areas, coloured by another measure; the smallest parts are one. */
export const treeMap: Compiler<'tree_map'> = (visual, context) => {
  const { group, size, color, parts, drill } = visual
  const { theme } = context
  const area = dimensionWell(visual, group, context, drill)
  return alone(visual, {
    TreeMapVisual: {
      ...captionOf(visual, context, [group]),
      ChartConfiguration: {
        FieldWells: {
          TreeMapAggregatedFieldWells: {
            Groups: [area.field],
            Sizes: [measureWell(visual, size, context)],
            Colors: color ? [measureWell(visual, color, context, [size])] : [],
          },
        },
        SortConfiguration: {
          TreeMapSort: [mostFirst(visual, size)],
          TreeMapGroupItemsLimitConfiguration: { ItemsLimit: parts, OtherCategories: 'INCLUDE' },
        },
        ...(color && {
          ColorScale: {
            ColorFillType: 'GRADIENT',
            Colors: [{ Color: colourOf(theme.selected) }, { Color: colourOf(theme.accent) }],
          },
        }),
        DataLabels: { Visibility: 'VISIBLE', Overlap: 'DISABLE_OVERLAP' },
      },
      ColumnHierarchies: area.hierarchies,
    },
  })
}
