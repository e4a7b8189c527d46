import { sqlLiteral, sqlName } from '../../sql/literal.ts'
import type { Dataset } from '../spec/dataset.ts'
import type { Days } from './days.ts'
import type { VisualScope } from './scope.ts'

/** Column that tells the days shown from the period before: `current` or `previous`. */
export const PERIOD = 'period'

/** What makes that column out of the day of a row. */
export function periodColumn({ day }: Dataset, { days }: VisualScope): string {
  const first = sqlLiteral({ type: 'date', value: days.from })
  return `CASE WHEN ${sqlName(day)} < ${first} THEN 'previous' ELSE 'current' END AS ${PERIOD}`
}

/** The days of both periods. */
export const bothPeriods = ({ days, previous }: VisualScope): Days => ({
  from: previous?.from ?? days.from,
  to: days.to,
})
