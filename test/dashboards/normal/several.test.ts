import { expect, test } from 'vitest'
import { normalise, normaliseAll } from '../../../dashboards/normal/dashboard.ts'
import { SpecError, SpecErrors } from '../../../dashboards/normal/fault.ts'
import type { DashboardSpec } from '../../../dashboards/spec/dashboard.ts'
import { bar, board, kpi, pie, queue, table, target } from './spec.ts'

/** What is wrong, each as its place and the value: in no order, for nobody reads it as one. */
function faults(run: () => unknown): readonly string[] {
  try {
    run()
  } catch (error) {
    const all = error instanceof SpecErrors ? error.faults : [error]
    return all
      .map(each => (each instanceof SpecError ? `${each.what.split(':')[0]}: ${each.value}` : String(each)))
      .toSorted()
  }
  return []
}

const on = (visual: string): string => `visual ${visual} on sheet s of dashboard d`
const row = (y: number) => ({ x: 0, y, w: 9, h: 5 })

const three = (): DashboardSpec =>
  board([
    {
      ...kpi,
      title: '',
      value: 'contacts_creatd',
      formats: [{ of: 'avg_handle_time', when: 'beyond', limit: 1, tone: 'bad' }],
    },
    { ...bar, id: 'w', at: row(5), category: 'agent' },
    { ...table, id: 'x', at: row(10), limit: 0 },
  ])

test('five faults in three visuals are told at once', () => {
  expect(faults(() => normalise(three()))).toEqual(
    [
      `${on('v')}: ""`,
      `${on('v')}: contacts_creatd`,
      `${on('v')}: beyond`,
      `${on('w')}: agent`,
      `${on('x')}: 0`,
    ].toSorted(),
  )
})

test('they are counted at the end, after a paragraph each', () => {
  const lines = (() => {
    try {
      normalise(three())
    } catch (error) {
      return (error as SpecErrors).lines()
    }
    return []
  })()
  expect(lines.filter(line => line === '')).toHaveLength(5)
  expect(lines.at(-1)).toBe('5 faults in the specs of the dashboards')
})

test.each([
  // By a measure that is none nothing can be asked of its unit, its parts or its groups.
  ['units', [{ ...kpi, value: 'typo', target }], [`${on('v')}: typo`]],
  ['sums', [{ ...bar, values: ['typo'], arrangement: 'stacked' }], [`${on('v')}: typo`]],
  [
    'groups',
    [{ ...pie, value: 'abandonment_rate', category: 'agent_username' }],
    [`${on('v')}: abandonment_rate`],
  ],
  ['an arrangement', [{ ...bar, arrangement: 'piled' }], [`${on('v')}: piled`]],
  // What lies outside the grid has no place yet, so nothing is in its way.
  [
    'a place',
    [
      { ...kpi, at: { x: 30, y: 0, w: 9, h: 5 } },
      { ...kpi, id: 'w', at: { x: 27, y: 0, w: 9, h: 5 } },
    ],
    [`${on('v')}: x 30, y 0, w 9, h 5`],
  ],
] as const)('what only follows from another is not told: %s', (_, visuals, expected) => {
  expect(faults(() => normalise(board(visuals)))).toEqual(expected)
})

test('a filter by no column is told once, whatever it acts on; one that some visuals do not have with each of them', () => {
  const two = [kpi, { ...kpi, id: 'w', at: row(5) }]
  const typo = { ...queue, column: 'queu' }
  expect(faults(() => normalise(board(two, { filters: [typo] })))).toEqual([
    'filter queue of dashboard d: queu',
  ])
  const lacking = {
    ...kpi.data,
    view: { ...kpi.data.view, columns: { contact_date: kpi.data.view.columns.contact_date } },
  }
  const without = two.map(each => ({ ...each, kind: 'radar', data: lacking }))
  expect(faults(() => normalise(board(without, { filters: [queue] })))).toEqual([
    ...['filter queue of dashboard d: queue_name', 'filter queue of dashboard d: queue_name'],
    ...[`${on('v')}: radar`, `${on('w')}: radar`],
  ])
})

test('of several dashboards all are told, and where they do not lead', () => {
  const lost = { ...kpi, opens: { dashboard: 'd', sheet: 'gone' } }
  const specs = [board([lost]), board([{ ...kpi, value: 'typo' }], { id: 'e' })]
  expect(faults(() => normaliseAll(specs))).toEqual([
    `${on('v')}: d/gone`,
    'visual v on sheet s of dashboard e: typo',
  ])
})

test('an error that is none of a spec is thrown as it is', () => {
  const broken = {
    ...kpi,
    data: {
      ...kpi.data,
      get metrics(): never {
        throw new TypeError('broken')
      },
    },
  }
  expect(() =>
    normalise(
      board([
        { ...kpi, title: '' },
        { ...broken, id: 'w', at: row(5) },
      ]),
    ),
  ).toThrow(TypeError)
})
