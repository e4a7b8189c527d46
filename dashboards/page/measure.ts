import type { Row } from '../local/rows.ts'
import type { Measure } from '../spec/measure.ts'
import { formatNumber } from './format.ts'

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

/**
 * What a ratio is made of: `823 of 13,468 contacts queued`, `195 h 39 m of 419 h 38 m contact and idle time`,
 * `over 13,020 contacts with handle time`; nothing for others.
 */
export function madeOf(row: Row | undefined, measure: Measure): string {
  if (measure.kind !== 'ratio') return ''
  const over = numberIn(row, measure.denominator)
  if (over === null) return ''
  const { numerator, denominator } = measure
  const of = `${formatNumber(over, denominator.unit)} ${lower(denominator)}`
  return measure.unit === 'percent'
    ? `${formatNumber(numberIn(row, numerator) ?? 0, numerator.unit)} of ${of}`
    : `over ${of}`
}

/** A label within a sentence. */
const lower = ({ label }: Measure): string => label.charAt(0).toLowerCase() + label.slice(1)

/** That there is nothing to make it of: `No contacts queued`. */
export const noneOf = (measure: Measure): string =>
  `No ${lower(measure.kind === 'ratio' ? measure.denominator : measure)}`

/** Whether there are too few behind a value for it to say much. Money is not counted. */
export const isFew = (row: Row | undefined, measure: Measure): boolean =>
  measure.kind === 'ratio' &&
  measure.denominator.unit !== 'usd' &&
  (numberIn(row, measure.denominator) ?? 0) < FEW

/** What it means that a picture shows values so: `Hatched: under 20 contacts queued`. Nothing where none is of few. */
export const fewNote = (how: string, rows: readonly (Row | undefined)[], measure: Measure): string =>
  measure.kind === 'ratio' && rows.some(row => numberIn(row, measure) !== null && isFew(row, measure))
    ? `${how}: under ${formatNumber(FEW, measure.denominator.unit)} ${lower(measure.denominator)}`
    : ''
