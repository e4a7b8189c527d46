import { MINUTE_MS } from './calendar.ts'
import type { Centre } from './centre.ts'
import type { Contacts } from './contacts.ts'
import { planOutbound } from './conversation.ts'
import { type Customer, flowAttributes } from './customer.ts'
import type { Demand } from './demand.ts'
import type { Desks } from './desk.ts'
import type { Handling } from './handling.ts'
import type { Random } from './random.ts'
import type { Routing } from './routing.ts'
import { tallyDialledFrom } from './tally.ts'
import type { Timeline } from './timeline.ts'

/** Work lists: agents with nothing else to do dial customers. What nobody finds time for is dropped. */
export interface Outreach {
  dial(demand: Demand, customer: Customer): void
}

const attempts = 12

export interface OutreachParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly centre: Centre
  readonly contacts: Contacts
  readonly desks: Desks
  readonly routing: Routing
  readonly handling: Handling
}

export function createOutreach(parts: OutreachParts): Outreach {
  const { timeline, random, centre, contacts, desks, routing, handling } = parts

  const idleDesk = (demand: Demand) => {
    for (const profile of Object.values(centre.profiles)) {
      const desk = profile.outbound === demand.queue ? routing.idleIn(profile) : undefined
      if (desk) return desk
    }
    return undefined
  }

  function dial(demand: Demand, customer: Customer, attempt = 1): void {
    const desk = idleDesk(demand)
    if (!desk) {
      if (attempt < attempts) {
        timeline.after(random.integer(2, 6) * MINUTE_MS, () => dial(demand, customer, attempt + 1))
      }
      return
    }
    const contact = contacts.open({
      channel: 'VOICE',
      initiation_method: 'OUTBOUND',
      demand,
      customer,
      system_phone: demand.queue.phone,
      attributes: flowAttributes(customer, demand, random),
    })
    contact.queue = demand.queue
    tallyDialledFrom(contact.tally, demand.queue)
    const seat = desks.take(desk, contact, 'CONNECTING')
    routing.refresh(desk)
    const { conversation, rings_ms, answered } = planOutbound(random, demand)
    // The agent's line opens first; such a contact counts as handled, whether or not the customer picks up.
    timeline.after(random.integer(800, 1_800), () => {
      handling.begin(contact, desk, seat, conversation)
      if (!answered) return
      timeline.after(rings_ms, () => {
        contact.connected_to_system_ms = timeline.now()
      })
    })
  }

  return { dial: (demand, customer) => dial(demand, customer) }
}
