import { DAY_MS, HOUR_MS, MINUTE_MS } from './calendar.ts'
import type { Agent, AgentStatus, Centre, StatusKey } from './centre.ts'
import type { Desk, Desks } from './desk.ts'
import type { Random } from './random.ts'
import type { Rota } from './rota.ts'
import type { Routing } from './routing.ts'
import type { Shift, Staffing } from './staffing.ts'
import type { Timeline } from './timeline.ts'

/** The working day of agents: log in, be available, breaks, log out. */
export interface Shifts {
  /** Begins the rota; day after day, as the time comes. */
  start(): void
  /** To be called when a desk lost a contact: a status chosen before may take effect. */
  settle(desk: Desk): void
}

/** A break waits while customers do, up to an hour. */
const postponement_ms = 5 * MINUTE_MS
const postponements = 12

export interface ShiftParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly centre: Centre
  readonly staffing: Staffing
  readonly rota: Rota
  readonly desks: Desks
  readonly routing: Routing
  readonly span: { readonly start_ms: number; readonly end_ms: number }
}

export function createShifts(parts: ShiftParts): Shifts {
  const { timeline, random, staffing, rota, desks, routing, span } = parts
  const { statuses } = parts.centre
  const deskOf = new Map<Agent, Desk>()
  /** What an agent does once the status chosen before has taken effect. */
  const whenSet = new Map<Desk, () => void>()

  function setStatus(desk: Desk, status: AgentStatus): void {
    desks.setStatus(desk, status)
    routing.refresh(desk)
  }

  /** Agents finish what they have; a few switch at once, and end the contact in a status other than Available. */
  function choose(desk: Desk, status: AgentStatus, then: () => void): void {
    if (desk.seats.length === 0 || (status.type === 'CUSTOM' && random.chance(0.12))) {
      whenSet.delete(desk)
      setStatus(desk, status)
      then()
      return
    }
    whenSet.set(desk, then)
    desks.setNextStatus(desk, status)
    routing.refresh(desk)
  }

  function settle(desk: Desk): void {
    if (desk.seats.length > 0 || desk.next_status === null) return
    setStatus(desk, desk.next_status.status)
    const then = whenSet.get(desk)
    whenSet.delete(desk)
    then?.()
  }

  interface Absence {
    readonly status: AgentStatus
    readonly at_ms: number
    readonly for_ms: number
    /** End of the shift. */
    readonly until_ms: number
    readonly postponed?: number
  }

  function away(desk: Desk, absence: Absence): void {
    const { status, for_ms, until_ms, postponed = 0 } = absence
    timeline.at(absence.at_ms, () => {
      // Somebody who is away already, or about to leave, does not go again.
      if (desk.status !== statuses.Available || desk.next_status !== null) return
      if (postponed < postponements && routing.isAwaited(desk)) {
        away(desk, { ...absence, at_ms: timeline.now() + postponement_ms, postponed: postponed + 1 })
        return
      }
      choose(desk, status, () => {
        const back_ms = Math.min(timeline.now() + for_ms, until_ms)
        timeline.at(back_ms, () => {
          if (desk.status === status && desk.next_status === null) setStatus(desk, statuses.Available)
        })
      })
    })
  }

  function work(desk: Desk, start_ms: number, end_ms: number): void {
    desks.login(desk)
    timeline.after(random.integer(5_000, 40_000), () => setStatus(desk, statuses.Available))

    const length_ms = end_ms - start_ms
    const around = (part: number, spread = 25): number =>
      start_ms + length_ms * part + random.between(-spread, spread) * MINUTE_MS
    const minutes = (low: number, high: number): number => random.between(low, high) * MINUTE_MS
    const plan = (key: StatusKey, at_ms: number, for_ms: number): void =>
      away(desk, { status: statuses[key], at_ms, for_ms, until_ms: end_ms })
    if (random.chance(0.07)) plan('Training', around(0.15), minutes(40, 60))
    else if (random.chance(0.06)) plan('Meeting', around(0.15), minutes(20, 30))
    if (length_ms > 6 * HOUR_MS) {
      plan('Break', around(0.27), minutes(12, 16))
      plan('Lunch', around(0.5, 70), minutes(30, 40))
      plan('Break', around(0.78), minutes(12, 16))
    } else if (length_ms > 3 * HOUR_MS) plan('Break', around(0.5), minutes(12, 16))

    timeline.at(end_ms, () =>
      choose(desk, statuses.Offline, () =>
        timeline.after(random.integer(1_000, 6_000), () => desks.logout(desk)),
      ),
    )
  }

  function begin(agent: Agent, start_ms: number, end_ms: number): void {
    timeline.at(start_ms, () => {
      const desk = deskOf.get(agent) ?? desks.open(agent, statuses.Offline)
      deskOf.set(agent, desk)
      work(desk, start_ms, end_ms)
    })
  }

  /** Who begins on the eve of the first day, and is there when it starts: nothing is planned for the eve itself. */
  function eve(): readonly Shift[] {
    const shifts = staffing.shiftsOf(span.start_ms)
    return shifts
      .map(shift => ({ ...shift, start_ms: shift.start_ms - DAY_MS, end_ms: shift.end_ms - DAY_MS }))
      .filter(shift => shift.end_ms > span.start_ms)
  }

  function plan(midnight_ms: number): void {
    for (const shift of midnight_ms < span.start_ms ? eve() : staffing.shiftsOf(midnight_ms)) {
      const agent = rota.assign(shift)
      const start_ms = Math.max(shift.start_ms, span.start_ms) + random.integer(0, 240_000)
      const end_ms = Math.min(shift.end_ms + random.integer(0, 240_000), span.end_ms)
      if (end_ms - start_ms > 10 * MINUTE_MS) begin(agent, start_ms, end_ms)
    }
    const next_ms = midnight_ms + DAY_MS
    if (next_ms < span.end_ms) timeline.at(next_ms - HOUR_MS, () => plan(next_ms))
  }

  return {
    start() {
      plan(span.start_ms - DAY_MS)
    },
    settle,
  }
}
