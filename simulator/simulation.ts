import type { AgentQuarters } from './agent-quarters.ts'
import { type AgentTime, createAgentTime } from './agent-time.ts'
import { DAY_MS } from './calendar.ts'
import { createCentre } from './centre.ts'
import type { Contact } from './contact.ts'
import { createDelivery } from './delivery.ts'
import { createEmissions } from './emissions.ts'
import { openFloor } from './floor.ts'
import { createJourneyBooks, type Journey } from './journeys.ts'
import { checkOptions, type SimulationOptions, spanOf } from './options.ts'
import { randomStreams } from './random.ts'
import { createAgentEventWriter } from './records/agent-event.ts'
import { createShipping } from './shipping.ts'
import type { ObjectSink } from './sink.ts'
import { createTimeline } from './timeline.ts'
import { createTransport } from './transport.ts'
import type { Truth } from './truth.ts'
import { createTruthBooks } from './truth-books.ts'

export interface Progress {
  /** Days that are over. */
  readonly day: number
  readonly days: number
  /** Contacts opened so far. */
  readonly contacts: number
  /** Objects and compressed bytes that the sink has taken so far. */
  readonly objects: number
  readonly bytes: number
  /** Contacts in memory: open, or with an emission still to arrive. */
  readonly in_flight: number
}

/** Who is told more than the truth has sums of, as it is settled. */
export interface Watch {
  /** A journey of which all that will arrive has arrived. */
  readonly journey?: (journey: Journey) => void
  /** A contact, as it was in the world, of which all has arrived; and by how much its newest version moved its end. */
  readonly contact?: (contact: Contact, arrived: { readonly moved_ms: number }) => void
  /** An agent was in a situation from one instant until another, and what became of an offer. */
  readonly agent?: AgentQuarters['agent']
  readonly offer?: AgentQuarters['offer']
}

/**
 * Simulates a contact centre and delivers what it emits.
 * @param sink Takes objects under `contact-records/` and `agent-events/` as Firehose writes them, and `truth.json` last.
 * @param progress Called after each simulated day.
 * @param watch Called with single contacts, journeys, and stretches of agents' time; the truth has their sums.
 * @returns The truth about what arrived, from books kept while it happened.
 * @throws Error for options out of range, and whatever the sink throws.
 */
export async function simulate(
  options: SimulationOptions,
  sink: ObjectSink,
  progress: (progress: Progress) => void = () => {},
  watch: Watch = {},
): Promise<Truth> {
  checkOptions(options)
  const { start_ms } = spanOf(options)
  const timeline = createTimeline(start_ms)
  const random = randomStreams(options.seed)
  const centre = createCentre(random.centre)
  const books = createTruthBooks()
  const days = createAgentTime()
  const time: AgentTime = {
    ...days,
    pass(situation, from_ms, until_ms) {
      days.pass(situation, from_ms, until_ms)
      watch.agent?.(situation, from_ms, until_ms)
    },
  }
  const shipping = createShipping(sink, options.gzip_level)
  const journeys = createJourneyBooks(each => {
    books.journey(each)
    watch.journey?.(each)
  })
  let contacts = 0
  let in_flight = 0

  const emissions = createEmissions({
    timeline,
    random: random.versions,
    options,
    centre,
    books,
    journeys,
    watch,
    transport: createTransport(
      timeline,
      random.contact_transport,
      createDelivery({
        timeline,
        random: random.contact_delivery,
        shipping,
        options,
        folder: 'contact-records/',
        name: 'connect-contact-records',
      }),
      options,
    ),
    settled: () => in_flight--,
  })
  const eventTransport = createTransport(
    timeline,
    random.event_transport,
    createDelivery({
      timeline,
      random: random.event_delivery,
      shipping,
      options,
      folder: 'agent-events/',
      name: 'connect-agent-events',
    }),
    options,
  )
  const events = createAgentEventWriter(centre)

  openFloor({
    options,
    timeline,
    random,
    centre,
    books,
    time,
    opened(contact) {
      contacts++
      in_flight++
      journeys.opened(contact)
    },
    completed: emissions.completed,
    offer: (agent, step, at_ms) => watch.offer?.(agent, step, at_ms),
    agentEvent(desk, type, stamp_ms) {
      if (!options.agent_events) return
      const text = events.write(desk, type, random.event_ids.uuid(), stamp_ms)
      let known = false
      eventTransport.send(text, stamp_ms, intact => {
        books.arrived('agent_events', !intact ? 'damaged' : known ? 'duplicate' : 'new')
        known ||= intact
      })
    },
  })

  for (let day = 1; day <= options.days; day++) {
    timeline.at(start_ms + day * DAY_MS, () =>
      progress({ day, days: options.days, contacts, ...shipping.shipped(), in_flight }),
    )
  }
  while (timeline.step()) {
    const congestion = shipping.congestion()
    if (congestion) await congestion
  }
  await shipping.settled()
  const truth = books.close(options, time)
  await sink.put('truth.json', new TextEncoder().encode(`${JSON.stringify(truth, null, 1)}\n`))
  return truth
}
