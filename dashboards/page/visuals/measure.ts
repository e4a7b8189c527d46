import type { Row } from '../../local/rows.ts'
import type { Measure, SumMeasure } from '../../spec/measure.ts'
import { formatCount, formatNumber } from '../format.ts'

/** A share or a mean of fewer is shown muted: it says little. */
const FEW = 20

/** The value of a measure in a row; null where there is none. */
export function numberIn(row: Row | undefined, { column }: { readonly column: string }): number | null {
  const value = row?.[column] ?? null
  return value === null ? null : Number(value)
}

/** The exact value with its unit. */
export const numberText = (row: Row | undefined, measure: Measure): string =>
  formatNumber(numberIn(row, measure), measure.unit)

/** What a ratio is made of: `823 of 13,468 contacts queued`, `13,020 contacts with handle time`; nothing for a sum. */
export function madeOf(row: Row | undefined, measure: Measure): string {
  if (measure.kind === 'sum') return ''
  const over = numberIn(row, measure.denominator)
  if (over === null) return ''
  const of = `${formatCount(over)} ${lower(measure.denominator)}`
  return measure.unit === 'percent'
    ? `${formatCount(numberIn(row, measure.numerator) ?? 0)} of ${of}`
    : `over ${of}`
}

/** A label within a sentence. */
const lower = ({ label }: SumMeasure): string => label.charAt(0).toLowerCase() + label.slice(1)

/** That there is nothing to make it of: `No contacts queued`. */
export const noneOf = (measure: Measure): string =>
  `No ${lower(measure.kind === 'sum' ? measure : measure.denominator)}`

/** Whether there are too few behind a value for it to say much. */
export const isFew = (row: Row | undefined, measure: Measure): boolean =>
  measure.kind === 'ratio' && (numberIn(row, measure.denominator) ?? 0) < FEW
