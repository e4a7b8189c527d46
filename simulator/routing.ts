import type { OfferStep } from './agent-quarters.ts'
import type { ContactState } from './agent-time.ts'
import { SECOND_MS } from './calendar.ts'
import type { Agent, Centre, Channel, QueueName, RoutingProfile } from './centre.ts'
import type { Contact } from './contact.ts'
import { type Desk, type Desks, isReady, type Seat } from './desk.ts'
import { createLine, type Line } from './line.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** Brings waiting contacts and free agents together. */
export interface Routing {
  /** The contact waits in its queue from now on, and rings at once if an agent is free. */
  add(contact: Contact): void
  /** The contact waits no longer: the customer left, or a flow moved it on. */
  withdraw(contact: Contact): void
  /** To be called after every change of a desk: it may have become free, or not be any more. */
  refresh(desk: Desk): void
  /** Whether somebody waits whom this agent serves. */
  isAwaited(desk: Desk): boolean
  /** Who of the profile has idled longest, without any contact. */
  idleIn(profile: RoutingProfile): Desk | undefined
  /** Someone else on duty who takes calls. */
  colleagueOf(desk: Desk): Desk | undefined
}

interface Offer {
  readonly contact: Contact
  readonly desk: Desk
  readonly seat: Seat
}

/** Connect gives an agent 20 seconds. */
const ring_ms = 20 * SECOND_MS
const missShares: Readonly<Record<Channel, number>> = { VOICE: 0.02, CHAT: 0.025, TASK: 0.015 }
const slotChannels: readonly Channel[] = ['VOICE', 'CHAT', 'TASK']

export interface RoutingParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly centre: Centre
  readonly desks: Desks
  /** An agent took the contact. */
  answered(contact: Contact, desk: Desk, seat: Seat): void
  /** A routing attempt began … */
  offered(agent: Agent, channel: Channel): void
  /** … and led to no answer. */
  missed(agent: Agent, channel: Channel): void
  /** The same and more, with the instant at which it shows on the agent's screen. */
  offer(agent: Agent, step: OfferStep, at_ms: number): void
  /** A desk lost a contact and may do something else now. */
  released(desk: Desk): void
}

export function createRouting(parts: RoutingParts): Routing {
  const { timeline, random, centre, desks } = parts
  const lines = new Map<string, Line>()
  const ringing = new Map<Contact, Offer>()
  const onDuty = new Set<Desk>()
  /** Free agents in the order in which they became free: who idles longest is rung first. */
  const ready = new Map<RoutingProfile, Map<Channel, Set<Desk>>>()
  const readySince = new Map<Desk, number>()
  const profilesByLine = new Map<string, RoutingProfile[]>()

  const lineKey = (queue: QueueName, channel: Channel): string => `${queue.arn} ${channel}`
  for (const profile of Object.values(centre.profiles)) {
    ready.set(profile, new Map(slotChannels.map(channel => [channel, new Set()])))
    for (const { queue, channel } of profile.serves) {
      const key = lineKey(queue, channel)
      profilesByLine.set(key, [...(profilesByLine.get(key) ?? []), profile])
    }
  }
  const readyDesks = (profile: RoutingProfile, channel: Channel): Set<Desk> =>
    ready.get(profile)?.get(channel) as Set<Desk>

  function lineOf(contact: Contact): Line {
    if (!contact.queue) throw new Error(`contact ${contact.id} waits in no queue`)
    const key = lineKey(contact.queue, contact.channel)
    let line = lines.get(key)
    if (!line) {
      line = createLine()
      lines.set(key, line)
    }
    return line
  }

  function freeDeskFor(contact: Contact): Desk | undefined {
    const { queue, channel } = contact
    if (queue === null) return undefined
    // A personal queue is served by its owner alone.
    if (queue.name === null) {
      for (const desk of onDuty) if (desk.agent.queue === queue && isReady(desk, channel)) return desk
      return undefined
    }
    let best: Desk | undefined
    for (const profile of profilesByLine.get(lineKey(queue, channel)) ?? []) {
      const desk: Desk | undefined = readyDesks(profile, channel).values().next().value
      if (desk && (!best || (readySince.get(desk) ?? 0) < (readySince.get(best) ?? 0))) best = desk
    }
    return best
  }

  function nextFor(desk: Desk): Contact | undefined {
    const { profile, queue } = desk.agent
    if (isReady(desk, 'VOICE')) {
      const personal = lines.get(lineKey(queue, 'VOICE'))?.first()
      if (personal) return personal
    }
    let best: Contact | undefined
    let bestPriority = Number.POSITIVE_INFINITY
    for (const serving of profile.serves) {
      if (serving.priority > bestPriority || !isReady(desk, serving.channel)) continue
      const first = lines.get(lineKey(serving.queue, serving.channel))?.first()
      if (!first) continue
      const waitsLonger = (first.enqueued_ms ?? 0) < (best?.enqueued_ms ?? Number.POSITIVE_INFINITY)
      if (serving.priority < bestPriority || waitsLonger) {
        best = first
        bestPriority = serving.priority
      }
    }
    return best
  }

  function noteReadiness(desk: Desk): void {
    if (desk.status.type === 'OFFLINE') onDuty.delete(desk)
    else onDuty.add(desk)
    let free = false
    for (const channel of slotChannels) {
      const desksOfChannel = readyDesks(desk.agent.profile, channel)
      if (isReady(desk, channel)) {
        desksOfChannel.add(desk)
        free = true
      } else desksOfChannel.delete(desk)
    }
    if (!free) readySince.delete(desk)
    else if (!readySince.has(desk)) readySince.set(desk, timeline.now())
  }

  function offer(contact: Contact, desk: Desk): void {
    const { channel } = contact
    lineOf(contact).leave(contact)
    contact.attempts++
    parts.offered(desk.agent, channel)
    const seat = desks.take(
      desk,
      contact,
      contact.initiation_method === 'CALLBACK' ? 'INCOMING' : 'CONNECTING',
    )
    parts.offer(desk.agent, 'offered', seat.since_ms)
    const made: Offer = { contact, desk, seat }
    ringing.set(contact, made)
    // One more chat makes an agent the last to get the next one.
    for (const desksOfChannel of ready.get(desk.agent.profile)?.values() ?? []) desksOfChannel.delete(desk)
    readySince.delete(desk)
    noteReadiness(desk)

    const whenStillRinging = (after_ms: number, then: () => void): void =>
      timeline.after(after_ms, () => {
        if (ringing.get(contact) === made) then()
      })
    const { auto_accept } = desk.agent
    if (!auto_accept && random.chance(missShares[channel])) {
      // Only chats and tasks can be declined; a declined call shows as missed.
      const declined = channel !== 'VOICE' && random.chance(0.4)
      const after_ms = declined ? random.integer(3, 12) * SECOND_MS : ring_ms
      whenStillRinging(after_ms, () => {
        unanswered(made, declined ? 'REJECTED' : 'MISSED', random.integer(10_000, 60_000))
        const other = freeDeskFor(contact)
        if (other) offer(contact, other)
        else lineOf(contact).rejoin(contact)
      })
      return
    }
    const whisper_ms = channel === 'VOICE' ? random.integer(900, 2_500) : 0
    const response_ms = auto_accept ? 800 : Math.min(random.logNormal(3_500, 0.5), ring_ms - 3_000)
    whenStillRinging(response_ms + whisper_ms, () => {
      ringing.delete(contact)
      parts.answered(contact, desk, seat)
      parts.offer(desk.agent, 'accepted', seat.since_ms)
    })
  }

  /** The agent gets no other contact until this one is off the screen. */
  function unanswered({ contact, desk, seat }: Offer, state: ContactState, for_ms: number): void {
    ringing.delete(contact)
    parts.missed(desk.agent, contact.channel)
    desks.move(desk, seat, state)
    const step = state === 'MISSED' ? 'missed' : state === 'REJECTED' ? 'rejected' : 'lost'
    parts.offer(desk.agent, step, seat.since_ms)
    // The customer was still there.
    if (step !== 'lost' && contact.channel === 'VOICE')
      parts.offer(desk.agent, 'call_unanswered', seat.since_ms)
    noteReadiness(desk)
    timeline.after(for_ms, () => {
      desks.clear(desk, seat)
      parts.released(desk)
    })
  }

  return {
    add(contact) {
      const desk = freeDeskFor(contact)
      if (desk) offer(contact, desk)
      else lineOf(contact).join(contact)
    },
    withdraw(contact) {
      const offered = ringing.get(contact)
      if (offered) unanswered(offered, 'ERROR', random.integer(2_000, 8_000))
      else lineOf(contact).leave(contact)
    },
    refresh(desk) {
      for (let next = nextFor(desk); next; next = nextFor(desk)) offer(next, desk)
      noteReadiness(desk)
    },
    isAwaited: ({ agent }) =>
      agent.profile.serves.some(
        ({ queue, channel }) => lines.get(lineKey(queue, channel))?.first() !== undefined,
      ),
    idleIn(profile) {
      for (const desk of readyDesks(profile, 'VOICE')) if (desk.seats.length === 0) return desk
      return undefined
    },
    colleagueOf(desk) {
      const others = [...onDuty].filter(other => {
        const { serves } = other.agent.profile
        return other !== desk && serves.some(({ channel }) => channel === 'VOICE')
      })
      return others.length === 0 ? undefined : random.pick(others)
    },
  }
}
