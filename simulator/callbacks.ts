import { MINUTE_MS, SECOND_MS } from './calendar.ts'
import type { Contact } from './contact.ts'
import type { Contacts } from './contacts.ts'
import type { Desk, Desks, Seat } from './desk.ts'
import type { Queueing } from './queueing.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** Customers who wait are called back: a contact of its own for the promise, and one more for each further attempt. */
export interface Callbacks {
  /** The customer in queue takes the offer: this contact ends, another waits in its place. */
  promise(contact: Contact): void
  /** An agent accepted a callback; now the customer is dialled. */
  dial(contact: Contact, desk: Desk, seat: Seat): void
}

const attempts = 3

export interface CallbackParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly contacts: Contacts
  readonly desks: Desks
  readonly queueing: Queueing
  /** The customer picked up and is connected to the agent. */
  answered(contact: Contact, desk: Desk, seat: Seat): void
  released(desk: Desk): void
}

export function createCallbacks(parts: CallbackParts): Callbacks {
  const { timeline, random, contacts, desks, queueing } = parts
  /** Attempts that went before. */
  const earlier = new WeakMap<Contact, number>()

  function schedule(previous: Contact, delay_ms: number): void {
    const { channel, demand, customer, attributes, queue } = previous
    if (!queue) throw new Error(`contact ${previous.id}: a callback needs the queue of the contact before`)
    const callback = contacts.open({
      channel,
      demand,
      customer,
      previous,
      initiation_method: 'CALLBACK',
      system_phone: null,
      attributes: { ...attributes },
    })
    previous.next_contact_id = callback.id
    if (previous.initiation_method === 'CALLBACK') earlier.set(callback, (earlier.get(previous) ?? 0) + 1)
    timeline.after(delay_ms, () => queueing.enter(callback, queue))
  }

  return {
    promise(contact) {
      schedule(contact, random.integer(30, 180) * SECOND_MS)
      queueing.leave(contact, 'callback')
      contacts.disconnect(contact, 'CONTACT_FLOW_DISCONNECT')
    },
    dial(contact, desk, seat) {
      // The wait is over when the agent accepts, before anyone knows whether the customer will pick up.
      contact.dequeued_ms = timeline.now()
      desks.move(desk, seat, 'CONNECTING')
      const dial_ms = random.integer(5, 25) * SECOND_MS
      if (random.chance(0.72)) {
        timeline.after(dial_ms, () => {
          contact.connected_to_system_ms = timeline.now()
          timeline.after(random.integer(1_000, 4_000), () => parts.answered(contact, desk, seat))
        })
        return
      }
      timeline.after(dial_ms, () => {
        const more = (earlier.get(contact) ?? 0) + 1 < attempts
        if (more) schedule(contact, random.integer(10, 40) * MINUTE_MS)
        // Nobody is called again: by Connect's rule (queued, no agent, no next contact) the last attempt is abandoned.
        queueing.leave(contact, more ? 'callback' : 'abandoned')
        contacts.disconnect(contact, random.chance(0.8) ? 'TELECOM_UNANSWERED' : 'TELECOM_BUSY')
        desks.move(desk, seat, 'ERROR')
        timeline.after(random.integer(3_000, 8_000), () => {
          desks.clear(desk, seat)
          parts.released(desk)
        })
      })
    },
  }
}
