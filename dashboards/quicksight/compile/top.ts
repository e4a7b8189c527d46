import type { Filter } from '@aws-sdk/client-quicksight'
import type { Visual } from '../../normal/visual.ts'
import type { SumMeasure } from '../../spec/measure.ts'
import type { Context } from './context.ts'
import { type Field, measureField } from './field.ts'

/** Leaves the groups that have most of a sum, so many of them; the sum may be another than the one shown. */
export const topFilter = (
  { id, data }: Pick<Visual, 'id' | 'data'>,
  field: Field,
  { count, by }: { readonly count: number; readonly by: SumMeasure },
  { fields }: Context,
): Filter => ({
  TopBottomFilter: {
    FilterId: `top-${id}`,
    Column: fields.use(field),
    Limit: count,
    AggregationSortConfigurations: [{ Column: fields.use(measureField(data, by)), SortDirection: 'DESC' }],
  },
})
