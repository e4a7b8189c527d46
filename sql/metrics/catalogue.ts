import { LakeError } from '../../schema/error.ts'
import { agentMoments, agents } from './agents.ts'
import { contacts, contactsByConnection, contactsByEnqueue } from './contacts.ts'
import { holdDisconnects } from './hold-disconnects.ts'
import { journeys } from './journeys.ts'
import type { Metric } from './metric.ts'
import { queueMoments } from './queue-moments.ts'
import { repeats } from './repeats.ts'
import { resolveMetric } from './resolve.ts'
import type { Subject } from './subject.ts'

/** Everything that is measured. A metric has one name, in one subject. */
export const subjects: readonly Subject[] = [
  contacts,
  contactsByEnqueue,
  contactsByConnection,
  holdDisconnects,
  agents,
  agentMoments,
  queueMoments,
  journeys,
  repeats,
]

/** A metric and what it is a metric of. */
export interface Found {
  readonly metric: Metric
  readonly subject: Subject
}

/** How many letters have to be changed, added or left out to make one word of another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** Names like this one: those in which it occurs, or that are a few letters away. */
function like(name: string, names: readonly string[]): readonly string[] {
  const base = name.replace(/:.*/, '')
  const near = names.filter(each => each.includes(base) || distance(base, each.replace(/:X$/, '')) <= 3)
  return near.length > 0 ? near.slice(0, 8) : names.slice(0, 8)
}

/**
 * The metric of a name, such as `contacts_handled` or `service_level:20`; Connect's own spelling in capitals will do.
 * Throws a `LakeError` for what is none.
 */
export function findMetric(asked: string): Found {
  const name = asked.toLowerCase()
  for (const subject of subjects) {
    const metric = resolveMetric(name, subject.metrics)
    if (metric) return { metric, subject }
  }
  const names = subjects.flatMap(({ metrics }) => Object.keys(metrics))
  const open = names.find(each => each === `${name.replace(/:.*/, '')}:X`)
  throw new LakeError({
    what: open ? 'this metric has a number in its name' : 'there is no such metric',
    value: asked,
    allowed: open ? `${open}, a whole number for X` : `${like(name, names).join(', ')} …`,
    remedy: 'see all of them with: connect-lake metrics',
  })
}
