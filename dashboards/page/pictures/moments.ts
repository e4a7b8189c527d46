import type { Cell } from '../../local/rows.ts'
import { formatAxisDay, formatAxisHour } from '../format.ts'

/** More days than this are told by their midnights, fewer by their hours. */
const MOST_DAYS = 2
const HOURS = 3

/** Which moments of an axis are labelled, and how: round ones. Undefined where none is round. */
export function momentTicks(axis: readonly Cell[]) {
  const moments = axis.map(String)
  const isLong = new Set(moments.map(each => each.slice(0, 10))).size > MOST_DAYS
  const isTick = (moment: string | undefined): boolean =>
    moment?.slice(13) === ':00:00' && Number(moment.slice(11, 13)) % (isLong ? 24 : HOURS) === 0
  if (!moments.some(isTick)) return undefined
  return {
    interval: (i: number): boolean => isTick(moments[i]),
    formatter: (_: string, i: number): string => {
      const moment = moments[i] ?? ''
      return isLong ? formatAxisDay(moment.slice(0, 10)) : formatAxisHour(moment)
    },
  }
}
