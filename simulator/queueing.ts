import { HOUR_MS, MINUTE_MS, SECOND_MS, wholeSeconds } from './calendar.ts'
import type { QueueName } from './centre.ts'
import type { Contact } from './contact.ts'
import type { Contacts } from './contacts.ts'
import type { Demand } from './demand.ts'
import type { Random } from './random.ts'
import type { Routing } from './routing.ts'
import { tallyQueued, tallyWaitEnded, type WaitEnd } from './tally.ts'
import type { Timeline } from './timeline.ts'

/** Waiting, as the customer lives it: patience, and what the queue flow offers meanwhile. */
export interface Queueing {
  enter(contact: Contact, queue: QueueName, patience_ms?: number): void
  /** The time in queue is over. Who leaves unanswered rings nowhere any more. */
  leave(contact: Contact, end: WaitEnd): void
}

/** After this wait the flow offers a callback, or moves the contact to the overflow queue. */
const callbackOffer_ms = 60 * SECOND_MS
const overflow_ms = 150 * SECOND_MS
const callbackPatience_ms = 12 * HOUR_MS

const isWaiting = (contact: Contact): boolean => contact.enqueued_ms !== null && contact.dequeued_ms === null

function reasonToGiveUp({ channel, initiation_method, consult }: Contact): string {
  if (channel === 'TASK') return 'EXPIRED'
  // No customer is on the line: one waits to be called, the other with the agent who consults.
  return initiation_method === 'CALLBACK' || consult ? 'OTHER' : 'CUSTOMER_DISCONNECT'
}

export interface QueueingParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly contacts: Contacts
  readonly routing: Routing
  readonly demands: readonly Demand[]
  /** Midnight after the last day: nobody waits for agents who will not come. */
  readonly end_ms: number
  /** The customer, still in queue, takes the offer of a callback. */
  promiseCallback(contact: Contact): void
}

export function createQueueing(parts: QueueingParts): Queueing {
  const { timeline, random, contacts, routing, demands, end_ms } = parts

  function patienceOf(contact: Contact): number {
    if (contact.initiation_method === 'CALLBACK') return callbackPatience_ms
    if (contact.channel === 'TASK') return contact.demand.patience_s * SECOND_MS
    return 4 * SECOND_MS + random.logNormal(contact.demand.patience_s * SECOND_MS, 0.9)
  }

  function leave(contact: Contact, end: WaitEnd): void {
    if (end !== 'answered') routing.withdraw(contact)
    const now_ms = timeline.now()
    contact.dequeued_ms ??= now_ms
    tallyWaitEnded(contact.tally, end, wholeSeconds(contact.dequeued_ms - (contact.enqueued_ms ?? now_ms)))
  }

  function giveUp(contact: Contact): void {
    leave(contact, 'abandoned')
    contact.consult?.failed()
    contacts.disconnect(contact, reasonToGiveUp(contact))
  }

  function moveOn(contact: Contact, demand: Demand): void {
    const { channel, customer, attributes } = contact
    const moved = contacts.open({
      channel,
      customer,
      demand,
      previous: contact,
      initiation_method: 'QUEUE_TRANSFER',
      system_phone: null,
      attributes: { ...attributes },
    })
    moved.connected_to_system_ms = timeline.now()
    contact.next_contact_id = moved.id
    contact.transfer_completed_ms = timeline.now()
    leave(contact, 'moved')
    contacts.disconnect(contact, null)
    timeline.after(random.integer(300, 2_000), () => enter(moved, demand.queue))
  }

  function enter(contact: Contact, queue: QueueName, patience_ms = patienceOf(contact)): void {
    const now_ms = timeline.now()
    contact.queue = queue
    contact.enqueued_ms = now_ms
    tallyQueued(contact.tally, queue)

    const whenStillWaiting = (at_ms: number, then: () => void): void =>
      timeline.at(at_ms, () => {
        if (isWaiting(contact)) then()
      })
    // Who still waits when the world ends gives up on its last day.
    const last_ms = Math.max(end_ms - SECOND_MS, now_ms + MINUTE_MS)
    whenStillWaiting(Math.min(now_ms + patience_ms, last_ms), () => giveUp(contact))

    const { demand, customer } = contact
    if (contact.initiation_method === 'INBOUND') {
      const overflow = demands.find(
        other => other.queue === demand.overflow && other.channel === contact.channel,
      )
      if (overflow) {
        whenStillWaiting(now_ms + overflow_ms, () => {
          if (overflow.isOpen(timeline.now())) moveOn(contact, overflow)
        })
      }
      if (demand.callback && customer?.phone !== 'anonymous' && random.chance(0.3)) {
        whenStillWaiting(now_ms + callbackOffer_ms, () => parts.promiseCallback(contact))
      }
    }
    routing.add(contact)
  }

  return { enter, leave }
}
