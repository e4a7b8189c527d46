import { captionOf } from '../caption.ts'
import { colourOf } from '../colour.ts'
import { alone, type Compiler } from '../context.ts'
import { axisLabel, dimensionWell, measureWell, ownOrder } from '../well.ts'

/** A measure by two dimensions in their own orders; nothing is not 0. */
export const heatMap: Compiler<'heat_map'> = (visual, context) => {
  const { rows, columns, value } = visual
  const { theme } = context
  const down = dimensionWell(visual, rows, context)
  const across = dimensionWell(visual, columns, context)
  return alone(visual, {
    HeatMapVisual: {
      ...captionOf(visual, context, [rows, columns]),
      ChartConfiguration: {
        FieldWells: {
          HeatMapAggregatedFieldWells: {
            Rows: [down.field],
            Columns: [across.field],
            Values: [measureWell(visual, value, context)],
          },
        },
        SortConfiguration: {
          HeatMapRowSort: [ownOrder(visual, rows, context)],
          HeatMapColumnSort: [ownOrder(visual, columns, context)],
        },
        RowLabelOptions: axisLabel(visual, rows, context),
        ColumnLabelOptions: axisLabel(visual, columns, context),
        ColorScale: {
          ColorFillType: 'GRADIENT',
          Colors: [{ Color: colourOf(theme.selected) }, { Color: colourOf(theme.accent) }],
          NullValueColor: { Color: colourOf(theme.track) },
        },
        DataLabels: { Visibility: 'HIDDEN' },
      },
      ColumnHierarchies: [...down.hierarchies, ...across.hierarchies],
    },
  })
}
