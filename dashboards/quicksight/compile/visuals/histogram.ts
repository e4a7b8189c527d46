import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { cappedField } from '../field.ts'
import { numberFormat } from '../format.ts'
import { fieldId } from '../well.ts'

/** How often which value occurs, in bins of one width from 0; what is larger is put into the last bin. */
export const histogram: Compiler<'histogram'> = (visual, context) => {
  const { value, width, bins, data } = visual
  return alone(visual, {
    HistogramVisual: {
      ...captionOf(visual, context),
      ChartConfiguration: {
        FieldWells: {
          HistogramAggregatedFieldWells: {
            Values: [
              {
                NumericalMeasureField: {
                  FieldId: fieldId(visual, value.name),
                  Column: context.fields.use(cappedField(data, value, width * (bins - 1))),
                  FormatConfiguration: numberFormat(value.unit),
                },
              },
            ],
          },
        },
        BinOptions: {
          SelectedBinType: 'BIN_WIDTH',
          BinWidth: { Value: width, BinCountLimit: bins },
          StartValue: 0,
        },
      },
    },
  })
}
