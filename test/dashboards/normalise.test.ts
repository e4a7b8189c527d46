import { describe, expect, test } from 'vitest'
import { contactCentreOverview } from '../../dashboards/contact-centre-overview.ts'
import { dashboards } from '../../dashboards/dashboards.ts'
import { contacts } from '../../dashboards/datasets/contacts.ts'
import { normalise } from '../../dashboards/normal/dashboard.ts'
import type { DashboardSpec } from '../../dashboards/spec/dashboard.ts'
import type { VisualSpec } from '../../dashboards/spec/visual.ts'
import { parameter } from '../../dashboards/spec/wells.ts'
import { LakeError } from '../../schema/error.ts'
import { queueInterval } from '../../sql/views/queue_interval.ts'

// Specs as somebody writes them whose compiler does not look: JavaScript, or made from data.

const at = { x: 0, y: 0, w: 9, h: 5 }
const caption = { id: 'v', data: contacts, title: 'T', question: 'Q?', alt: 'A', at }
const target = parameter({ name: 'target', label: 'Target', unit: 'percent', default: 80, min: 0, max: 100 })
const kpi = { ...caption, kind: 'kpi', value: 'contacts_created', trend: 'contact_date' }
const bar = {
  ...caption,
  kind: 'bar',
  category: 'agent_username',
  value: 'avg_handle_time',
  tooltip: [],
  top: { count: 20, by: 'contacts_handled' },
}
const pie = { ...caption, kind: 'pie', category: 'queue_name', value: 'contacts_abandoned', parts: 5 }
const table = { ...caption, kind: 'table', group_by: ['channel'], values: ['contacts_created'], limit: 10 }
const line = { ...caption, kind: 'line', category: 'contact_date', values: ['contacts_created'] }
const queue = {
  kind: 'list',
  data: contacts,
  name: 'queue',
  label: 'Queue',
  plural: 'queues',
  column: 'queue_name',
}

function board(visuals: readonly object[], more: object = {}): DashboardSpec {
  return {
    id: 'd',
    title: 'D',
    dates: { data: contacts, column: 'contact_date', default_days: 14 },
    filters: [],
    parameters: [target],
    sheets: [{ id: 's', title: 'S', question: 'Q?', visuals: visuals as readonly VisualSpec[] }],
    ...more,
  } as DashboardSpec
}

function fault(spec: DashboardSpec): LakeError {
  try {
    normalise(spec)
  } catch (error) {
    if (error instanceof LakeError) return error
    throw error
  }
  throw new Error('nothing was found wrong')
}

test('every dashboard is sound', () => {
  expect(dashboards.map(({ id }) => id)).toEqual(['contact-centre-overview'])
  expect(() => normalise(contactCentreOverview)).not.toThrow()
  expect(() => normalise(board([kpi]))).not.toThrow()
})

test('visuals come in reading order', () => {
  const placed = (id: string, x: number, y: number) => ({ ...kpi, id, at: { x, y, w: 9, h: 5 } })
  const { sheets } = normalise(board([placed('c', 0, 5), placed('b', 9, 0), placed('a', 0, 0)]))
  expect(sheets[0]?.visuals.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

describe('an error names the dashboard, the visual, what, the value and what is allowed', () => {
  const visual: readonly (readonly [string, object, RegExp, string, RegExp])[] = [
    ['an unknown kind', { ...kpi, kind: 'radar' }, /no such kind/, 'radar', /kpi, gauge/],
    [
      'an unknown column',
      { ...bar, category: 'agent' },
      /contact has no such column/,
      'agent',
      /agent_username/,
    ],
    ['no dimension', { ...bar, category: 'dt' }, /no such dimension/, 'dt', /agent_username/],
    ['an unknown measure', { ...kpi, value: 'handled' }, /no such measure/, 'handled', /contacts_handled/],
    [
      'a measure by what it is not made by',
      { ...bar, value: 'abandonment_rate' },
      /abandonment_rate cannot be split/,
      'agent_username',
      /other dimension/,
    ],
    [
      'the same as a column of a table',
      { ...table, group_by: ['channel', 'agent_username'], values: ['service_level:20'] },
      /service_level:20 cannot be split/,
      'agent_username',
      /other dimension/,
    ],
    ['no day', { ...kpi, trend: 'channel' }, /not a day/, 'channel, a varchar', /contact_date/],
    [
      'a ratio as a whole',
      { ...pie, value: 'abandonment_rate' },
      /only a sum can/,
      'abandonment_rate',
      /contacts_/,
    ],
    ['an unknown sum', { ...pie, value: 'nothing' }, /no such sum/, 'nothing', /contacts_created/],
    [
      'a share of a ratio',
      { ...table, values: [{ kind: 'share', of: 'avg_handle_time' }] },
      /only a sum/,
      'avg_handle_time',
      /contacts_/,
    ],
    [
      'no share on a gauge',
      { ...caption, kind: 'gauge', value: 'avg_handle_time', target },
      /not in percent/,
      'avg_handle_time',
      /service_level:X/,
    ],
    [
      'a foreign parameter',
      { ...caption, kind: 'gauge', value: 'abandonment_rate', target: { ...target, name: 'other' } },
      /not declare this parameter/,
      'other',
      /target/,
    ],
    [
      'units mixed',
      { ...line, values: ['contacts_created', 'avg_handle_time'] },
      /different units/,
      'count, s',
      /one unit/,
    ],
    ['no lines', { ...line, values: [] }, /not hold so many/, '0', /1 to 8/],
    ['too many parts', { ...pie, parts: 6 }, /parts does not hold/, '6', /1 to 5/],
    ['half a part', { ...pie, parts: 2.5 }, /parts does not hold/, '2.5', /1 to 5/],
    ['no title', { ...kpi, title: ' ' }, /title is missing/, '" "', /sentence/],
    ['no question', { ...kpi, question: undefined }, /question is missing/, 'null', /sentence/],
    ['no alternative text', { ...kpi, alt: '' }, /alternative text is missing/, '""', /sentence/],
    [
      'outside the grid',
      { ...kpi, at: { x: 30, y: 0, w: 9, h: 5 } },
      /outside the grid/,
      'x 30, y 0, w 9, h 5',
      /up to 36/,
    ],
    [
      'half a column',
      { ...kpi, at: { x: 0.5, y: 0, w: 9, h: 5 } },
      /outside the grid/,
      'x 0.5, y 0, w 9, h 5',
      /whole/,
    ],
    [
      'no height',
      { ...kpi, at: { x: 0, y: 0, w: 9, h: 0 } },
      /outside the grid/,
      'x 0, y 0, w 9, h 0',
      /whole/,
    ],
  ]
  test.each(visual)('%s', (_, spec, what, value, allowed) => {
    const error = fault(board([spec]))
    expect(error.what).toMatch(/^visual v of dashboard d: /)
    expect(error.what).toMatch(what)
    expect(error.value).toBe(value)
    expect(error.allowed).toMatch(allowed)
    expect(error.remedy).not.toBe('')
  })

  test('overlapping visuals', () => {
    const error = fault(board([kpi, { ...kpi, id: 'w', at: { x: 8, y: 4, w: 9, h: 5 } }]))
    expect(error.what).toBe('visual w of dashboard d: the visual overlaps v')
    expect(error.allowed).toMatch('x 0, y 0, w 9, h 5')
  })

  test('a filter that a visual cannot follow', () => {
    const intervals = { ...contacts, view: queueInterval }
    const agent = { ...queue, name: 'agent', column: 'agent_username' }
    const error = fault(board([{ ...kpi, data: intervals }], { filters: [agent] }))
    expect(error.what).toMatch(
      /^filter agent of dashboard d: the view queue_interval, which the visual v shows, has no such varchar/,
    )
    expect(error.value).toBe('agent_username')
    expect(error.allowed).toMatch('queue_name')
  })

  const whole: readonly (readonly [string, object, RegExp, string])[] = [
    ['an id that is none', { id: 'No id' }, /^dashboard No id: the id is not one/, '"No id"'],
    ['no title', { title: '' }, /^dashboard d: the title is missing/, '""'],
    [
      'dates by no day',
      { dates: { data: contacts, column: 'dt', default_days: 1 } },
      /^dates of dashboard d: .*no such date column/,
      'dt, a varchar',
    ],
    [
      'a filter by an unknown column',
      { filters: [{ ...queue, column: 'queu' }] },
      /^filter queue of dashboard d: the view contact has no such varchar column/,
      'queu',
    ],
    [
      'a filter without a label',
      { filters: [{ ...queue, label: '' }] },
      /^filter queue of dashboard d: the label/,
      '""',
    ],
    [
      'a filter and a parameter of one name',
      { filters: [{ ...queue, name: 'target' }] },
      /name of a filter or parameter is used twice/,
      'target',
    ],
    [
      'a default out of range',
      { parameters: [{ ...target, default: 101 }] },
      /^parameter target of dashboard d: the default/,
      '101',
    ],
    [
      'a sheet without a question',
      { sheets: [{ id: 's', title: 'S', question: '', visuals: [] }] },
      /^sheet s of dashboard d: the question/,
      '""',
    ],
  ]
  test.each(whole)('%s', (_, more, what, value) => {
    const error = fault(board([kpi], more))
    expect(error.what).toMatch(what)
    expect(error.value).toBe(value)
  })

  test('an id that is used twice', () => {
    const error = fault(board([kpi, { ...kpi, at: { x: 9, y: 0, w: 9, h: 5 } }]))
    expect(error.what).toBe('dashboard d: the id of a visual is used twice')
  })
})
