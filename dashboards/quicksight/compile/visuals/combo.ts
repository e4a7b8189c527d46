import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { axisLabel, dimensionWell, measureWell, ownOrder } from '../well.ts'

/** Bars and lines over one axis, each with a scale of its own. */
export const combo: Compiler<'combo'> = (visual, context) => {
  const { category, bars, lines } = visual
  const axis = dimensionWell(visual, category, context)
  return alone(visual, {
    ComboChartVisual: {
      ...captionOf(visual, context, [category]),
      ChartConfiguration: {
        FieldWells: {
          ComboChartAggregatedFieldWells: {
            Category: [axis.field],
            BarValues: bars.map(value => measureWell(visual, value, context)),
            LineValues: lines.map(value => measureWell(visual, value, context, bars)),
            Colors: [],
          },
        },
        SortConfiguration: { CategorySort: [ownOrder(visual, category, context)] },
        BarsArrangement: 'CLUSTERED',
        CategoryLabelOptions: axisLabel(visual, category, context),
        Legend: { Visibility: 'VISIBLE', Position: 'BOTTOM' },
      },
      ColumnHierarchies: axis.hierarchies,
    },
  })
}
