import type { TooltipItem, TooltipOptions } from '@aws-sdk/client-quicksight'
import type { Visual } from '../../normal/visual.ts'
import type { Dimension } from '../../spec/dataset.ts'
import type { Measure } from '../../spec/measure.ts'
import type { Context } from './context.ts'
import { measureField } from './field.ts'
import { fieldId } from './well.ts'

/** What is told of a value that is pointed at: what stands in the wells, and measures that stand in none. */
export function tooltipOf(
  visual: Visual,
  dimensions: readonly Dimension[],
  inWells: readonly Measure[],
  measures: readonly Measure[],
  { fields }: Context,
): TooltipOptions {
  const all = [...new Map(measures.map(each => [each.column, each])).values()]
  const held = new Set(inWells.map(({ column }) => column))
  const items: TooltipItem[] = [
    ...dimensions.map(({ name, label }) => ({
      FieldTooltipItem: { FieldId: fieldId(visual, name), Label: label, Visibility: 'VISIBLE' as const },
    })),
    ...all.map(measure =>
      held.has(measure.column)
        ? {
            FieldTooltipItem: {
              FieldId: fieldId(visual, measure.column),
              Label: measure.label,
              Visibility: 'VISIBLE' as const,
            },
          }
        : {
            ColumnTooltipItem: {
              Column: fields.use(measureField(visual.data, measure)),
              Label: measure.label,
              Visibility: 'VISIBLE' as const,
            },
          },
    ),
  ]
  return {
    TooltipVisibility: 'VISIBLE',
    SelectedTooltipType: 'DETAILED',
    FieldBasedTooltip: {
      AggregationVisibility: 'HIDDEN',
      TooltipTitleType: 'PRIMARY_VALUE',
      TooltipFields: items,
    },
  }
}
