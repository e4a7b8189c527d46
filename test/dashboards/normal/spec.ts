import { expect, test } from 'vitest'
import { normalise } from '../../../dashboards/normal/dashboard.ts'
import type { DashboardSpec } from '../../../dashboards/spec/dashboard.ts'
import { parameter } from '../../../dashboards/spec/parameter.ts'
import type { VisualSpec } from '../../../dashboards/spec/visual.ts'
import { LakeError } from '../../../schema/error.ts'
import { contacts } from '../utc-contacts.ts'

// Specs as somebody writes them whose compiler does not look: JavaScript, or made from data.

export const at = { x: 0, y: 0, w: 9, h: 5 }
export const caption = { id: 'v', data: contacts, title: 'T', question: 'Q?', alt: 'A', at }
export const target = parameter({
  name: 'target',
  label: 'Target',
  unit: 'percent',
  default: 80,
  min: 0,
  max: 100,
})
export const kpi = { ...caption, kind: 'kpi', value: 'contacts_created', trend: 'contact_date' }
export const bar = {
  ...caption,
  kind: 'bar',
  category: 'agent_username',
  values: ['avg_handle_time'],
  tooltip: [],
  top: { count: 20, by: 'contacts_handled' },
}
export const pie = { ...caption, kind: 'pie', category: 'queue_name', value: 'contacts_abandoned', parts: 5 }
export const table = {
  ...caption,
  kind: 'table',
  group_by: ['channel'],
  values: ['contacts_created'],
  limit: 10,
}
export const line = { ...caption, kind: 'line', category: 'contact_date', values: ['contacts_created'] }
export const colors = { by: 'queue_name', top: { count: 3, by: 'contacts_created' } }
export const combo = {
  ...caption,
  kind: 'combo',
  category: 'contact_date',
  bars: ['contacts_created'],
  lines: ['avg_handle_time'],
}
export const pivot = {
  ...caption,
  kind: 'pivot',
  rows: ['queue_name'],
  columns: ['channel'],
  values: ['contacts_created'],
  limit: 50,
}
export const sankey = {
  ...caption,
  kind: 'sankey',
  source: 'channel',
  destination: 'disconnect_reason',
  weight: 'contacts_created',
  top: 10,
}
export const histogram = { ...caption, kind: 'histogram', value: 'handle_time_s', width: 30, bins: 10 }
export const queue = {
  kind: 'list',
  data: contacts,
  name: 'queue',
  label: 'Queue',
  plural: 'queues',
  column: 'queue_name',
}

export function board(visuals: readonly object[], more: object = {}): DashboardSpec {
  return {
    id: 'd',
    title: 'D',
    dates: { data: contacts, default_days: 14 },
    filters: [],
    parameters: [target],
    sheets: [{ id: 's', title: 'S', question: 'Q?', visuals: visuals as readonly VisualSpec[] }],
    ...more,
  } as DashboardSpec
}

export function fault(spec: DashboardSpec): LakeError {
  try {
    normalise(spec)
  } catch (error) {
    if (error instanceof LakeError) return error
    throw error
  }
  throw new Error('nothing was found wrong')
}

type Fault = readonly [title: string, visual: object, what: RegExp, value: string, allowed: RegExp]

/** Each visual is refused, by an error that names the dashboard, the sheet, the visual, what, the value and what is allowed. */
export function areRefused(faults: readonly Fault[]): void {
  test.each(faults)('%s', (_, spec, what, value, allowed) => {
    const error = fault(board([spec]))
    expect(error.what).toMatch(/^visual v on sheet s of dashboard d: /)
    expect(error.what).toMatch(what)
    expect(error.value).toBe(value)
    expect(error.allowed).toMatch(allowed)
    expect(error.remedy).not.toBe('')
  })
}
