import type { Dimension } from '../spec/dataset.ts'
import type { Measure, SumMeasure, Unit } from '../spec/measure.ts'
import type { Share } from '../spec/wells.ts'

/** A column of a result that people see, in a table or in a file. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'day' | Unit
  /** What stands for no value. */
  readonly none: string
}

/** A dash: no value is never 0. */
export const NO_VALUE = '–'

export const dimensionField = ({ name, label, none, type }: Dimension): Field => ({
  ...{ name, label, none },
  type: type === 'date' ? 'day' : 'text',
})

const measureField = ({ column, label, unit }: Measure): Field => ({
  ...{ name: column, label, type: unit },
  none: NO_VALUE,
})

/** A measure, and after a ratio the sums that it is made of. */
export const measureFields = (measure: Measure): readonly Field[] =>
  measure.kind === 'sum'
    ? [measureField(measure)]
    : [measureField(measure), measureField(measure.numerator), measureField(measure.denominator)]

/** The column that holds the share of a sum. */
export const shareColumn = ({ of }: Share<SumMeasure>): string => `${of.column}_share`

export const shareField = (share: Share<SumMeasure>): Field => ({
  ...{ name: shareColumn(share), label: 'Share', type: 'percent' },
  none: NO_VALUE,
})

/** Each column once, in the order of first use. */
export const distinctFields = (fields: readonly Field[]): readonly Field[] => [
  ...new Map(fields.map(field => [field.name, field])).values(),
]
