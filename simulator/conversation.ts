import { SECOND_MS } from './calendar.ts'
import type { Channel } from './centre.ts'
import type { ChatTraffic, Contact } from './contact.ts'
import type { Demand } from './demand.ts'
import type { Random } from './random.ts'

interface Step {
  readonly state: 'CONNECTED' | 'CONNECTED_ONHOLD' | 'PAUSED'
  readonly for_ms: number
}

/** How a conversation ends: someone hangs up, or it is handed to someone else. */
type Ending =
  | { readonly kind: 'hangup'; readonly reason: string | null }
  | { readonly kind: 'transfer'; readonly to: 'queue' | 'queue-warm' | 'colleague' | 'outside' }

/** What agent and customer will do, decided when they meet. Begins with a step in CONNECTED. */
export interface Conversation {
  readonly steps: readonly Step[]
  readonly ending: Ending
}

/** Spread of talk times around their median; the planners use it as well. */
export const talkSigma = 0.5
export const acwSigma = 0.7

export const conversationLength_ms = ({ steps }: Conversation): number =>
  steps.reduce((sum, step) => sum + step.for_ms, 0)

const hangup = (reason: string | null): Ending => ({ kind: 'hangup', reason })

const hangups: Readonly<Record<Channel, Readonly<Record<string, number>>>> = {
  VOICE: { CUSTOMER_DISCONNECT: 66, AGENT_DISCONNECT: 31, TELECOM_PROBLEM: 1, OTHER: 1 },
  CHAT: { CUSTOMER_DISCONNECT: 50, AGENT_DISCONNECT: 40, IDLE_DISCONNECT: 8, AGENT_NETWORK_DISCONNECT: 1 },
  TASK: { AGENT_COMPLETED: 85, AGENT_DISCONNECT: 10, API: 5 },
}

const handovers = {
  VOICE: { none: 915, queue: 38, 'queue-warm': 24, colleague: 9, outside: 14 },
  CHAT: { none: 965, queue: 35, 'queue-warm': 0, colleague: 0, outside: 0 },
  TASK: { none: 965, queue: 35, 'queue-warm': 0, colleague: 0, outside: 0 },
} as const

/** A contact that was handed over once already is not handed on again: real flows stop such carousels too. */
const canBeHandedOver = (contact: Contact): boolean =>
  contact.initiation_method !== 'TRANSFER' && contact.initiation_method !== 'OUTBOUND'

function planVoice(random: Random, talk_ms: number): { steps: Step[]; leftOnHold: boolean } {
  const holds = Number(random.weighted({ 0: 78, 1: 15, 2: 5, 3: 2 }))
  const steps: Step[] = [{ state: 'CONNECTED', for_ms: Math.round(talk_ms / (holds + 1)) }]
  for (let hold = 0; hold < holds; hold++) {
    steps.push({ state: 'CONNECTED_ONHOLD', for_ms: Math.round(random.logNormal(45 * SECOND_MS, 0.7)) })
    if (random.chance(0.03)) return { steps, leftOnHold: true }
    steps.push({ state: 'CONNECTED', for_ms: Math.round(talk_ms / (holds + 1)) })
  }
  return { steps, leftOnHold: false }
}

function planTask(random: Random, work_ms: number): Step[] {
  const half: Step = { state: 'CONNECTED', for_ms: Math.round(work_ms / 2) }
  if (!random.chance(0.08)) return [half, half]
  return [half, { state: 'PAUSED', for_ms: Math.round(random.logNormal(300 * SECOND_MS, 0.6)) }, half]
}

export function planConversation(random: Random, contact: Contact): Conversation {
  const { channel, demand } = contact
  const talk_ms = Math.max(8 * SECOND_MS, random.logNormal(demand.talk_s * SECOND_MS, talkSigma))
  const handover = canBeHandedOver(contact) ? random.weighted(handovers[channel]) : 'none'
  const ending: Ending =
    handover === 'none' ? hangup(random.weighted(hangups[channel])) : { kind: 'transfer', to: handover }
  if (channel === 'TASK') return { steps: planTask(random, talk_ms), ending }
  if (channel === 'CHAT') return { steps: [{ state: 'CONNECTED', for_ms: Math.round(talk_ms) }], ending }
  const { steps, leftOnHold } = planVoice(random, talk_ms)
  return { steps, ending: leftOnHold ? hangup('CUSTOMER_DISCONNECT') : ending }
}

/** An outbound call: the agent's line is open while the customer's phone rings, and nobody may pick up. */
export function planOutbound(
  random: Random,
  demand: Demand,
): { readonly conversation: Conversation; readonly rings_ms: number; readonly answered: boolean } {
  const rings_ms = random.integer(5, 28) * SECOND_MS
  const outcome = random.weighted({
    answered: 68,
    TELECOM_UNANSWERED: 24,
    TELECOM_BUSY: 7,
    TELECOM_NUMBER_INVALID: 1,
  })
  const answered = outcome === 'answered'
  const talk_ms = answered ? random.logNormal(demand.talk_s * SECOND_MS, talkSigma) : 0
  const ending = hangup(answered ? random.weighted(hangups.VOICE) : outcome)
  return {
    conversation: { steps: [{ state: 'CONNECTED', for_ms: Math.round(rings_ms + talk_ms) }], ending },
    rings_ms,
    answered,
  }
}

/** What is written in a chat of this length. */
export function planChat(random: Random, length_ms: number): ChatTraffic {
  const turns = Math.max(1, Math.round(length_ms / 45_000))
  return {
    agent_messages: turns + random.integer(0, 3),
    customer_messages: turns + random.integer(0, 4),
    bot_messages: random.integer(2, 6),
    first_response_ms: Math.min(random.integer(3_000, 40_000), Math.round(length_ms / 2)),
    slowest_response_ms: random.integer(40_000, 90_000),
    close_ms: random.integer(0, 120_000),
  }
}
