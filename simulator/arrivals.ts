import { HOUR_MS } from './calendar.ts'
import type { Demand } from './demand.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/**
 * Lets a demand arrive as a Poisson process whose rate changes with the hour, by thinning (Lewis and Shedler 1979):
 * candidates come at the highest rate, each is kept with the share of the rate at its time.
 */
export function startArrivals(
  timeline: Timeline,
  random: Random,
  demand: Demand,
  span: { readonly start_ms: number; readonly end_ms: number },
  arrive: () => void,
): void {
  let highest = 0
  for (let at_ms = span.start_ms; at_ms < span.end_ms; at_ms += HOUR_MS)
    highest = Math.max(highest, demand.perHour(at_ms))
  if (highest === 0) return

  function next(): void {
    timeline.after(random.exponential(HOUR_MS / highest), () => {
      const now_ms = timeline.now()
      if (now_ms >= span.end_ms) return
      if (random.chance(demand.perHour(now_ms) / highest)) arrive()
      next()
    })
  }
  next()
}
