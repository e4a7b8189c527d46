import { dayOf } from '../schema/instant.ts'
import { SECOND_MS } from './calendar.ts'
import type { Contact } from './contact.ts'

/** A contact as part of a journey: what happened to it, and what of that the newest version that arrived tells. */
export interface Leg {
  readonly contact_id: string
  readonly previous_contact_id: string | null
  readonly channel: string
  readonly initiation_method: string
  /** Epoch milliseconds, cut to seconds as records are. */
  readonly initiated_ms: number
  /** When it was disconnected, as the newest version that arrived has it. */
  readonly disconnected_ms: number
  readonly queue_arn: string | null
  readonly queued: boolean
  readonly wait_s: number | null
  readonly agent: string | null
  /** An agent left it to someone else before anyone answered, or a flow moved it on. */
  readonly transferred_out: boolean
  /** It was handed to someone outside. */
  readonly transferred_outside: boolean
  /** Somebody or something at the customer's end was on the line. */
  readonly customer_reached: boolean
  readonly disconnect_reason: string | null
}

/** How a journey ended for the customer; the first that holds, in this order. */
export type JourneyOutcome =
  | 'HANDLED'
  | 'CUSTOMER_NOT_REACHED'
  | 'EXTERNAL'
  | 'CALLBACK_NOT_REACHED'
  | 'ABANDONED'
  | 'LEFT_IN_FLOW'
  | 'CONTAINED'
  | 'OTHER'

/**
 * What a customer would call one call: the contact it began with, and those that followed from it. Only legs of which
 * something arrived are part of it; of a journey of which nothing arrived there is none.
 */
export interface Journey {
  /** In the order in which they began; listeners last. */
  readonly legs: readonly Leg[]
  /** UTC date of the earliest disconnect. */
  readonly day: string
  /** Who it was about, where any leg that arrived tells: a number that is withheld or redacted tells nobody. */
  readonly customer: string | null
  readonly test: boolean
  readonly outcome: JourneyOutcome
}

/** Puts legs together. Needs memory for journeys that are under way, not for those that are over. */
export interface JourneyBooks {
  opened(contact: Contact): void
  /** Nothing of the contact will arrive any more. Null: nothing did. */
  settled(contact: Contact, arrived: { readonly moved_ms: number; readonly redacted: boolean } | null): void
}

interface Part {
  readonly contact: Contact
  readonly moved_ms: number
  readonly redacted: boolean
}

const cut = (time_ms: number): number => Math.floor(time_ms / SECOND_MS) * SECOND_MS

function legOf({ contact, moved_ms }: Part): Leg {
  const { tally } = contact
  return {
    contact_id: contact.id,
    previous_contact_id: contact.previous_contact_id,
    channel: contact.channel,
    initiation_method: contact.initiation_method,
    initiated_ms: cut(contact.initiated_ms),
    disconnected_ms: cut((contact.disconnected_ms ?? 0) + moved_ms),
    queue_arn: tally.queue?.arn ?? null,
    queued: tally.queued,
    wait_s: tally.wait_s,
    agent: tally.agent,
    transferred_out: tally.transferred_out,
    transferred_outside: contact.transferred_to !== null,
    customer_reached: contact.connected_to_system_ms !== null,
    disconnect_reason: tally.disconnect_reason,
  }
}

const isListener = (leg: Leg): boolean => leg.initiation_method === 'MONITOR'

/** Of two parts that began in the same second the smaller id comes first: records tell no more. */
function inOrder(a: Leg, b: Leg): number {
  if (isListener(a) !== isListener(b)) return isListener(a) ? 1 : -1
  return a.initiated_ms - b.initiated_ms || (a.contact_id < b.contact_id ? -1 : 1)
}

function outcomeOf(legs: readonly Leg[]): JourneyOutcome {
  const own = legs.filter(leg => !isListener(leg))
  const first = own[0]
  if (first === undefined) return 'OTHER'
  const served = own.filter(leg => leg.agent !== null)
  if (served.some(leg => leg.initiation_method !== 'OUTBOUND' || leg.customer_reached)) return 'HANDLED'
  if (served.length > 0) return 'CUSTOMER_NOT_REACHED'
  if (own.some(leg => leg.transferred_outside)) return 'EXTERNAL'
  if (own.some(leg => leg.initiation_method === 'CALLBACK')) return 'CALLBACK_NOT_REACHED'
  if (own.some(leg => leg.queued)) return 'ABANDONED'
  if (first.initiation_method !== 'INBOUND' && first.initiation_method !== 'API') return 'OTHER'
  return own.some(leg => leg.disconnect_reason === 'CUSTOMER_DISCONNECT') ? 'LEFT_IN_FLOW' : 'CONTAINED'
}

function journeyOf(parts: readonly Part[]): Journey {
  const legs = parts.map(legOf).sort(inOrder)
  const told = parts.find(({ contact, redacted }) => {
    const { channel, customer } = contact
    return channel === 'VOICE' && customer !== null && customer.phone !== 'anonymous' && !redacted
  })
  return {
    legs,
    day: dayOf(Math.min(...legs.map(leg => leg.disconnected_ms))),
    customer: told?.contact.customer?.phone ?? null,
    test: parts.some(({ contact }) => contact.test),
    outcome: outcomeOf(legs),
  }
}

/** @param over Told of each journey when all of it has arrived. */
export function createJourneyBooks(over: (journey: Journey) => void): JourneyBooks {
  /** By the first contact: those not settled yet, and what arrived of the others. */
  const underway = new Map<string, { open: number; readonly parts: Part[] }>()
  return {
    opened({ association_id }) {
      const journey = underway.get(association_id) ?? { open: 0, parts: [] }
      journey.open++
      underway.set(association_id, journey)
    },
    settled(contact, arrived) {
      const journey = underway.get(contact.association_id)
      if (!journey) throw new Error(`contact ${contact.id}: settled, but never opened`)
      if (arrived) journey.parts.push({ contact, ...arrived })
      // What follows from a contact is opened before the contact is over: nothing can be added any more.
      if (--journey.open > 0) return
      underway.delete(contact.association_id)
      if (journey.parts.length > 0) over(journeyOf(journey.parts))
    },
  }
}
