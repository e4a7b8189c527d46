import type { Dimension } from '../spec/dataset.ts'
import type { Measure, SumMeasure, Unit } from '../spec/measure.ts'
import type { Share } from '../spec/wells.ts'

/** A column of a result that people see, in a table or in a file. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'day' | 'moment' | Unit
  /** What stands for no value. */
  readonly none: string
  /** How people read the values, where these are declared. */
  readonly values?: Dimension['values']
  /** How they read codes among them; a file keeps the codes. */
  readonly codes?: Dimension['codes']
}

/** Whether a column is of what rows are grouped by, not of numbers. */
export const isGroupField = ({ type }: Pick<Field, 'type'>): boolean =>
  type === 'text' || type === 'day' || type === 'moment'

/** Stands in the place of a dimension in a row that is about all of its values. */
export const ALL = 'All'

/** A dash: no value is never 0. */
export const NO_VALUE = '–'

export const dimensionField = ({ name, label, none, type, values, codes }: Dimension): Field => ({
  ...{ name, label, none },
  type: type === 'date' ? 'day' : type === 'timestamp' ? 'moment' : 'text',
  ...(values && { values }),
  ...(codes && { codes }),
})

const measureField = ({ column, label, unit }: Measure): Field => ({
  ...{ name: column, label, type: unit },
  none: NO_VALUE,
})

/** A measure, and after a ratio the sums that it is made of. */
export const measureFields = (measure: Measure): readonly Field[] =>
  measure.kind !== 'ratio'
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
