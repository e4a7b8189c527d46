import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionWell, measureWell, ownOrder } from '../well.ts'

/** How many get to each stage, in the order of the stages. */
export const funnel: Compiler<'funnel'> = (visual, context) => {
  const { category, value } = visual
  const axis = dimensionWell(visual, category, context)
  return alone(visual, {
    FunnelChartVisual: {
      ...captionOf(visual, context, [category]),
      ChartConfiguration: {
        FieldWells: {
          FunnelChartAggregatedFieldWells: {
            Category: [axis.field],
            Values: [measureWell(visual, value, context)],
          },
        },
        SortConfiguration: { CategorySort: [ownOrder(visual, category, context)] },
        DataLabelOptions: {
          Visibility: 'VISIBLE',
          CategoryLabelVisibility: 'VISIBLE',
          MeasureLabelVisibility: 'VISIBLE',
          MeasureDataLabelStyle: 'VALUE_AND_PERCENTAGE_BY_FIRST_STAGE',
        },
      },
      ColumnHierarchies: axis.hierarchies,
    },
  })
}
