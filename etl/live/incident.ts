import { isoOf } from '../../schema/instant.ts'
import { limitOf, type Standing } from './condition.ts'
import type { LastingRule } from './rule.ts'

/** How far it has come with what a rule watches. Without one all is well. */
export interface Incident {
  /** Bad since then, and not yet for long enough. */
  readonly bad_ms?: number
  readonly opened_ms?: number
  /** Open, and well since then, and not yet for long enough. */
  readonly well_ms?: number
}

/** What is told of. No name, number or word of a person is in it; an agent is an ARN, a contact an id. */
export interface Alert {
  /** The same for the same turn of the same incident, however often it is told. */
  readonly id: string
  readonly rule: string
  readonly when: LastingRule['when'] | 'keyword'
  readonly change: 'opened' | 'closed'
  /** When, by the events' own times. */
  readonly at: string
  readonly opened_at: string
  readonly queue_arn?: string
  readonly queue_name?: string | null
  readonly agent_arn?: string
  readonly contact_id?: string
  readonly value?: number
  readonly limit?: number
  readonly unit?: string
}

/** When a limit of time is reached, though nothing happens. */
export function due(incident: Incident, { for_s, clear_for_s }: LastingRule): number | undefined {
  if (incident.well_ms !== undefined) return incident.well_ms + clear_for_s * 1000
  if (incident.bad_ms !== undefined) return incident.bad_ms + for_s * 1000
  return undefined
}

/** One step of an incident at an instant: what it is then, undefined when nothing is left of it, and whether it turned. */
export function turned(
  incident: Incident,
  { is_bad, is_well }: Standing,
  { for_s, clear_for_s }: LastingRule,
  now_ms: number,
): { readonly incident: Incident | undefined; readonly change?: Alert['change'] } {
  const { opened_ms } = incident
  if (opened_ms === undefined) {
    if (!is_bad) return { incident: undefined }
    const bad_ms = incident.bad_ms ?? now_ms
    return now_ms - bad_ms >= for_s * 1000
      ? { incident: { opened_ms: now_ms }, change: 'opened' }
      : { incident: { bad_ms } }
  }
  if (!is_well) return { incident: { opened_ms } }
  const well_ms = incident.well_ms ?? now_ms
  return now_ms - well_ms >= clear_for_s * 1000
    ? { incident: undefined, change: 'closed' }
    : { incident: { opened_ms, well_ms } }
}

/** The alert of a turn. */
export function alertOf(
  rule: LastingRule,
  { subject, value }: Pick<Standing, 'subject' | 'value'>,
  turn: { readonly change: Alert['change']; readonly opened_ms: number; readonly at_ms: number },
  queue_name: string | null,
): Alert {
  const opened_at = isoOf(turn.opened_ms)
  return {
    id: [rule.name, subject, opened_at, turn.change].join(' '),
    ...{ rule: rule.name, when: rule.when, change: turn.change, at: isoOf(turn.at_ms), opened_at },
    ...(rule.when === 'agent_error' ? { agent_arn: subject } : { queue_arn: subject, queue_name }),
    ...{ value: Math.round(value * 10) / 10, ...limitOf(rule) },
  }
}
