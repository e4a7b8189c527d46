import type { ReferenceLine } from '@aws-sdk/client-quicksight'
import type { Visual } from '../../normal/visual.ts'
import type { Parameter } from '../../spec/parameter.ts'
import { colourOf } from './colour.ts'
import type { Context } from './context.ts'
import { parameterField } from './field.ts'
import { numberFormat } from './format.ts'

/** A line at what the viewer has set as target. */
export const targetLine = (
  { data }: Pick<Visual, 'data'>,
  target: Parameter,
  { fields, theme }: Context,
): ReferenceLine => ({
  Status: 'ENABLED',
  DataConfiguration: {
    AxisBinding: 'PRIMARY_YAXIS',
    DynamicConfiguration: {
      Column: fields.use(parameterField(data, target)),
      MeasureAggregationFunction: { NumericalAggregationFunction: { SimpleNumericalAggregation: 'MAX' } },
      Calculation: { SimpleNumericalAggregation: 'MAX' },
    },
  },
  StyleConfiguration: { Pattern: 'DASHED', Color: colourOf(theme.ink_muted) },
  LabelConfiguration: {
    CustomLabelConfiguration: { CustomLabel: target.label },
    ValueLabelConfiguration: {
      RelativePosition: 'AFTER_CUSTOM_LABEL',
      FormatConfiguration: numberFormat(target.unit).FormatConfiguration,
    },
  },
})
