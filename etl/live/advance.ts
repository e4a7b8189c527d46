import { isoOf } from '../../schema/instant.ts'
import { type Standing, standings } from './condition.ts'
import type { LiveEvent } from './event.ts'
import { type Alert, alertOf, due, type Incident, turned } from './incident.ts'
import type { LastingRule, Rule, Watch } from './rule.ts'
import { emptyWorld, forget, forgets, type Now, take, type World } from './state.ts'

/** All that is known between two batches. JSON. */
export interface LiveState {
  /** The instant up to which events were taken, epoch milliseconds; what is older is late. */
  now_ms: number
  /** The latest time of an event. */
  latest_ms: number
  world: World
  /** Events of after `now_ms`, in their order. */
  pending: LiveEvent[]
  /** Rule → queue or agent → incident. */
  incidents: Record<string, Record<string, Incident>>
  /** Alerts that are not yet known to have been told. */
  untold: Alert[]
}

export const emptyState = (): LiveState => ({
  ...{ now_ms: 0, latest_ms: 0, world: emptyWorld(), pending: [], incidents: {}, untold: [] },
})

/** In the order in which they happened; of the same instant in one that is always the same. */
const inOrder = (a: LiveEvent, b: LiveEvent): number =>
  a.at_ms - b.at_ms || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const isLasting = (rule: Rule): rule is LastingRule => rule.when !== 'keyword'

/** The longest window of a rule: what ended before it is forgotten. */
const windowMs = (rules: readonly Rule[]): number =>
  Math.max(0, ...rules.map(rule => (rule.when === 'abandonment' ? rule.within_s * 1000 : 0)))

/**
 * Brings the state on by what has come, in whatever order that came. Events are taken in the order of their own times, each
 * when no earlier one can come any more: when one is there that is later by the disorder that is allowed for. So the same
 * events give the same alerts, whatever their order within it, in whatever batches, however often repeated. Pure: the state
 * that is given stays as it is, and time is that of the events.
 *
 * @returns the state after, with new alerts at the end of `untold`, and how many of the events came too late to count in
 *   their order; those that came again are among them
 */
export function advance(
  before: LiveState,
  events: readonly LiveEvent[],
  { rules, disorder_ms }: Watch,
): { readonly state: LiveState; readonly late: number } {
  const state = structuredClone(before)
  const { incidents } = state
  state.incidents = Object.fromEntries(rules.map(({ name }) => [name, incidents[name] ?? {}]))
  const window_ms = windowMs(rules)
  const nowOf = (now_ms: number, late = false): Now => ({ now_ms, late, kept_since_ms: now_ms - window_ms })

  const known = new Set(state.pending.map(({ id }) => id))
  const late: LiveEvent[] = []
  for (const event of events) {
    state.latest_ms = Math.max(state.latest_ms, event.at_ms)
    if (event.at_ms <= state.now_ms) late.push(event)
    else if (!known.has(event.id)) {
      known.add(event.id)
      state.pending.push(event)
    }
  }
  state.pending.sort(inOrder)
  for (const event of late.sort(inOrder)) take(state.world, event, nowOf(state.now_ms, true))

  const until_ms = state.latest_ms - disorder_ms
  // Before the first event there is nothing to look at.
  let next = nextInstant(state, rules, state.now_ms)
  let taken = 0
  while (next !== undefined && next <= until_ms) {
    state.now_ms = next
    for (let event = state.pending[taken]; event && event.at_ms <= next; event = state.pending[++taken])
      take(state.world, event, nowOf(next))
    forget(state.world, nowOf(next))
    settle(state, rules)
    next = nextInstant(state, rules, next, taken)
  }
  state.pending.splice(0, taken)
  state.now_ms = Math.max(state.now_ms, until_ms)
  return { state, late: late.length }
}

/** The next instant at which something can change: an event, a limit that is reached, or something that is over. */
function nextInstant(
  state: LiveState,
  rules: readonly Rule[],
  now_ms: number,
  taken = 0,
): number | undefined {
  let next = state.pending[taken]?.at_ms ?? Number.POSITIVE_INFINITY
  const consider = (at_ms: number | undefined): void => {
    if (at_ms !== undefined && at_ms > now_ms && at_ms < next) next = at_ms
  }
  for (const at_ms of forgets(state.world)) consider(at_ms)
  for (const rule of rules.filter(isLasting)) {
    for (const { changes_ms } of standings(state.world, rule, now_ms)) consider(changes_ms)
    for (const incident of Object.values(state.incidents[rule.name] ?? {})) consider(due(incident, rule))
  }
  return next === Number.POSITIVE_INFINITY ? undefined : next
}

/** Opens and closes incidents as it stands now. */
function settle(state: LiveState, rules: readonly Rule[]): void {
  for (const rule of rules) {
    if (rule.when === 'keyword') tellSaid(state, rule.name)
    else settleRule(state, rule)
  }
}

function settleRule({ now_ms, world, untold, ...state }: LiveState, rule: LastingRule): void {
  const incidents = state.incidents[rule.name] ?? {}
  const found = standings(world, rule, now_ms)
  const seen = new Set(found.map(({ subject }) => subject))
  // What nobody hears of any more is neither bad nor open.
  const gone = Object.keys(incidents)
    .filter(subject => !seen.has(subject))
    .map((subject): Standing => ({ subject, value: 0, is_bad: false, is_well: true }))
  for (const standing of [...found, ...gone]) {
    const { subject } = standing
    const before = incidents[subject] ?? {}
    const { incident, change } = turned(before, standing, rule, now_ms)
    if (incident) incidents[subject] = incident
    else delete incidents[subject]
    if (!change) continue
    const turn = { change, opened_ms: before.opened_ms ?? now_ms, at_ms: now_ms }
    untold.push(alertOf(rule, standing, turn, world.queues[subject] ?? null))
  }
}

/** What was said is told once a contact, and nothing closes. */
function tellSaid({ world, untold }: LiveState, rule: string): void {
  const contacts = world.said[rule] ?? {}
  for (const [contact_id, { at_ms, told }] of Object.entries(contacts)) {
    if (told) continue
    contacts[contact_id] = { at_ms, told: true }
    const at = isoOf(at_ms)
    untold.push({
      id: [rule, contact_id, at, 'opened'].join(' '),
      ...{ rule, when: 'keyword', change: 'opened', at, opened_at: at, contact_id },
    })
  }
}
