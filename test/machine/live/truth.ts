/** What has to be told of a world: rules over spans of its own books, and nothing of `etl/live`. */
import { gapsOf, incidentsOf, type Part, type Span, spansWhere } from './spans.ts'
import type { World } from './world.ts'

/** A turn of an incident. */
export interface Turn {
  readonly rule: string
  readonly change: 'opened' | 'closed'
  readonly at_ms: number
  /** A queue, an agent or a contact. */
  readonly subject: string
}

interface Lasting {
  readonly name: string
  readonly for_s?: number
  readonly clear_for_s?: number
}

/** Groups by a name. */
function by<T>(
  all: readonly T[],
  nameOf: (each: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const name = nameOf(each)
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), each])
  }
  return groups
}

function turns(rule: Lasting, subject: string, bad: readonly Span[], well: readonly Span[]): readonly Turn[] {
  return incidentsOf(bad, well, rule).flatMap(({ from_ms, until_ms }): Turn[] => [
    { rule: rule.name, subject, change: 'opened', at_ms: from_ms },
    { rule: rule.name, subject, change: 'closed', at_ms: until_ms },
  ])
}

const some = (sum: Readonly<Record<string, number>>): boolean => (sum.count ?? 0) > 0

/** Queues that are not an agent's own: those have no name. */
const waits = ({ contacts }: World) =>
  by(contacts, ({ contact: { queue, enqueued_ms } }) =>
    enqueued_ms !== null && queue?.name ? queue.arn : undefined,
  )

/** Somebody has waited for so long; nobody for half of it. */
export const queueWait = (world: World, rule: Lasting & { readonly over_s: number }): readonly Turn[] =>
  [...waits(world)].flatMap(([queue, contacts]) => {
    const waitingLonger = (than_ms: number) =>
      spansWhere(
        contacts.map(
          ({ contact, left_ms }): Part => ({
            from_ms: (contact.enqueued_ms as number) + than_ms,
            ...{ until_ms: left_ms as number, of: { count: 1 } },
          }),
        ),
        some,
      )
    const over_ms = rule.over_s * 1000
    return turns(rule, queue, waitingLonger(over_ms), gapsOf(waitingLonger(over_ms / 2 + 1)))
  })

/** Fewer are available, and somebody is there. */
export const agentsAvailable = (world: World, rule: Lasting & { readonly below: number }): readonly Turn[] =>
  [...world.staff].flatMap(([queue, parts]) => {
    const bad = spansWhere(parts, ({ online = 0, available = 0 }) => online > 0 && available < rule.below)
    return turns(rule, queue, bad, gapsOf(bad))
  })

/** Of those who ended within the last while, as far as their records are there. */
export const abandonment = (
  world: World,
  rule: Lasting & { readonly over_percent: number; readonly of_at_least: number; readonly within_s: number },
): readonly Turn[] =>
  [...waits(world)].flatMap(([queue, contacts]) => {
    const parts = contacts
      .filter(({ contact }) => !contact.test)
      .map(({ contact, told_ms }): Part => {
        // Records have whole seconds.
        const ended_ms = Math.floor((contact.disconnected_ms as number) / 1000) * 1000
        const of = { queued: 1, abandoned: contact.tally.abandoned ? 1 : 0 }
        return { from_ms: told_ms, until_ms: ended_ms + rule.within_s * 1000, of }
      })
    const isOver = (percent: number) =>
      spansWhere(
        parts,
        ({ queued = 0, abandoned = 0 }) => queued >= rule.of_at_least && 100 * abandoned > percent * queued,
      )
    return turns(rule, queue, isOver(rule.over_percent), gapsOf(isOver(rule.over_percent / 2)))
  })

/** A contact was missed, or went wrong, and was not cleared. */
export const agentError = ({ errors }: World, rule: Lasting): readonly Turn[] =>
  [...errors].flatMap(([agent, parts]) => {
    const bad = spansWhere(parts, ({ wrong = 0 }) => wrong > 0)
    return turns(rule, agent, bad, gapsOf(bad))
  })
