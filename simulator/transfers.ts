import { MINUTE_MS, SECOND_MS } from './calendar.ts'
import type { QueueKey, QueueName } from './centre.ts'
import type { Contact } from './contact.ts'
import type { Contacts } from './contacts.ts'
import type { Demand } from './demand.ts'
import type { Handling, Session } from './handling.ts'
import type { Queueing } from './queueing.ts'
import type { Random } from './random.ts'
import type { Routing } from './routing.ts'
import { tallyTransferredOut } from './tally.ts'
import type { Timeline } from './timeline.ts'

/** Agents hand contacts over. Each way leaves other traces in the records. */
export interface Transfers {
  /** @returns false when nobody is there to take the contact. */
  handOver(session: Session, to: 'queue' | 'queue-warm' | 'colleague' | 'outside'): boolean
}

/** Where agents of a queue send what is not theirs; the first that is open and on the same channel takes it. */
const targets: Readonly<Record<QueueKey, readonly QueueKey[]>> = {
  Support: ['Technical', 'Billing', 'Webchat'],
  Sales: ['Support', 'Premium'],
  Billing: ['Support', 'Back office'],
  Technical: ['Support'],
  Premium: ['Technical', 'Sales', 'Webchat'],
  Webchat: ['Support'],
  'Back office': ['Billing'],
  Outreach: [],
}
const consultPatience_ms = 75 * SECOND_MS

export interface TransferParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly contacts: Contacts
  readonly routing: Routing
  readonly queueing: Queueing
  readonly handling: Handling
  readonly demands: readonly Demand[]
}

export function createTransfers(parts: TransferParts): Transfers {
  const { timeline, random, contacts, routing, queueing, handling, demands } = parts

  function targetOf({ channel, demand }: Contact): Demand | undefined {
    for (const name of targets[demand.queue.name]) {
      const target = demands.find(other => other.queue.name === name && other.channel === channel)
      if (target?.isOpen(timeline.now())) return target
    }
    return undefined
  }

  /** The leg that goes on with the customer. */
  function follow(contact: Contact, demand: Demand): Contact {
    const { channel, customer, attributes, system_phone } = contact
    const leg = contacts.open({
      channel,
      demand,
      customer,
      system_phone,
      previous: contact,
      initiation_method: 'TRANSFER',
      attributes: { ...attributes, transferReason: random.pick(['escalation', 'wrong-queue', 'specialist']) },
    })
    leg.connected_to_system_ms = timeline.now()
    contact.next_contact_id = leg.id
    return leg
  }

  /** Blind: the agent is gone before anyone answers. */
  function cold(session: Session, queue: QueueName, demand: Demand): void {
    const leg = follow(session.contact, demand)
    session.contact.transfer_completed_ms = timeline.now()
    tallyTransferredOut(session.contact.tally)
    handling.leave(session)
    contacts.disconnect(session.contact, null)
    timeline.after(random.integer(300, 2_000), () => queueing.enter(leg, queue))
  }

  /** The agent waits with the customer on hold, introduces the colleague, then leaves. Nothing is "completed". */
  function warm(session: Session, demand: Demand): void {
    const leg = follow(session.contact, demand)
    handling.hold(session)
    leg.consult = {
      answered() {
        leg.consult = null
        timeline.after(random.integer(10, 60) * SECOND_MS, () => {
          handling.leave(session)
          contacts.disconnect(session.contact, 'AGENT_DISCONNECT')
        })
      },
      failed() {
        handling.resume(session)
        timeline.after(random.integer(10, 60) * SECOND_MS, () => handling.end(session, 'CUSTOMER_DISCONNECT'))
      },
    }
    queueing.enter(leg, demand.queue, consultPatience_ms)
  }

  /** To a phone outside: the agent leaves at once, the contact stays open until the outsiders hang up. */
  function outside(session: Session): void {
    const { contact } = session
    contact.transfer_completed_ms = timeline.now()
    contact.transferred_to = `+1555020${String(random.integer(0, 9_999)).padStart(4, '0')}`
    tallyTransferredOut(contact.tally)
    handling.leave(session)
    const length_ms = Math.min(random.logNormal(3 * MINUTE_MS, 0.9), 40 * MINUTE_MS)
    timeline.after(length_ms, () => contacts.disconnect(contact, 'THIRD_PARTY_DISCONNECT'))
  }

  return {
    handOver(session, to) {
      if (to === 'outside') {
        outside(session)
        return true
      }
      if (to === 'colleague') {
        const colleague = routing.colleagueOf(session.desk)
        if (colleague) cold(session, colleague.agent.queue, session.contact.demand)
        return colleague !== undefined
      }
      const demand = targetOf(session.contact)
      if (demand && to === 'queue') cold(session, demand.queue, demand)
      if (demand && to === 'queue-warm') warm(session, demand)
      return demand !== undefined
    },
  }
}
