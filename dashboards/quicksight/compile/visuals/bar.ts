import { isOrdered } from '../../../spec/dataset.ts'
import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionField } from '../field.ts'
import { tooltipOf } from '../tooltip.ts'
import { topFilter } from '../top.ts'
import { axisLabel, dimensionWell, measureWell, mostFirst, ownOrder, plainDimension } from '../well.ts'

/** The largest colours; the remaining ones are one. More cannot be told apart. */
const BAR_COLORS = 7

const arrangements = { clustered: 'CLUSTERED', stacked: 'STACKED', stacked_100: 'STACKED_PERCENT' } as const

/** Measures by category: of those without an order the ones that have most of `top.by`, the largest value first. */
export const bar: Compiler<'bar'> = (visual, context) => {
  const { category, values, colors, arrangement, orientation, tooltip, top, minimum, drill, data } = visual
  const [first] = values
  const axis = dimensionWell(visual, category, context, drill)
  const shown = [...values, ...tooltip, ...(minimum ? [minimum.of] : [])]
  return alone(
    visual,
    {
      BarChartVisual: {
        ...captionOf(visual, context, [category, ...(colors ? [colors] : [])]),
        ChartConfiguration: {
          FieldWells: {
            BarChartAggregatedFieldWells: {
              Category: [axis.field],
              Values: values.map(value => measureWell(visual, value, context)),
              Colors: colors ? [plainDimension(visual, colors, context)] : [],
            },
          },
          SortConfiguration: {
            CategorySort: [
              isOrdered(category) || !first ? ownOrder(visual, category, context) : mostFirst(visual, first),
            ],
            ...(colors && {
              ColorItemsLimit: { ItemsLimit: BAR_COLORS, OtherCategories: 'INCLUDE' as const },
              ...(isOrdered(colors) && { ColorSort: [ownOrder(visual, colors, context)] }),
            }),
          },
          Orientation: orientation === 'horizontal' ? 'HORIZONTAL' : 'VERTICAL',
          BarsArrangement: arrangements[arrangement],
          CategoryLabelOptions: axisLabel(visual, category, context),
          Tooltip: tooltipOf(visual, [category, ...(colors ? [colors] : [])], values, shown, context),
          Legend: { Visibility: values.length > 1 || colors ? 'VISIBLE' : 'HIDDEN', Position: 'BOTTOM' },
        },
        ColumnHierarchies: axis.hierarchies,
      },
    },
    top ? [topFilter(visual, dimensionField(data, category), top, context)] : [],
  )
}
