import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionWell, measureWell, mostFirst } from '../well.ts'

/** A whole in its largest parts; the remaining ones are one part. */
export const pie: Compiler<'pie'> = (visual, context) => {
  const { category, value, parts, drill } = visual
  const axis = dimensionWell(visual, category, context, drill)
  return alone(visual, {
    PieChartVisual: {
      ...captionOf(visual, context, [category]),
      ChartConfiguration: {
        FieldWells: {
          PieChartAggregatedFieldWells: {
            Category: [axis.field],
            Values: [measureWell(visual, value, context)],
          },
        },
        SortConfiguration: {
          CategorySort: [mostFirst(visual, value)],
          CategoryItemsLimit: { ItemsLimit: parts, OtherCategories: 'INCLUDE' },
        },
        DonutOptions: { ArcOptions: { ArcThickness: 'MEDIUM' } },
        DataLabels: { Visibility: 'VISIBLE', Overlap: 'DISABLE_OVERLAP' },
        Legend: { Visibility: 'VISIBLE', Position: 'RIGHT' },
      },
      ColumnHierarchies: axis.hierarchies,
    },
  })
}
