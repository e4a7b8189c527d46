import type { Cell } from '../local/rows.ts'
import { type Dimension, wordsFor } from '../spec/dataset.ts'
import { formatAxisDay, formatAxisMoment, formatDay, formatLongDay, formatLongMoment } from './format.ts'

/** A value of a dimension as people read it. */
export function dimensionText(dimension: Dimension, value: Cell): string {
  const { type, none } = dimension
  if (value === null) return none
  return wordsFor(dimension, value) ?? (type === 'date' ? formatDay(String(value)) : String(value))
}

/** The same as short as an axis wants it. */
export const axisText = (dimension: Dimension, value: Cell): string => {
  if (value !== null && dimension.type === 'date') return formatAxisDay(String(value))
  if (value !== null && dimension.type === 'timestamp') return formatAxisMoment(String(value))
  return dimensionText(dimension, value)
}

/** The same as long as a title wants it: with the code that it is. */
export const titleText = (dimension: Dimension, value: Cell): string => {
  if (value !== null && dimension.type === 'date') return formatLongDay(String(value))
  if (value !== null && dimension.type === 'timestamp') return formatLongMoment(String(value))
  return withCode(dimensionText(dimension, value), dimension, value)
}

/** Words, and behind them the code that they stand for. */
export const withCode = (
  words: string,
  { codes }: { readonly codes?: Dimension['codes'] },
  value: Cell,
): string => (codes?.some(([code]) => code === value) ? `${words} (${value})` : words)
