import { DAY_MS, HOUR_MS, MINUTE_MS, weekdayOf } from './calendar.ts'
import { type Centre, type ProfileKey, profileNames } from './centre.ts'
import { acwSigma, talkSigma } from './conversation.ts'
import type { Demand } from './demand.ts'

export interface Shift {
  readonly profile: ProfileKey
  readonly start_ms: number
  readonly end_ms: number
}

/** Plans who should be there when, from the expected demand: agents per half hour, then shifts that cover them. */
export interface Staffing {
  /** The shifts that begin on the day that starts at this midnight. */
  shiftsOf(midnight_ms: number): readonly Shift[]
}

const slot_ms = 30 * MINUTE_MS
const slots = DAY_MS / slot_ms
/** Full and part time, in half hours. */
const lengths = [16, 10, 8]

/** The part of each half hour of a shift in which an agent is there for contacts: breaks and lunch are planned in. */
function presence(slot: number, length: number): number {
  const part = (slot + 0.5) / length
  const apart = (moment: number): number => Math.abs(part - moment)
  if (length < 12) return apart(0.5) < 0.15 ? 0.8 : 0.95
  if (apart(0.5) < 0.16) return 0.74
  return apart(0.27) < 0.08 || apart(0.78) < 0.08 ? 0.84 : 0.95
}

/** How tightly each profile is staffed: agents = load × factor + safety × √load, at least the floor while open. */
const tightness: Readonly<
  Record<ProfileKey, { readonly factor: number; readonly safety: number; readonly floor: number }>
> = {
  'Service desk': { factor: 1, safety: 0.65, floor: 0.8 },
  'Sales and billing': { factor: 1, safety: 0.25, floor: 0.8 },
  'Premium desk': { factor: 1, safety: 0.8, floor: 0.8 },
  Digital: { factor: 1.1, safety: 0, floor: 0.8 },
  'Back office': { factor: 0.9, safety: 0, floor: 0.6 },
  Supervision: { factor: 1, safety: 0, floor: 0 },
}

/** Contacts an agent with several slots really holds at once, on average while busy. */
const parallel = { VOICE: 1, CHAT: 1.8, TASK: 1 } as const
/** Of first contacts, how many reach an agent, transfers and callbacks included. */
const reach = { VOICE: 0.9, CHAT: 0.95, TASK: 1 } as const

/** Work lags behind arrivals by the greeting, the wait and half a conversation. */
const lag_ms = 10 * MINUTE_MS
const inProgress = (demand: Demand, at_ms: number): number =>
  (demand.plannedPerHour(at_ms - lag_ms) + demand.plannedPerHour(at_ms + lag_ms)) / 2

const meanOf = (median: number, sigma: number): number => median * Math.exp(sigma ** 2 / 2)

/** Agent time that one contact takes, in hours: ringing, talking, holding, after-contact work. */
const handle_h = ({ channel, talk_s, acw_s }: Demand): number =>
  ((6 + meanOf(talk_s, talkSigma) * 1.04 + meanOf(acw_s, acwSigma)) / 3_600) *
  (reach[channel] / parallel[channel])

export function createStaffing(centre: Centre, demands: readonly Demand[]): Staffing {
  const demandsOf = new Map(
    profileNames.map(profile => {
      const { serves, outbound } = centre.profiles[profile]
      const inbound = serves.flatMap(({ queue, channel, share }) => {
        const demand = demands.find(other => other.queue === queue && other.channel === channel)
        return demand ? [{ demand, share }] : []
      })
      // Dialling fills idle time; little of it is planned for.
      const dialled = demands.filter(demand => demand.begun_by === 'agent' && demand.queue === outbound)
      return [profile, [...inbound, ...dialled.map(demand => ({ demand, share: 0.2 }))]]
    }),
  )

  /** Agents needed in each half hour of a day. */
  function needOf(profile: ProfileKey, midnight_ms: number): Float64Array {
    const { factor, safety, floor } = tightness[profile]
    const served = demandsOf.get(profile) ?? []
    const starts_ms = Array.from({ length: slots }, (_, slot) => midnight_ms + slot * slot_ms)
    const loads = starts_ms.map(at_ms =>
      served.reduce(
        (sum, { demand, share }) => sum + inProgress(demand, at_ms) * handle_h(demand) * share,
        0,
      ),
    )
    const load = profile === 'Back office' ? spreadEvenly(loads) : loads
    return Float64Array.from(starts_ms, (at_ms, slot) => {
      const busy = load[slot] ?? 0
      const open = busy > 0 && served.some(({ demand }) => demand.isOpen(at_ms))
      return open ? Math.max(busy * factor + safety * Math.sqrt(busy), floor) : 0
    })
  }

  /** One supervisor per hundred agents, in office hours. */
  function supervisors(midnight_ms: number, agents: number): Shift[] {
    const weekday = weekdayOf(midnight_ms)
    if (weekday === 0 || weekday === 6) return []
    const start_ms = midnight_ms + 10 * HOUR_MS
    return Array.from({ length: Math.ceil(agents / 100) }, () => ({
      profile: 'Supervision',
      start_ms,
      end_ms: start_ms + 4 * HOUR_MS,
    }))
  }

  return {
    shiftsOf(midnight_ms) {
      const shifts = profileNames.flatMap(profile =>
        cover(needOf(profile, midnight_ms)).map(([slot, length]) => {
          const start_ms = midnight_ms + slot * slot_ms
          return { profile, start_ms, end_ms: start_ms + length * slot_ms }
        }),
      )
      return [...shifts, ...supervisors(midnight_ms, shifts.length)].sort((a, b) => a.start_ms - b.start_ms)
    },
  }
}

/** Tasks wait until someone has time: the day's work is planned as an even load from eight to six. */
function spreadEvenly(loads: readonly number[]): number[] {
  const total = loads.reduce((sum, load) => sum + load, 0)
  return loads.map((_, slot) => (slot >= 16 && slot < 36 ? total / 20 : 0))
}

/** Adds the shift that covers most of what is missing, until what is missing is not worth a shift. */
function cover(need: Float64Array): (readonly [slot: number, length: number])[] {
  const missing = Float64Array.from(need)
  const shifts: (readonly [number, number])[] = []
  for (;;) {
    let best: readonly [number, number] | undefined
    let bestScore = 0
    for (const length of lengths) {
      for (let start = 0; start < slots; start++) {
        let score = 0
        // A shift that passes midnight covers the same hours of the next day.
        for (let slot = start; slot < start + length; slot++) {
          const lack = (missing[slot % slots] as number) / presence(slot - start, length)
          score += lack >= 0.4 ? Math.min(lack, 1) : -0.4
        }
        if (score / length > bestScore + 1e-9) {
          bestScore = score / length
          best = [start, length]
        }
      }
    }
    if (!best || bestScore < 0.2) return shifts
    shifts.push(best)
    const [start, length] = best
    for (let slot = start; slot < start + length; slot++) {
      missing[slot % slots] = (missing[slot % slots] as number) - presence(slot - start, length)
    }
  }
}
