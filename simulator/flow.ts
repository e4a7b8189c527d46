import { DAY_MS, MINUTE_MS, SECOND_MS } from './calendar.ts'
import type { Contact } from './contact.ts'
import type { Contacts } from './contacts.ts'
import { type Customer, flowAttributes } from './customer.ts'
import type { Demand } from './demand.ts'
import type { Queueing } from './queueing.ts'
import type { Random } from './random.ts'
import { type FlowEnd, tallyFlowEnded, tallyQueued, tallyWaitEnded } from './tally.ts'
import type { Timeline } from './timeline.ts'

/** What happens to a contact before the queue: greeting, menu, self-service, closing time. */
export interface Flow {
  /** A customer calls, writes or leaves a task. */
  arrive(demand: Demand, customer: Customer): void
  /** A contact is over; some customers come again. */
  completed(contact: Contact): void
}

const testShare = 0.004

export interface FlowParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly contacts: Contacts
  readonly queueing: Queueing
  readonly end_ms: number
}

export function createFlow({ timeline, random, contacts, queueing, end_ms }: FlowParts): Flow {
  /** The flow is over, and with it a contact that goes to no queue. */
  function end(contact: Contact, flowEnd: FlowEnd, reason: string | null): void {
    tallyFlowEnded(contact.tally, flowEnd)
    contacts.disconnect(contact, reason)
  }

  function enter(contact: Contact): void {
    tallyFlowEnded(contact.tally, 'queued')
    queueing.enter(contact, contact.demand.queue)
  }

  function selfService(contact: Contact): void {
    contact.attributes.selfService = 'completed'
    timeline.after(random.logNormal(70 * SECOND_MS, 0.5), () =>
      end(contact, 'ended', random.chance(0.7) ? 'CONTACT_FLOW_DISCONNECT' : null),
    )
  }

  /** Connect's own test calls run through the flow, and some into the queue, but never ring at an agent. */
  function test(contact: Contact): void {
    timeline.after(random.integer(5, 30) * SECOND_MS, () => {
      if (random.chance(0.5)) {
        const wait_s = random.integer(1, 9)
        contact.queue = contact.demand.queue
        contact.enqueued_ms = timeline.now()
        tallyQueued(contact.tally, contact.queue)
        timeline.after(wait_s * SECOND_MS, () => {
          contact.dequeued_ms = timeline.now()
          tallyWaitEnded(contact.tally, 'abandoned', wait_s)
          contacts.disconnect(contact, 'CONTACT_FLOW_DISCONNECT')
        })
      } else contacts.disconnect(contact, 'CONTACT_FLOW_DISCONNECT')
    })
  }

  function call(contact: Contact): void {
    const menu_ms = random.logNormal(28 * SECOND_MS, 0.45)
    const fate = random.weighted({ queue: 84, contained: 11, left: 5 })
    timeline.after(menu_ms, () => {
      if (!contact.demand.isOpen(timeline.now())) end(contact, 'ended', 'CONTACT_FLOW_DISCONNECT')
      else if (fate === 'contained') selfService(contact)
      else if (fate === 'left') end(contact, 'left', 'CUSTOMER_DISCONNECT')
      else enter(contact)
    })
  }

  /** A bot asks first. Some need no one else. */
  function write(contact: Contact): void {
    timeline.after(random.logNormal(20 * SECOND_MS, 0.5), () => {
      if (random.chance(0.08)) selfService(contact)
      else enter(contact)
    })
  }

  function arrive(demand: Demand, customer: Customer): void {
    const { channel, queue } = demand
    const contact = contacts.open({
      channel,
      demand,
      customer,
      initiation_method: channel === 'VOICE' ? 'INBOUND' : 'API',
      system_phone: channel === 'VOICE' ? queue.phone : null,
      attributes: flowAttributes(customer, demand, random),
      test: channel === 'VOICE' && random.chance(testShare),
    })
    contact.connected_to_system_ms = timeline.now()
    if (contact.test) test(contact)
    else if (channel === 'VOICE') call(contact)
    else if (channel === 'CHAT') write(contact)
    else timeline.after(random.integer(200, 1_500), () => queueing.enter(contact, queue))
  }

  /** Who gave up tries again soon; who was served comes back within days, at about the same time of day. */
  function againAfter({ tally }: Contact): number | null {
    if (tally.abandoned) return random.chance(0.35) ? random.integer(3, 60) * MINUTE_MS : null
    if (!random.chance(0.05)) return null
    return random.integer(0, 3) * DAY_MS + random.integer(20, 150) * MINUTE_MS
  }

  return {
    arrive,
    completed(contact) {
      const { customer, demand, initiation_method } = contact
      if (initiation_method !== 'INBOUND' || contact.test || customer === null) return
      const again_ms = againAfter(contact)
      // Nobody calls from beyond the simulated span.
      if (again_ms === null || timeline.now() + again_ms >= end_ms) return
      timeline.after(again_ms, () => arrive(demand, customer))
    },
  }
}
