import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { dimensionField, flowField } from '../field.ts'
import { topFilter } from '../top.ts'
import { measureWell, mostFirst, plainDimension } from '../well.ts'

/** How many go from where to where: the largest flows. QuickSight bounds the ends of flows, so flows have a name. */
export const sankey: Compiler<'sankey'> = (visual, context) => {
  const { source, destination, weight, top, data } = visual
  const flow = flowField(data, dimensionField(data, source), dimensionField(data, destination))
  return alone(
    visual,
    {
      SankeyDiagramVisual: {
        ...captionOf(visual, context, [source, destination]),
        ChartConfiguration: {
          FieldWells: {
            SankeyDiagramAggregatedFieldWells: {
              Source: [plainDimension(visual, source, context)],
              Destination: [plainDimension(visual, destination, context)],
              Weight: [measureWell(visual, weight, context)],
            },
          },
          SortConfiguration: { WeightSort: [mostFirst(visual, weight)] },
        },
      },
    },
    [topFilter(visual, flow, { count: top, by: weight }, context)],
  )
}
