import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionField } from '../field.ts'
import { targetLine } from '../target-line.ts'
import { topFilter } from '../top.ts'
import { axisLabel, dimensionWell, measureWell, ownOrder, plainDimension } from '../well.ts'

/** Measures along an axis, or one measure with a line for each of the largest colours. */
export const line: Compiler<'line'> = (visual, context) => {
  const { category, values, colors, target, data } = visual
  const axis = dimensionWell(visual, category, context)
  return alone(
    visual,
    {
      LineChartVisual: {
        ...captionOf(visual, context, colors ? [colors.by] : []),
        ChartConfiguration: {
          FieldWells: {
            LineChartAggregatedFieldWells: {
              Category: [axis.field],
              Values: values.map(value => measureWell(visual, value, context)),
              Colors: colors ? [plainDimension(visual, colors.by, context)] : [],
            },
          },
          SortConfiguration: { CategorySort: [ownOrder(visual, category, context)] },
          Type: 'LINE',
          XAxisLabelOptions: axisLabel(visual, category, context),
          ReferenceLines: target ? [targetLine(visual, target, context)] : [],
          Legend: { Visibility: values.length > 1 || colors ? 'VISIBLE' : 'HIDDEN', Position: 'BOTTOM' },
        },
        ColumnHierarchies: axis.hierarchies,
      },
    },
    colors ? [topFilter(visual, dimensionField(data, colors.by), colors.top, context)] : [],
  )
}
