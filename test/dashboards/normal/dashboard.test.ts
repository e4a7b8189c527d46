import { describe, expect, test } from 'vitest'
import { dashboards } from '../../../dashboards/dashboards.ts'
import { normalise, normaliseAll } from '../../../dashboards/normal/dashboard.ts'
import { overview as spec } from '../../../dashboards/overview.ts'
import { queueInterval } from '../../../sql/views/queue_interval.ts'
import { contacts } from '../utc-contacts.ts'
import { at, board, fault, kpi, queue, target } from './spec.ts'

test('every dashboard is sound', () => {
  expect(dashboards.map(({ id }) => id)).toEqual([
    ...['overview', 'queues', 'agents'],
    ...['customers', 'wallboard', 'data-health'],
  ])
  expect(() => normalise(spec)).not.toThrow()
  expect(() => normalise(board([kpi]))).not.toThrow()
})

test('visuals come in reading order', () => {
  const placed = (id: string, x: number, y: number) => ({ ...kpi, id, at: { x, y, w: 9, h: 5 } })
  const { sheets } = normalise(board([placed('c', 0, 5), placed('b', 9, 0), placed('a', 0, 0)]))
  expect(sheets[0]?.visuals.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

test('a sheet has the parameters that its visuals follow, and no others', () => {
  const format = {
    of: 'avg_handle_time',
    when: 'above',
    tone: 'bad',
    limit: { ...target, name: 'limit', unit: 's' },
  }
  const sheets = [
    ['by target', { ...kpi, value: 'service_level:20', target }],
    ['by format', { ...kpi, id: 'w', value: 'avg_handle_time', formats: [format] }],
    [
      'none',
      {
        ...kpi,
        id: 'x',
        formats: [{ ...format, of: 'avg_handle_time', limit: 60 }],
        value: 'avg_handle_time',
      },
    ],
  ].map(([id, visual]) => ({
    id: String(id).replace(' ', '-'),
    title: 'S',
    question: 'Q?',
    visuals: [visual],
  }))
  const spec = board([], { sheets, parameters: [target, format.limit] })
  expect(normalise(spec).sheets.map(({ parameters }) => parameters)).toEqual([['target'], ['limit'], []])
})

test('what can be set on the sheets that come with it', () => {
  const all = dashboards.flatMap(({ id, sheets }) =>
    sheets.map(sheet => [`${id}/${sheet.id}`, sheet.parameters] as const),
  )
  expect(Object.fromEntries(all.filter(([, parameters]) => parameters.length > 0))).toEqual({
    'overview/overview': ['service_level_target', 'abandonment_limit'],
    'queues/service': ['service_level_target', 'abandonment_limit', 'answer_time_limit'],
    'queues/waits': ['abandonment_limit'],
    'customers/returns': ['resolution_target'],
    'wallboard/now': ['service_level_target', 'abandonment_limit'],
    'data-health/punctuality': ['punctuality_target'],
  })
})

describe('an error names the dashboard, what and the value', () => {
  test('overlapping visuals', () => {
    const error = fault(board([kpi, { ...kpi, id: 'w', at: { x: 8, y: 4, w: 9, h: 5 } }]))
    expect(error.what).toBe('visual w on sheet s of dashboard d: the visual overlaps v')
    expect(error.allowed).toMatch('x 0, y 0, w 9, h 5')
  })

  test('a filter that a visual cannot follow', () => {
    const intervals = { ...contacts, view: queueInterval }
    const agent = { ...queue, name: 'agent', column: 'agent_username' }
    const error = fault(board([{ ...kpi, data: intervals }], { filters: [agent] }))
    expect(error.what).toMatch(
      /^filter agent of dashboard d: the view queue_interval, which the visual v on sheet s shows, has no such varchar/,
    )
    expect(error.value).toBe('agent_username')
    expect(error.allowed).toMatch('queue_name')
  })

  const whole: readonly (readonly [string, object, RegExp, string])[] = [
    ['an id that is none', { id: 'No id' }, /^dashboard No id: the id is not one/, '"No id"'],
    ['no title', { title: '' }, /^dashboard d: the title is missing/, '""'],
    [
      'dates by no day',
      { dates: { data: { ...contacts, day: 'dt' }, default_days: 14 } },
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
    [
      'a filter of no kind',
      { filters: [{ ...queue, kind: 'slider' }] },
      /^filter queue of dashboard d: there is no such kind of filter/,
      'slider',
    ],
    [
      'a filter on a sheet that is not there',
      { filters: [{ ...queue, sheets: ['t'] }] },
      /^filter queue of dashboard d: there is no such sheet/,
      't',
    ],
    [
      'a filter that leaves alone what is not there',
      { filters: [{ ...queue, except: ['w'] }] },
      /^filter queue of dashboard d: there is no such visual/,
      'w',
    ],
    [
      'a list of numbers',
      { filters: [{ ...queue, column: 'handle_time_s' }] },
      /^filter queue of dashboard d: .*no such varchar column/,
      'handle_time_s, a bigint',
    ],
    [
      'a range of texts',
      { filters: [{ ...queue, kind: 'range' }] },
      /^filter queue of dashboard d: .*no such bigint column/,
      'queue_name, a varchar',
    ],
    [
      'too many sheets',
      {
        sheets: Array.from({ length: 21 }, (_, i) => ({
          ...{ id: `s${i}`, title: 'S', question: 'Q?', visuals: [] },
        })),
      },
      /^dashboard d: there are too many sheets/,
      '21',
    ],
    [
      'too many visuals',
      {
        sheets: [
          {
            ...{ id: 's', title: 'S', question: 'Q?' },
            visuals: Array.from({ length: 51 }, (_, i) => ({ ...kpi, id: `v${i}`, at: { ...at, y: 5 * i } })),
          },
        ],
      },
      /^sheet s of dashboard d: there are too many visuals/,
      '51',
    ],
    [
      'a text without words',
      {
        sheets: [
          {
            ...{ id: 's', title: 'S', question: 'Q?', visuals: [kpi] },
            texts: [{ id: 't', title: 'T', paragraphs: [], at: { ...at, y: 9 } }],
          },
        ],
      },
      /^visual t on sheet s of dashboard d: the text is missing/,
      '""',
    ],
    [
      'a text on a visual',
      {
        sheets: [
          {
            ...{ id: 's', title: 'S', question: 'Q?', visuals: [kpi] },
            texts: [{ id: 't', title: 'T', paragraphs: ['P'], at }],
          },
        ],
      },
      /^visual t on sheet s of dashboard d: the visual overlaps v/,
      'x 0, y 0, w 9, h 5',
    ],
  ]
  test.each(whole)('%s', (_, more, what, value) => {
    const error = fault(board([kpi], more))
    expect(error.what).toMatch(what)
    expect(error.value).toBe(value)
  })

  test('an id that is used twice', () => {
    const error = fault(board([kpi, { ...kpi, at: { x: 9, y: 0, w: 9, h: 5 } }]))
    expect(error.what).toBe('sheet s of dashboard d: the id of a visual is used twice')
    expect(error.value).toBe('v')
    expect(fault(board([{ ...kpi, id: 'V' }])).what).toBe(
      'sheet s of dashboard d: the id of a visual is not one',
    )
  })

  test('a visual that leads nowhere', () => {
    const leading = board([{ ...kpi, opens: { dashboard: 'd', sheet: 'gone' } }])
    expect(() => normaliseAll([leading])).toThrow(
      'visual v on sheet s of dashboard d: it opens a sheet that is not there',
    )
    expect(() => normaliseAll([board([kpi]), board([kpi])])).toThrow('id of a dashboard is used twice')
  })
})
