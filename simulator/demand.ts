import { DAY_MS, HOUR_MS, weekdayOf } from './calendar.ts'
import type { Centre, Channel, Queue } from './centre.ts'
import { closedWeight, demandPlans, type Hours, hourWeights, weekdayWeights } from './demand-plans.ts'
import { type SimulationOptions, spanOf } from './options.ts'
import type { Random } from './random.ts'

/** One kind of work that reaches the centre, and what it is like. Medians are in seconds. */
export interface Demand {
  readonly queue: Queue
  readonly channel: Channel
  /** Who begins: the customer, or an agent who dials. */
  readonly begun_by: 'customer' | 'agent'
  readonly talk_s: number
  readonly acw_s: number
  readonly patience_s: number
  /** Those who wait long are moved to this queue by the flow. */
  readonly overflow: Queue | null
  /** Those who wait are offered a callback. */
  readonly callback: boolean
  readonly reasons: readonly string[]
  /** Whether the queue takes contacts at this time. */
  isOpen(time_ms: number): boolean
  /** Expected contacts in the clock hour of this time, with the weather of the day. */
  perHour(time_ms: number): number
  /** What planners expect for the clock hour of this time: the same without the weather. */
  plannedPerHour(time_ms: number): number
}

/**
 * Contact records that one first contact leads to, on average: transfers, callbacks and their retries, survey legs,
 * people who call again. Measured on the simulation itself; the volume test says when it drifts.
 */
const recordsPerFirstContact = 1.14

/** Every kind of demand, with its expected volume for each hour of the simulated span. */
export function createDemands(centre: Centre, random: Random, options: SimulationOptions): Demand[] {
  const { start_ms } = spanOf(options)
  const hours = options.days * 24
  const first_contacts = (options.days * options.contacts_per_day) / recordsPerFirstContact
  const dayWeather = Array.from({ length: options.days }, () => random.logNormal(1, 0.04))
  const hourWeather = Array.from({ length: hours }, () => random.logNormal(1, 0.05))

  return demandPlans.map((plan): Demand => {
    const hoursOf = (time_ms: number): Hours | null => {
      const weekday = weekdayOf(time_ms)
      return weekday === 0 || weekday === 6 ? plan.weekend : plan.weekday
    }
    const isOpen = (time_ms: number): boolean => {
      const open = hoursOf(time_ms)
      const hour = Math.floor((time_ms % DAY_MS) / HOUR_MS)
      return open !== null && hour >= open[0] && hour < open[1]
    }
    const weight = (hour: number): number => {
      const time_ms = start_ms + hour * HOUR_MS
      const closed = plan.channel === 'VOICE' && plan.begun_by !== 'agent' ? closedWeight : 0
      const open = isOpen(time_ms) ? 1 : closed
      return (weekdayWeights[weekdayOf(time_ms)] as number) * (hourWeights[hour % 24] as number) * open
    }
    const weather = (hour: number): number =>
      (dayWeather[Math.floor(hour / 24)] ?? 1) * (hourWeather[hour] ?? 1)

    // Both grids are scaled to the same total: weather moves work between days, it does not make more of it.
    const grid = (value: (hour: number) => number): ((time_ms: number) => number) => {
      const values = Float64Array.from({ length: hours }, (_, hour) => value(hour))
      const total = values.reduce((sum, part) => sum + part, 0)
      // A span of closed days only (a Sunday without back office) has none of it.
      const scale = total === 0 ? 0 : (first_contacts * plan.share) / total
      return time_ms => (values[Math.floor((time_ms - start_ms) / HOUR_MS)] ?? 0) * scale
    }
    return {
      queue: centre.queues[plan.queue],
      channel: plan.channel,
      begun_by: plan.begun_by ?? 'customer',
      talk_s: plan.talk_s,
      acw_s: plan.acw_s,
      patience_s: plan.patience_s,
      overflow: plan.overflow === undefined ? null : centre.queues[plan.overflow],
      callback: plan.callback ?? false,
      reasons: plan.reasons,
      isOpen,
      perHour: grid(hour => weight(hour) * weather(hour)),
      plannedPerHour: grid(weight),
    }
  })
}
