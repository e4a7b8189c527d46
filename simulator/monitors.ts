import type { Centre } from './centre.ts'
import { type Contact, conversationSeconds } from './contact.ts'
import type { Contacts } from './contacts.ts'
import type { Desk, Desks } from './desk.ts'
import type { Random } from './random.ts'
import type { Routing } from './routing.ts'
import { tallyConnected, tallyWorked } from './tally.ts'
import type { Timeline } from './timeline.ts'

/** Supervisors listen in on calls now and then: a contact of its own, without customer or queue. */
export interface Monitors {
  /** A conversation of this length has begun. */
  began(contact: Contact, length_ms: number): void
}

const monitoredShare = 0.01

export interface MonitorParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly centre: Centre
  readonly contacts: Contacts
  readonly desks: Desks
  readonly routing: Routing
  released(desk: Desk): void
}

export function createMonitors(parts: MonitorParts): Monitors {
  const { timeline, random, centre, contacts, desks, routing } = parts

  function listen(contact: Contact, desk: Desk, for_ms: number): void {
    const leg = contacts.open({
      channel: 'VOICE',
      initiation_method: 'MONITOR',
      demand: contact.demand,
      previous: contact,
      customer: null,
      system_phone: null,
      attributes: {},
    })
    leg.attempts = 1
    leg.connected_to_system_ms = timeline.now()
    const seat = desks.take(desk, leg, 'CONNECTING')
    routing.refresh(desk)
    timeline.after(1_000, () => {
      const connected_ms = timeline.now()
      desks.move(desk, seat, 'CONNECTED')
      tallyConnected(leg.tally, desk.agent.username)
      leg.work = {
        agent: desk.agent,
        accepted_ms: null,
        connected_ms,
        acw: 'none',
        ended_ms: null,
        cleared_ms: null,
        holds: 0,
        hold_ms: 0,
        longest_hold_ms: 0,
        pauses: 0,
        pause_ms: 0,
        last_paused_ms: null,
        last_resumed_ms: null,
        audio_score: null,
        recorded: false,
        listening: true,
      }
      timeline.after(for_ms, () => {
        if (!leg.work) return
        leg.work.ended_ms = timeline.now()
        tallyWorked(leg.tally, { ...conversationSeconds(leg.work), holds: 0 })
        desks.clear(desk, seat)
        contacts.cleared(leg)
        contacts.disconnect(leg, null)
        parts.released(desk)
      })
    })
  }

  return {
    began(contact, length_ms) {
      if (contact.channel !== 'VOICE' || length_ms < 60_000 || !random.chance(monitoredShare)) return
      // Within the planned length: nobody listens to a call that is over.
      const from_ms = random.integer(5_000, Math.floor(length_ms / 3))
      const for_ms = random.integer(15_000, Math.floor(length_ms / 2))
      timeline.after(from_ms, () => {
        const desk = routing.idleIn(centre.profiles.Supervision)
        if (desk) listen(contact, desk, for_ms)
      })
    },
  }
}
