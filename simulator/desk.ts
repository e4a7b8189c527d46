import type { AgentTime, ContactState } from './agent-time.ts'
import { HOUR_MS } from './calendar.ts'
import type { Agent, AgentStatus, Channel } from './centre.ts'
import type { Contact } from './contact.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** A contact as the agent's software shows it. */
export interface Seat {
  readonly contact: Contact
  state: ContactState
  since_ms: number
  connected_ms: number | null
}

/** An agent at work. Only the functions of `Desks` change it. */
export interface Desk {
  readonly agent: Agent
  readonly seats: Seat[]
  status: AgentStatus
  status_since_ms: number
  /** Chosen while contacts were still open; takes effect when the last one is cleared. */
  next_status: { readonly status: AgentStatus; readonly enqueued_ms: number } | null
  logged_in: boolean
  /** EventTimestamp of the latest event. */
  stamp_ms: number
  /** Until here the agent's time is in the books. */
  booked_ms: number
  /** Heartbeats go on until then. */
  beats_until_ms: number
  beating: boolean
}

export type AgentEventType = 'LOGIN' | 'LOGOUT' | 'STATE_CHANGE' | 'HEART_BEAT'

/** Contacts of a channel that the agent could take more, whatever the status: an Offline agent has free slots too. */
export function freeSlots(desk: Desk, channel: Channel): number {
  const slots = desk.agent.profile.slots[channel] ?? 0
  return desk.seats.some(seat => seat.contact.channel !== channel)
    ? 0
    : Math.max(0, slots - desk.seats.length)
}

const unanswered: ReadonlySet<ContactState> = new Set(['MISSED', 'REJECTED', 'ERROR'])

/** Whether a contact of the channel can be offered now. */
export const isReady = (desk: Desk, channel: Channel): boolean =>
  desk.status.type === 'ROUTABLE' &&
  desk.next_status === null &&
  freeSlots(desk, channel) > 0 &&
  !desk.seats.some(seat => unanswered.has(seat.state))

export interface Desks {
  open(agent: Agent, offline: AgentStatus): Desk
  login(desk: Desk): void
  logout(desk: Desk): void
  setStatus(desk: Desk, status: AgentStatus): void
  setNextStatus(desk: Desk, status: AgentStatus): void
  take(desk: Desk, contact: Contact, state: ContactState): Seat
  move(desk: Desk, seat: Seat, state: ContactState): void
  /** The contact leaves the agent's software: after-contact work, if there was any, is over. */
  clear(desk: Desk, seat: Seat): void
}

/** Silence after which Connect says that the agent is still there. */
const heartbeat_ms = 120_000

/** Changes desks, keeps the books of their time, and publishes an event for each change. */
export function createDesks(
  timeline: Timeline,
  random: Random,
  time: AgentTime,
  publish: (desk: Desk, type: AgentEventType, stamp_ms: number) => void,
): Desks {
  function event(desk: Desk, type: AgentEventType, stamp_ms: number): void {
    desk.stamp_ms = stamp_ms
    publish(desk, type, stamp_ms)
  }

  /** No two events of an agent share an instant: their order must show in the time alone. */
  const instant = (desk: Desk): number => Math.max(timeline.now(), desk.stamp_ms + 1)

  function change(desk: Desk, apply: (at_ms: number) => void, delay_ms: number): void {
    const at_ms = instant(desk)
    time.pass(desk, desk.booked_ms, at_ms)
    desk.booked_ms = at_ms
    apply(at_ms)
    event(desk, 'STATE_CHANGE', at_ms + delay_ms)
  }

  /** Real events carry an EventTimestamp 0 to 58 ms after the state they report. */
  const reportDelay = (): number => random.integer(0, 58)

  function beat(desk: Desk): void {
    const due_ms = desk.stamp_ms + heartbeat_ms
    const now_ms = timeline.now()
    // Whatever else was reported meanwhile puts the next heartbeat off.
    if (due_ms > now_ms) timeline.at(due_ms, () => beat(desk))
    else if (now_ms > desk.beats_until_ms) desk.beating = false
    else {
      event(desk, 'HEART_BEAT', now_ms)
      timeline.after(heartbeat_ms, () => beat(desk))
    }
  }

  return {
    open: (agent, offline) => ({
      agent,
      seats: [],
      status: offline,
      status_since_ms: timeline.now(),
      next_status: null,
      logged_in: false,
      stamp_ms: timeline.now(),
      booked_ms: timeline.now(),
      beats_until_ms: 0,
      beating: false,
    }),
    login(desk) {
      desk.logged_in = true
      desk.beats_until_ms = Number.POSITIVE_INFINITY
      event(desk, 'LOGIN', instant(desk))
      if (!desk.beating) {
        desk.beating = true
        beat(desk)
      }
    },
    logout(desk) {
      desk.logged_in = false
      event(desk, 'LOGOUT', instant(desk))
      // Heartbeats are known to go on for up to an hour: an Offline heartbeat does not mean logged in.
      const tail_ms = random.chance(0.5) ? random.integer(0, HOUR_MS) : 0
      desk.beats_until_ms = timeline.now() + tail_ms
    },
    setStatus(desk, status) {
      change(
        desk,
        at_ms => {
          desk.status = status
          desk.status_since_ms = at_ms
          desk.next_status = null
        },
        reportDelay(),
      )
    },
    setNextStatus(desk, status) {
      change(
        desk,
        at_ms => {
          desk.next_status = { status, enqueued_ms: at_ms }
        },
        reportDelay(),
      )
    },
    take(desk, contact, state) {
      const seat: Seat = { contact, state, since_ms: 0, connected_ms: null }
      change(
        desk,
        at_ms => {
          seat.since_ms = at_ms
          desk.seats.push(seat)
        },
        reportDelay(),
      )
      return seat
    },
    move(desk, seat, state) {
      change(
        desk,
        at_ms => {
          if (state === 'CONNECTED') seat.connected_ms ??= at_ms
          seat.state = state
          seat.since_ms = at_ms
        },
        reportDelay(),
      )
    },
    clear(desk, seat) {
      // No delay: nothing in the snapshot tells when after-contact work ended but the event's own time.
      change(desk, () => desk.seats.splice(desk.seats.indexOf(seat), 1), 0)
    },
  }
}
