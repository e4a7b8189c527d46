import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionField, viewField } from '../field.ts'
import { numberFormat } from '../format.ts'
import { topFilter } from '../top.ts'
import { axisLabel, dimensionWell, fieldId } from '../well.ts'

/** Smallest and largest value, median and quartiles by category. Quartiles are QuickSight's: between two values. */
export const boxPlot: Compiler<'box_plot'> = (visual, context) => {
  const { category, value, top, data } = visual
  const axis = dimensionWell(visual, category, context)
  return alone(
    visual,
    {
      BoxPlotVisual: {
        ...captionOf(visual, context, [category]),
        ChartConfiguration: {
          FieldWells: {
            BoxPlotAggregatedFieldWells: {
              GroupBy: [axis.field],
              Values: [
                {
                  NumericalMeasureField: {
                    FieldId: fieldId(visual, value.name),
                    Column: context.fields.use(viewField(data, value.name)),
                    FormatConfiguration: numberFormat(value.unit),
                  },
                },
              ],
            },
          },
          BoxPlotOptions: { OutlierVisibility: 'HIDDEN', AllDataPointsVisibility: 'HIDDEN' },
          CategoryLabelOptions: axisLabel(visual, category, context),
        },
        ColumnHierarchies: axis.hierarchies,
      },
    },
    [topFilter(visual, dimensionField(data, category), top, context)],
  )
}
