import { DAY_MS, SECOND_MS } from './calendar.ts'
import type { Journey, Leg } from './journeys.ts'

/** A customer came again: which journey followed which, and how long after its end. */
export interface Repeat {
  readonly journey: Journey
  readonly previous: Journey
  readonly gap_s: number
}

/** The longest time between two contacts that anybody calls a repeat. */
const window_ms = 30 * DAY_MS

const legOf = ({ legs }: Journey): Leg => legs[0] as Leg
export const startOf = (journey: Journey): number => legOf(journey).initiated_ms
export const endOf = ({ legs }: Journey): number => Math.max(...legs.map(leg => leg.disconnected_ms))

/** A customer whom the records tell began it, and an agent served them. Calls that agents dial are nobody's return. */
export const countsForRepeats = (journey: Journey): boolean =>
  journey.outcome === 'HANDLED' &&
  journey.customer !== null &&
  !journey.test &&
  legOf(journey).initiation_method !== 'OUTBOUND'

/** Of each journey that counts, the one before of the same customer, when that ended less than 30 days earlier. */
export function repeatsIn(journeys: readonly Journey[]): readonly Repeat[] {
  const latest = new Map<string, Journey>()
  const byStart = journeys.filter(countsForRepeats).sort((a, b) => {
    return startOf(a) - startOf(b) || (legOf(a).contact_id < legOf(b).contact_id ? -1 : 1)
  })
  return byStart.flatMap(journey => {
    const previous = latest.get(journey.customer as string)
    latest.set(journey.customer as string, journey)
    if (!previous) return []
    // One that had not ended yet when the next began is followed at once.
    const gap_ms = Math.max(0, startOf(journey) - endOf(previous))
    return gap_ms < window_ms ? [{ journey, previous, gap_s: gap_ms / SECOND_MS }] : []
  })
}
