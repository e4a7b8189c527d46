import type { Row } from '../local/rows.ts'
import type { Measure } from '../spec/measure.ts'
import type { Parameter } from '../spec/parameter.ts'
import { numberIn } from './measure.ts'

export type Tone = 'good' | 'bad' | 'warning'

/** A mark for what is beyond a limit, with its limit settled. */
export interface Marked {
  readonly of: Measure
  readonly when: 'below' | 'above'
  readonly limit: number | Parameter
  readonly tone: Tone
}

/** How a value is marked: the first format that it fulfils; a value on the limit is beyond none. */
export function toneOf(
  formats: readonly Marked[],
  measure: Measure,
  row: Row | undefined,
  parameter: (parameter: Parameter) => number,
): Tone | undefined {
  const value = numberIn(row, measure)
  if (value === null) return undefined
  return formats.find(({ of, when, limit }) => {
    const edge = typeof limit === 'number' ? limit : parameter(limit)
    return of.column === measure.column && (when === 'below' ? value < edge : value > edge)
  })?.tone
}

/** The tone for those who do not see colours. */
export const TONE_MARKS: Readonly<Record<Tone, { readonly mark: string; readonly words: string }>> = {
  good: { mark: '✓', words: 'good' },
  bad: { mark: '!', words: 'bad' },
  warning: { mark: '△', words: 'warning' },
}
