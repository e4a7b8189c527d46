import { leastUtcOffset } from '../../../sql/time-zone.ts'
import type { Dashboard } from '../../normal/dashboard.ts'
import { parameterText } from './expression.ts'
import { daysParameters } from './parameter.ts'

/** The first and the last day shown, as expressions. */
export interface DaysText {
  readonly from: string
  readonly to: string
}

/**
 * The day that it is. `now()` is UTC, and no function knows zones: the clocks of the business are its clocks of winter, so
 * that the day is never one that has not begun. In the hour after midnight of summer time it is the day before.
 */
function today(time_zone: string): string {
  const minutes = leastUtcOffset(time_zone)
  return `truncDate('DD', ${minutes === 0 ? 'now()' : `addDateTime(${minutes}, 'MI', now())`})`
}

/**
 * The days that a dashboard begins with.
 * @param time_zone by whose clocks days begin
 */
export function firstDays({ dates }: Dashboard, time_zone: string): DaysText {
  const to = today(time_zone)
  return { from: `addDateTime(${1 - dates.default_days}, 'DD', ${to})`, to }
}

/** The days that it shows: as the viewer has set them, or always those that it begins with. */
export const shownDays = (dashboard: Dashboard, time_zone: string): DaysText =>
  dashboard.dates.pinned
    ? firstDays(dashboard, time_zone)
    : { from: parameterText(daysParameters.from), to: parameterText(daysParameters.to) }
