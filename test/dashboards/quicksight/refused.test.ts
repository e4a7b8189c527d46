/** What a spec can say and QuickSight cannot: found when it is compiled, in the words of the spec. */
import { expect, test } from 'vitest'
import { normaliseAll } from '../../../dashboards/normal/dashboard.ts'
import { compileQuickSight } from '../../../dashboards/quicksight/compile/compile.ts'
import { quickSightSettings } from '../../../dashboards/quicksight/settings.ts'
import type { DashboardSpec } from '../../../dashboards/spec/dashboard.ts'
import type { Dataset } from '../../../dashboards/spec/dataset.ts'
import { parameter } from '../../../dashboards/spec/parameter.ts'
import { LakeError } from '../../../schema/error.ts'
import { calls, settings } from './every-kind.ts'

const caption = { title: 'T', question: 'Q?', alt: 'A' }
const at = { x: 0, y: 0, w: 9, h: 5 }
const percent = { label: 'Target', unit: 'percent', default: 80, min: 0, max: 100 } as const

/** The data set with other words for some of its dimensions. */
const worded = (more: object): Dataset =>
  ({ ...calls, dimensions: { ...calls.dimensions, ...more } }) as unknown as Dataset

function board(visual: object, more: object = {}): DashboardSpec {
  const own = { ...caption, id: 'v', data: calls, at, ...visual }
  return {
    ...{ id: 'd', title: 'D', dates: { data: calls, default_days: 7 }, filters: [], parameters: [] },
    sheets: [{ id: 's', title: 'Sheet', question: 'Q?', visuals: [own] }],
    ...more,
  } as unknown as DashboardSpec
}

const table = { kind: 'table', group_by: ['queue_name'], values: ['contacts_created'], limit: 9 }

function fault(...specs: readonly DashboardSpec[]): LakeError {
  try {
    compileQuickSight({ dashboards: normaliseAll(specs), settings, version: '1.0.0' })
  } catch (error) {
    if (error instanceof LakeError) return error
    throw error
  }
  throw new Error('nothing was found wrong')
}

const wrong: readonly (readonly [string, readonly DashboardSpec[], RegExp, string, RegExp])[] = [
  [
    'a dimension with the label of a metric',
    [board({ ...table, data: worded({ queue_name: { label: 'Contacts', none: 'None' } }) })],
    /^data set calls: two fields have the same name/,
    'Contacts',
    /one meaning/,
  ],
  [
    'two dimensions with one label, in letters of other sizes',
    [
      board({
        ...{ ...table, group_by: ['queue_name', 'agent_username'] },
        data: worded({
          queue_name: { label: 'Who', none: 'None' },
          agent_username: { label: 'WHO', none: 'None' },
        }),
      }),
    ],
    /^data set calls: two fields have the same name/,
    'WHO',
    /one meaning/,
  ],
  [
    'a label that cannot be named in a calculation',
    [board({ ...table, data: worded({ queue_name: { label: 'Queue {name}', none: 'None' } }) })],
    /^data set calls: a field cannot be named/,
    'Queue {name}',
    /braces/,
  ],
  [
    'one data set with two meanings in two dashboards',
    [
      board(table),
      {
        ...board({ ...table, id: 'w', data: worded({ queue_name: { label: 'Queue', none: 'Nowhere' } }) }),
        id: 'e',
      },
    ],
    /^data set calls: two dashboards mean different things by one field/,
    'Queue',
    /one meaning/,
  ],
  [
    'names that only a separator tells apart',
    [
      board(table, {
        parameters: [
          parameter({ ...percent, name: 'level_target' }),
          parameter({ ...percent, name: 'leveltarget', label: 'Other' }),
        ],
      }),
    ],
    /^dashboard d: two filters or parameters have the same name in QuickSight/,
    'Leveltarget',
    /each once/,
  ],
  [
    'a colour for a number that a table does not show',
    [
      board({
        ...table,
        formats: [{ of: 'avg_handle_time', when: 'above', limit: 300, tone: 'bad' }],
      }),
    ],
    /^visual v on sheet s of dashboard d: a format is of a measure that is not shown/,
    'avg_handle_time',
    /contacts_created/,
  ],
  [
    'the same in a pivot',
    [
      board({
        ...{
          kind: 'pivot',
          rows: ['queue_name'],
          columns: ['channel'],
          values: ['contacts_created'],
          limit: 9,
        },
        formats: [{ of: 'avg_handle_time', when: 'above', limit: 300, tone: 'bad' }],
      }),
    ],
    /^visual v on sheet s of dashboard d: a format is of a measure that is not shown/,
    'avg_handle_time',
    /contacts_created/,
  ],
]

test.each(wrong)('%s', (_, specs, what, value, allowed) => {
  const error = fault(...specs)
  expect(error.what).toMatch(what)
  expect(error.value).toBe(value)
  expect(error.allowed).toMatch(allowed)
  expect(error.remedy).not.toBe('')
})

test('settings of a data set that there is not', () => {
  const compile = (set: object) => () =>
    compileQuickSight({
      dashboards: normaliseAll([board(table)]),
      settings: { ...settings, ...set },
      version: '1.0.0',
    })
  expect(compile({ full_refresh: ['call'] })).toThrow('no dashboard has such a data set')
  expect(compile({ import_modes: { cals: 'direct' } })).toThrow('no dashboard has such a data set')
  expect(compile({ full_refresh: ['calls'] })).not.toThrow()
})

test.each([
  ['a zone that there is not', { refresh_time_zone: 'Europe/Atlantis' }, 'refresh_time_zone'],
  ['an account of eleven digits', { account_id: '12345678901' }, 'account_id'],
  ['no owner', { groups: { leads: 'viewer' } }, 'groups'],
  ['a role that there is not', { groups: { leads: 'reader' } }, 'groups.leads'],
  ['a time that there is not', { refresh_time: '24:00' }, 'refresh_time'],
  ['a prefix without a separator', { prefix: 'test' }, 'prefix'],
  ['no look back', { late_days: 0 }, 'late_days'],
  ['a user where a role is meant', { role_arn: 'arn:aws:iam::123456789012:user/x' }, 'role_arn'],
])('settings: %s', (_, more, path) => {
  const { error } = quickSightSettings.safeParse({ ...settings, ...more })
  expect(error?.issues[0]?.path.join('.')).toBe(path)
})
