import type { ArrivalDays } from '../etl/arrival.ts'
import { WrongUse } from './wrong-use.ts'

/** The flags that name days. */
export interface DaysFlags {
  readonly from?: string
  readonly to?: string
}

/**
 * The days that were asked for. Throws a `WrongUse`.
 * @param otherwise what there is to do without days
 */
export function daysOf({ from, to }: DaysFlags, otherwise?: string): ArrivalDays {
  const allowed = 'two days as YYYY-MM-DD, in UTC, the first not after the last; both are included'
  if (from === undefined || to === undefined)
    throw new WrongUse({
      what: 'it was not said which days are to be taken in',
      value: from === undefined ? '--from' : '--to',
      allowed,
      remedy: ['name them with --from and --to', ...(otherwise === undefined ? [] : [otherwise])].join('; '),
    })
  if (from > to)
    throw new WrongUse({
      what: 'the days end before they begin',
      value: `${from} to ${to}`,
      allowed,
      remedy: 'exchange --from and --to',
    })
  return { from, to }
}
