import { dayOf } from '../schema/instant.ts'
import type { OfferStep } from './agent-quarters.ts'
import type { AgentTime } from './agent-time.ts'
import { startArrivals } from './arrivals.ts'
import { createCallbacks } from './callbacks.ts'
import type { Agent, Centre } from './centre.ts'
import type { Contact } from './contact.ts'
import { createContacts } from './contacts.ts'
import { customerSource } from './customer.ts'
import { createDemands } from './demand.ts'
import { type AgentEventType, createDesks, type Desk } from './desk.ts'
import { createFlow } from './flow.ts'
import { createHandling } from './handling.ts'
import { createMonitors } from './monitors.ts'
import { type SimulationOptions, spanOf } from './options.ts'
import { createOutreach } from './outreach.ts'
import { createQueueing } from './queueing.ts'
import type { RandomStreams } from './random.ts'
import { createRota } from './rota.ts'
import { createRouting } from './routing.ts'
import { createShifts } from './shifts.ts'
import { createStaffing } from './staffing.ts'
import { createSurveys } from './surveys.ts'
import type { Timeline } from './timeline.ts'
import { createTransfers } from './transfers.ts'
import type { TruthBooks } from './truth-books.ts'

export interface FloorParts {
  readonly options: SimulationOptions
  readonly timeline: Timeline
  readonly random: RandomStreams
  readonly centre: Centre
  readonly books: TruthBooks
  readonly time: AgentTime
  opened(contact: Contact): void
  completed(contact: Contact): void
  agentEvent(desk: Desk, type: AgentEventType, stamp_ms: number): void
  offer(agent: Agent, step: OfferStep, at_ms: number): void
}

/**
 * Everybody on the floor of the contact centre, acquainted with each other, and set going. Who needs someone that is
 * introduced further down gets a function that asks when it happens: nothing happens before the first step of time.
 */
export function openFloor(parts: FloorParts): void {
  const { options, timeline, random, centre, books, time } = parts
  const span = spanOf(options)
  const demands = createDemands(centre, random.demand, options)
  const nextCustomer = customerSource(options.contacts_per_day, random.arrivals)
  const today = (): string => dayOf(timeline.now())
  const released = (desk: Desk): void => {
    shifts.settle(desk)
    routing.refresh(desk)
  }

  const contacts = createContacts(timeline, random.contact_ids, {
    opened: parts.opened,
    completed(contact) {
      parts.completed(contact)
      flow.completed(contact)
    },
  })
  const desks = createDesks(timeline, random.desks, time, parts.agentEvent)
  const routing = createRouting({
    timeline,
    random: random.routing,
    centre,
    desks,
    released,
    offered: (agent, channel) => books.offered(agent.username, channel, today()),
    missed: (agent, channel) => books.missed(agent.username, channel, today()),
    offer: parts.offer,
    answered(contact, desk, seat) {
      if (contact.initiation_method === 'CALLBACK') callbacks.dial(contact, desk, seat)
      else {
        queueing.leave(contact, 'answered')
        handling.begin(contact, desk, seat)
      }
    },
  })
  const queueing = createQueueing({
    timeline,
    random: random.flow,
    contacts,
    routing,
    demands,
    end_ms: span.end_ms,
    promiseCallback: contact => callbacks.promise(contact),
  })
  const handling = createHandling({
    timeline,
    random: random.handling,
    contacts,
    desks,
    released,
    handOver: (session, to) => transfers.handOver(session, to),
    surveyed: (contact, reason) => surveys.surveyed(contact, reason),
    began: (contact, length_ms) => monitors.began(contact, length_ms),
  })
  const callbacks = createCallbacks({
    timeline,
    random: random.flow,
    contacts,
    desks,
    queueing,
    released,
    answered(contact, desk, seat) {
      queueing.leave(contact, 'answered')
      handling.begin(contact, desk, seat)
    },
  })
  const transfers = createTransfers({
    timeline,
    random: random.handling,
    contacts,
    routing,
    queueing,
    handling,
    demands,
  })
  const surveys = createSurveys(timeline, random.handling, contacts)
  const monitors = createMonitors({
    timeline,
    random: random.handling,
    centre,
    contacts,
    desks,
    routing,
    released,
  })
  const outreach = createOutreach({
    timeline,
    random: random.handling,
    centre,
    contacts,
    desks,
    routing,
    handling,
  })
  const flow = createFlow({ timeline, random: random.flow, contacts, queueing, end_ms: span.end_ms })
  const shifts = createShifts({
    timeline,
    random: random.shifts,
    centre,
    desks,
    routing,
    span,
    staffing: createStaffing(centre, demands),
    rota: createRota(centre),
  })

  shifts.start()
  for (const demand of demands) {
    const begin = demand.begun_by === 'agent' ? outreach.dial : flow.arrive
    startArrivals(timeline, random.arrivals, demand, span, () => begin(demand, nextCustomer()))
  }
}
