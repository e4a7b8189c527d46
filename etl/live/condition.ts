import type {
  AbandonmentRule,
  AgentErrorRule,
  AgentsAvailableRule,
  LastingRule,
  QueueWaitRule,
} from './rule.ts'
import type { Agent, World } from './state.ts'

/** How it stands with what a rule watches: a queue, or an agent. */
export interface Standing {
  readonly subject: string
  /** In the unit of the rule: seconds, agents, percent. */
  readonly value: number
  readonly is_bad: boolean
  /** Not the opposite: between the two an incident neither opens nor closes. */
  readonly is_well: boolean
  /** When that changes though nothing happens, epoch milliseconds. */
  readonly changes_ms?: number
}

/** A queue that is an agent's own is nobody's concern. */
const isStandard = (arn: string): boolean => !arn.includes('/queue/agent/')

function queuesOf(
  world: World,
  { queues }: { readonly queues?: readonly string[] | undefined },
): readonly string[] {
  return Object.entries(world.queues)
    .filter(([arn, name]) =>
      queues ? queues.includes(arn) || queues.includes(name ?? arn) : isStandard(arn),
    )
    .map(([arn]) => arn)
    .sort()
}

function queueWait(world: World, rule: QueueWaitRule, now_ms: number): Standing[] {
  const oldest = new Map<string, number>()
  for (const { queue, since_ms } of Object.values(world.waiting))
    oldest.set(queue, Math.min(since_ms, oldest.get(queue) ?? since_ms))
  return queuesOf(world, rule).map(subject => {
    const since_ms = oldest.get(subject) ?? now_ms
    const value = (now_ms - since_ms) / 1000
    const is_well = value <= rule.back_s
    // What is well stays so until it is not; what is not well gets worse until it is bad.
    const [back_ms, over_ms] = [since_ms + rule.back_s * 1000 + 1, since_ms + rule.over_s * 1000]
    const next = [back_ms, over_ms].filter(at_ms => at_ms > now_ms)
    return {
      ...{ subject, value, is_well, is_bad: value >= rule.over_s && oldest.has(subject) },
      ...(oldest.has(subject) && next.length > 0 && { changes_ms: Math.min(...next) }),
    }
  })
}

export const isOnline = ({ status }: Agent): boolean => status !== 'OFFLINE'
/** As AGENTS_AVAILABLE: in a routable status, and with no contact at all. */
export const isAvailable = ({ status, contacts }: Agent): boolean => status === 'ROUTABLE' && contacts === 0

function agentsAvailable(world: World, rule: AgentsAvailableRule): Standing[] {
  const counts = new Map<string, { online: number; available: number }>()
  for (const agent of Object.values(world.agents))
    for (const queue of agent.queues) {
      const count = counts.get(queue) ?? { online: 0, available: 0 }
      counts.set(queue, count)
      if (isOnline(agent)) count.online++
      if (isAvailable(agent)) count.available++
    }
  return queuesOf(world, rule).map(subject => {
    const { online, available } = counts.get(subject) ?? { online: 0, available: 0 }
    const counts_now = rule.unstaffed || online > 0
    return {
      subject,
      value: available,
      is_bad: counts_now && available < rule.below,
      is_well: !counts_now || available >= rule.back_at,
    }
  })
}

function abandonment(world: World, rule: AbandonmentRule, now_ms: number): Standing[] {
  const counts = new Map<string, { queued: number; abandoned: number; first_ms: number }>()
  for (const { queue, ended_ms, abandoned } of Object.values(world.ended)) {
    if (ended_ms <= now_ms - rule.within_s * 1000) continue
    const count = counts.get(queue) ?? { queued: 0, abandoned: 0, first_ms: ended_ms }
    counts.set(queue, count)
    count.queued++
    if (abandoned) count.abandoned++
    count.first_ms = Math.min(count.first_ms, ended_ms)
  }
  return queuesOf(world, rule).map(subject => {
    const count = counts.get(subject)
    if (!count) return { subject, value: 0, is_bad: false, is_well: true }
    const value = (100 * count.abandoned) / count.queued
    const isEnough = count.queued >= rule.of_at_least
    return {
      ...{ subject, value },
      is_bad: isEnough && value > rule.over_percent,
      is_well: !isEnough || value <= rule.back_percent,
      // The contact that ended first is then no longer of the last so many seconds.
      changes_ms: count.first_ms + rule.within_s * 1000,
    }
  })
}

function agentError(world: World, _: AgentErrorRule): Standing[] {
  return Object.entries(world.agents).map(([subject, agent]) => {
    const is_bad = isOnline(agent) && (agent.status === 'ERROR' || agent.failed)
    return { subject, value: is_bad ? 1 : 0, is_bad, is_well: !is_bad }
  })
}

/** How it stands with all that a rule watches, at an instant. */
export function standings(world: World, rule: LastingRule, now_ms: number): readonly Standing[] {
  switch (rule.when) {
    case 'queue_wait':
      return queueWait(world, rule, now_ms)
    case 'agents_available':
      return agentsAvailable(world, rule)
    case 'abandonment':
      return abandonment(world, rule, now_ms)
    case 'agent_error':
      return agentError(world, rule)
  }
}

/** What an alert of a rule says of its value: its limit, and the unit of both. */
export function limitOf(rule: LastingRule): { readonly limit: number; readonly unit: string } {
  switch (rule.when) {
    case 'queue_wait':
      return { limit: rule.over_s, unit: 's' }
    case 'agents_available':
      return { limit: rule.below, unit: 'agents' }
    case 'abandonment':
      return { limit: rule.over_percent, unit: 'percent' }
    case 'agent_error':
      return { limit: 1, unit: 'agents' }
  }
}
