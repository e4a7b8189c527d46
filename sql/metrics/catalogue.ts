import { LakeError } from '../../schema/error.ts'
import { agentMoments, agents } from './agents.ts'
import { attributes } from './attributes.ts'
import {
  costEstimates,
  dataSetStates,
  driftEntries,
  ledgerEntries,
  quarantineEntries,
  recordArrivals,
} from './books.ts'
import { callbacks } from './callbacks.ts'
import { contacts, contactsByConnection, contactsByEnqueue } from './contacts.ts'
import { handOvers } from './hand-overs.ts'
import { holdDisconnects } from './hold-disconnects.ts'
import { journeys } from './journeys.ts'
import type { Metric } from './metric.ts'
import { isNear } from './near.ts'
import { agentsNow, queuesNow } from './now.ts'
import { queueMoments } from './queue-moments.ts'
import { repeats } from './repeats.ts'
import { resolveMetric } from './resolve.ts'
import { stages } from './stages.ts'
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
  agentsNow,
  queuesNow,
  journeys,
  repeats,
  handOvers,
  callbacks,
  attributes,
  stages,
  ledgerEntries,
  costEstimates,
  recordArrivals,
  quarantineEntries,
  driftEntries,
  dataSetStates,
]

/** A metric and what it is a metric of. */
export interface Found {
  readonly metric: Metric
  readonly subject: Subject
}

/** Names like this one: those in which it occurs, or that are a few letters away. */
function like(name: string, names: readonly string[]): readonly string[] {
  const base = name.replace(/:.*/, '')
  const near = names.filter(each => isNear(base, each.replace(/:X$/, '')))
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
