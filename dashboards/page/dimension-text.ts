import type { Cell } from '../local/rows.ts'
import type { Dimension } from '../spec/dataset.ts'
import { formatAxisDay, formatAxisMoment, formatDay, formatLongDay, formatLongMoment } from './format.ts'

/** A value of a dimension as people read it. */
export function dimensionText({ type, values, none }: Dimension, value: Cell): string {
  if (value === null) return none
  const declared = values?.find(([each]) => String(each) === String(value))
  if (declared) return declared[1]
  return type === 'date' ? formatDay(String(value)) : String(value)
}

/** The same as short as an axis wants it. */
export const axisText = (dimension: Dimension, value: Cell): string => {
  if (value !== null && dimension.type === 'date') return formatAxisDay(String(value))
  if (value !== null && dimension.type === 'timestamp') return formatAxisMoment(String(value))
  return dimensionText(dimension, value)
}

/** The same as long as a title wants it. */
export const titleText = (dimension: Dimension, value: Cell): string => {
  if (value !== null && dimension.type === 'date') return formatLongDay(String(value))
  if (value !== null && dimension.type === 'timestamp') return formatLongMoment(String(value))
  return dimensionText(dimension, value)
}
