import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionField } from '../field.ts'
import { topFilter } from '../top.ts'
import { dimensionWell, measureWell } from '../well.ts'

/** Categories as points: those that have most of `top.by`. */
export const scatter: Compiler<'scatter'> = (visual, context) => {
  const { category, x, y, size, top, data } = visual
  const point = dimensionWell(visual, category, context)
  return alone(
    visual,
    {
      ScatterPlotVisual: {
        ...captionOf(visual, context, [category]),
        ChartConfiguration: {
          FieldWells: {
            ScatterPlotCategoricallyAggregatedFieldWells: {
              XAxis: [measureWell(visual, x, context)],
              YAxis: [measureWell(visual, y, context, [x])],
              Category: [point.field],
              Size: size ? [measureWell(visual, size, context, [x, y])] : [],
            },
          },
          Legend: { Visibility: 'HIDDEN' },
        },
        ColumnHierarchies: point.hierarchies,
      },
    },
    [topFilter(visual, dimensionField(data, category), top, context)],
  )
}
