import { SECOND_MS, wholeSeconds } from './calendar.ts'
import { type Contact, conversationSeconds, type Work } from './contact.ts'
import type { Contacts } from './contacts.ts'
import {
  acwSigma,
  type Conversation,
  conversationLength_ms,
  planChat,
  planConversation,
} from './conversation.ts'
import type { Desk, Desks, Seat } from './desk.ts'
import type { Random } from './random.ts'
import { tallyAfterContactWork, tallyConnected, tallyWorked } from './tally.ts'
import type { Timeline } from './timeline.ts'

/** An agent and a contact, from the moment they are connected. */
export interface Session {
  readonly contact: Contact
  readonly desk: Desk
  readonly seat: Seat
  readonly work: Work
}

export interface HandlingParts {
  readonly timeline: Timeline
  readonly random: Random
  readonly contacts: Contacts
  readonly desks: Desks
  /** Hands the contact over; false: nobody is there to take it. */
  handOver(session: Session, to: 'queue' | 'queue-warm' | 'colleague' | 'outside'): boolean
  /** A disconnect flow takes the customer on after the agent: then it disconnects the contact, later. */
  surveyed(contact: Contact, reason: string | null): boolean
  /** A conversation of this length begins: a supervisor may listen in. */
  began(contact: Contact, length_ms: number): void
  released(desk: Desk): void
}

export interface Handling {
  begin(contact: Contact, desk: Desk, seat: Seat, conversation?: Conversation): void
  /** Puts the customer on hold, until `resume`. */
  hold(session: Session): void
  resume(session: Session): void
  /** The agent's conversation is over and after-contact work begins. The customer may still be with someone else. */
  leave(session: Session): void
  /** Both hang up. */
  end(session: Session, reason: string | null): void
}

export function createHandling(parts: HandlingParts): Handling {
  const { timeline, random, contacts, desks } = parts
  /** Since when the customers on hold are on hold. */
  const held = new WeakMap<Work, number>()

  function newWork({ channel }: Contact, desk: Desk): Work {
    const now_ms = timeline.now()
    return {
      agent: desk.agent,
      accepted_ms: channel === 'VOICE' ? null : now_ms,
      connected_ms: now_ms,
      acw: 'done',
      holds: 0,
      hold_ms: 0,
      longest_hold_ms: 0,
      pauses: 0,
      pause_ms: 0,
      last_paused_ms: null,
      last_resumed_ms: null,
      ended_ms: null,
      cleared_ms: null,
      audio_score: channel === 'VOICE' && random.chance(0.3) ? random.integer(280, 470) / 100 : null,
      recorded: channel !== 'TASK' && random.chance(0.92),
      listening: false,
    }
  }

  function hold({ desk, seat, work }: Session): void {
    desks.move(desk, seat, 'CONNECTED_ONHOLD')
    work.holds++
    held.set(work, timeline.now())
  }

  function noteHold(work: Work): void {
    const since_ms = held.get(work)
    if (since_ms === undefined) return
    held.delete(work)
    const hold_ms = timeline.now() - since_ms
    work.hold_ms += hold_ms
    work.longest_hold_ms = Math.max(work.longest_hold_ms, hold_ms)
  }

  function resume({ desk, seat, work }: Session): void {
    noteHold(work)
    desks.move(desk, seat, 'CONNECTED')
  }

  function pause({ desk, seat, work }: Session): void {
    desks.move(desk, seat, 'PAUSED')
    work.pauses++
    work.last_paused_ms = timeline.now()
  }

  function unpause({ desk, seat, work }: Session): void {
    const now_ms = timeline.now()
    work.pause_ms += now_ms - (work.last_paused_ms ?? now_ms)
    work.last_resumed_ms = now_ms
    desks.move(desk, seat, 'CONNECTED')
  }

  function leave(session: Session): void {
    const { contact, desk, seat, work } = session
    noteHold(work)
    work.ended_ms = timeline.now()
    tallyWorked(contact.tally, { ...conversationSeconds(work), holds: work.holds })
    desks.move(desk, seat, 'ENDED')
    // Some clear at once.
    const acw_ms = random.chance(0.06) ? 600 : random.logNormal(contact.demand.acw_s * SECOND_MS, acwSigma)
    timeline.after(acw_ms, () => {
      desks.clear(desk, seat)
      tallyAfterContactWork(contact.tally, wholeSeconds(timeline.now() - (work.ended_ms ?? 0)))
      contacts.cleared(contact)
      parts.released(desk)
    })
  }

  function end(session: Session, reason: string | null): void {
    leave(session)
    if (!parts.surveyed(session.contact, reason)) contacts.disconnect(session.contact, reason)
  }

  function converse(session: Session, { steps, ending }: Conversation, index: number): void {
    const step = steps[index]
    if (step === undefined) {
      if (ending.kind === 'hangup') end(session, ending.reason)
      else if (!parts.handOver(session, ending.to)) end(session, 'CUSTOMER_DISCONNECT')
      return
    }
    const before = steps[index - 1]?.state
    if (step.state === 'CONNECTED_ONHOLD') hold(session)
    else if (step.state === 'PAUSED') pause(session)
    else if (before === 'CONNECTED_ONHOLD') resume(session)
    else if (before === 'PAUSED') unpause(session)
    timeline.after(step.for_ms, () => converse(session, { steps, ending }, index + 1))
  }

  return {
    begin(contact, desk, seat, conversation = planConversation(random, contact)) {
      const work = newWork(contact, desk)
      contact.work = work
      tallyConnected(contact.tally, desk.agent.username)
      desks.move(desk, seat, 'CONNECTED')
      const length_ms = conversationLength_ms(conversation)
      if (contact.channel === 'CHAT') contact.chat = planChat(random, length_ms)
      converse({ contact, desk, seat, work }, conversation, 0)
      contact.consult?.answered()
      parts.began(contact, length_ms)
    },
    hold,
    resume,
    leave,
    end,
  }
}
