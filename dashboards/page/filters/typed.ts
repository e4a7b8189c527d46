import type { Unit } from '../../spec/measure.ts'

/** In which unit a number is typed, after what it is. */
export const typed: Readonly<Record<Unit, string>> = {
  count: '',
  s: ', in seconds',
  percent: ', in %',
  number: '',
  bytes: ', in bytes',
  usd: ', in USD',
  usd_per_thousand: ', in USD',
}
