import type { Computation } from '@aws-sdk/client-quicksight'
import type { Visual } from '../../../normal/visual.ts'
import { captionOf } from '../caption.ts'
import type { Compiled, Compiler, Context } from '../context.ts'
import { differenceWell, fromWell, measureWell, periodWells, plainDimension } from '../well.ts'

/** The same visual for the fields of one computation: each has fields of its own. */
const holderOf = (visual: Visual<'insight'>, computation: string): Visual<'insight'> => ({
  ...visual,
  id: `${visual.id}-${computation}`,
})

/** What is told of the days shown: the value, its highest day, and who had most. */
function current(visual: Visual<'insight'>, context: Context): Computation[] {
  const { value, trend, by } = visual
  const [total, highest, most] = [
    holderOf(visual, 'total'),
    holderOf(visual, 'highest'),
    holderOf(visual, 'most'),
  ]
  return [
    {
      TotalAggregation: {
        ComputationId: total.id,
        Name: 'Total',
        Value: measureWell(total, value, context),
      },
    },
    {
      MaximumMinimum: {
        ComputationId: highest.id,
        Name: 'Highest',
        Type: 'MAXIMUM',
        Time: plainDimension(highest, trend, context),
        Value: measureWell(highest, value, context),
      },
    },
    {
      TopBottomRanked: {
        ComputationId: most.id,
        Name: 'Most',
        Type: 'TOP',
        ResultSize: 1,
        Category: plainDimension(most, by, context),
        Value: measureWell(most, value, context),
      },
    },
  ]
}

/**
 * What is told against the equal period before: the change, and who changed most. Both compare measures of the two
 * periods: computations that compare moments would tell the period before as now, where the days shown have no row.
 */
function change(visual: Visual<'insight'>, context: Context): Computation[] {
  const { value, by } = visual
  const [whole, movers] = [holderOf(visual, 'whole'), holderOf(visual, 'movers')]
  const { current, previous } = periodWells(whole, value, context)
  return [
    {
      MetricComparison: {
        ComputationId: whole.id,
        Name: 'Change',
        Time: fromWell(whole, context),
        FromValue: current,
        TargetValue: previous,
      },
    },
    {
      TopBottomRanked: {
        ComputationId: movers.id,
        Name: 'Changed most',
        Type: 'TOP',
        ResultSize: 1,
        Category: plainDimension(movers, by, context),
        Value: differenceWell(movers, value, context),
      },
    },
  ]
}

/** Sentences: two visuals, for one has the rows of one filter, of the days shown or of both periods. */
export const insight: Compiler<'insight'> = (visual, context) => {
  const { id, title, at, data } = visual
  const after = { ...visual, id: `${id}-change`, title: `${title}: change` }
  const width = Math.ceil(at.w / 2)
  const compiled = (own: Visual<'insight'>, days: Compiled['days'], Computations: Computation[]) => ({
    id: own.id,
    days,
    filters: [],
    visual: {
      InsightVisual: {
        ...captionOf(own, context),
        DataSetIdentifier: data.name,
        InsightConfiguration: { Computations },
      },
    },
  })
  return [
    { ...compiled(visual, 'shown', current(visual, context)), at: { ...at, w: width } },
    {
      ...compiled(after, 'both periods', change(after, context)),
      at: { ...at, x: at.x + width, w: at.w - width },
    },
  ]
}
