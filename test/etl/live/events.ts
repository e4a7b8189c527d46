import type { AgentSeen, LiveEvent } from '../../../etl/live/event.ts'

/** The worked cases begin here. */
const START_MS = Date.parse('2025-07-15T09:00:00Z')

/** So many seconds after the start. */
export const at = (s: number): number => START_MS + Math.round(s * 1000)
export const iso = (s: number): string => new Date(at(s)).toISOString()

export const support = {
  arn: 'arn:aws:connect:eu-central-1:111122223333:instance/i/queue/support',
  name: 'Support',
}
export const sales = {
  arn: 'arn:aws:connect:eu-central-1:111122223333:instance/i/queue/sales',
  name: 'Sales',
}

let ids = 0
const told = (s: number) => ({ id: `e${++ids}`, at_ms: at(s) })

export const queued = (s: number, contact: string, queue = support): LiveEvent => {
  return { kind: 'queued', ...told(s), contact, channel: 'VOICE', queue }
}
export const left = (s: number, contact: string): LiveEvent => ({ kind: 'left_queue', ...told(s), contact })
export const clock = (s: number): LiveEvent => ({ kind: 'clock', ...told(s) })
export const said = (s: number, contact: string, ...rules: string[]): LiveEvent => {
  return { kind: 'said', ...told(s), contact, rules }
}
export const gone = (s: number, agent: string): LiveEvent => ({ kind: 'agent_gone', ...told(s), agent })
export const ended = (
  s: number,
  contact: string,
  end: 'answered' | 'abandoned',
  queue = support,
): LiveEvent => {
  const what = { contact, ended_ms: at(s - 80), queue, abandoned: end === 'abandoned' }
  return { kind: 'ended', ...told(s), ...what }
}
/** An agent of both queues, Available since the event, without a contact, unless said otherwise. */
export const agent = (s: number, name: string, as: Partial<AgentSeen> = {}): LiveEvent => ({
  ...{ kind: 'agent', ...told(s), agent: name, status: 'ROUTABLE', since_ms: at(s), contacts: 0 },
  ...{ failed: false, queues: [support, sales], answered: [] },
  ...as,
})
