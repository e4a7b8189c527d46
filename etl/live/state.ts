import type { AgentSeen, LiveEvent, QueueName } from './event.ts'

/** An agent of whom nothing was heard for so long, two heartbeats and a little, is not there. */
const SILENCE_MS = 300_000
/** Whose end was told by nobody: events may be lost. Tasks and mails may wait for days. */
const LONGEST_WAIT_MS = { VOICE: 24 * 3_600_000, other: 7 * 24 * 3_600_000 }
/** So long a contact is remembered in which something was said. */
const SAID_MS = 24 * 3_600_000

export interface Agent {
  readonly seen_ms: number
  readonly status: AgentSeen['status']
  /** The last logout, 0 for none that is known. */
  readonly gone_ms: number
  readonly contacts: number
  readonly failed: boolean
  readonly queues: readonly string[]
}

export interface Waiting {
  readonly queue: string
  readonly channel: string
  readonly since_ms: number
}

/** What the rules are about, as of an instant. JSON, so that it can be kept between batches. */
export interface World {
  /** By ARN. */
  agents: Record<string, Agent>
  /** Contacts in queues. */
  waiting: Record<string, Waiting>
  /** Contacts that were queued and have ended lately. */
  ended: Record<string, { readonly queue: string; readonly ended_ms: number; readonly abandoned: boolean }>
  /** Rule → contact → when something was said that the rule waits for, and whether that was told. */
  said: Record<string, Record<string, { readonly at_ms: number; readonly told: boolean }>>
  /** Names of queues by ARN: contact events have none. */
  queues: Record<string, string | null>
}

export const emptyWorld = (): World => ({ agents: {}, waiting: {}, ended: {}, said: {}, queues: {} })

function learn(world: World, { arn, name }: QueueName): void {
  world.queues[arn] = name ?? world.queues[arn] ?? null
}

/** A contact is in no queue since an instant; what put it there later stays. */
function leave(world: World, contact: string, at_ms: number): void {
  const waiting = world.waiting[contact]
  if (waiting && waiting.since_ms <= at_ms) delete world.waiting[contact]
}

/** From where a world is looked at. */
export interface Now {
  readonly now_ms: number
  /** The world has gone on beyond the event. */
  readonly late: boolean
  /** Contacts that ended until then are of no more interest. */
  readonly kept_since_ms: number
}

type Change<K extends LiveEvent['kind']> = (
  world: World,
  event: Extract<LiveEvent, { kind: K }>,
  now: Now,
) => void

/**
 * What each kind of event changes. Repeated, it changes nothing. One that is late, for the world has gone on beyond it, is
 * taken for what it still is news of: newer than what is known of an agent, the end of a wait, a contact not yet counted.
 */
const changes: { readonly [K in LiveEvent['kind']]: Change<K> } = {
  agent(world, { agent, at_ms, status, since_ms, contacts, failed, queues, answered }, { now_ms }) {
    for (const contact of answered) leave(world, contact, at_ms)
    for (const queue of queues) learn(world, queue)
    const { seen_ms = 0, gone_ms = 0 } = world.agents[agent] ?? {}
    if (at_ms <= seen_ms || at_ms + SILENCE_MS <= now_ms) return
    world.agents[agent] = {
      seen_ms: at_ms,
      // Heartbeats go on for an hour after a logout, with the status from before it.
      status: since_ms <= gone_ms ? 'OFFLINE' : status,
      ...{ gone_ms, contacts, failed, queues: queues.map(({ arn }) => arn) },
    }
  },
  agent_gone(world, { agent, at_ms }) {
    const known = world.agents[agent]
    if (!known || at_ms <= known.gone_ms) return
    const status = at_ms > known.seen_ms ? 'OFFLINE' : known.status
    world.agents[agent] = { ...known, status, gone_ms: at_ms, seen_ms: Math.max(at_ms, known.seen_ms) }
  },
  queued(world, { contact, channel, queue, at_ms }, { late }) {
    learn(world, queue)
    // When it is late the contact may have left meanwhile, and nothing would ever tell of it.
    if (!late) world.waiting[contact] = { queue: queue.arn, channel, since_ms: at_ms }
  },
  left_queue: (world, { contact, at_ms }) => leave(world, contact, at_ms),
  ended(world, { contact, queue, ended_ms, at_ms, abandoned }, { kept_since_ms }) {
    leave(world, contact, at_ms)
    if (!queue) return
    learn(world, queue)
    if (ended_ms > kept_since_ms) world.ended[contact] ??= { queue: queue.arn, ended_ms, abandoned }
  },
  said(world, { contact, rules, at_ms }, { now_ms }) {
    if (at_ms + SAID_MS <= now_ms) return
    for (const rule of rules) {
      world.said[rule] ??= {}
      world.said[rule][contact] ??= { at_ms, told: false }
    }
  },
  clock() {},
}

/** Takes an event into the world, which is as of its instant, or later than it. */
export function take(world: World, event: LiveEvent, now: Now): void {
  ;(changes[event.kind] as Change<LiveEvent['kind']>)(world, event as never, now)
}

const waitEnd = ({ channel, since_ms }: Waiting): number =>
  since_ms + (channel === 'VOICE' ? LONGEST_WAIT_MS.VOICE : LONGEST_WAIT_MS.other)

/** When something is forgotten next, and nothing happens until then. */
export function* forgets(world: World): Generator<number> {
  for (const { seen_ms } of Object.values(world.agents)) yield seen_ms + SILENCE_MS
  for (const waiting of Object.values(world.waiting)) yield waitEnd(waiting)
}

/** Forgets what is over at an instant. */
export function forget(world: World, { now_ms, kept_since_ms }: Omit<Now, 'late'>): void {
  for (const [agent, { seen_ms }] of Object.entries(world.agents))
    if (seen_ms + SILENCE_MS <= now_ms) delete world.agents[agent]
  for (const [contact, waiting] of Object.entries(world.waiting))
    if (waitEnd(waiting) <= now_ms) delete world.waiting[contact]
  for (const [contact, { ended_ms }] of Object.entries(world.ended))
    if (ended_ms <= kept_since_ms) delete world.ended[contact]
  for (const contacts of Object.values(world.said))
    for (const [contact, { at_ms }] of Object.entries(contacts))
      if (at_ms + SAID_MS <= now_ms) delete contacts[contact]
}
