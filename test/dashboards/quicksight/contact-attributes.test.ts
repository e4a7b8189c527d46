/** Contact attributes of a configuration, as QuickSight gets them. */
import { describe, expect, test } from 'vitest'
import { checkLakeViews } from '../../../cli/quicksight/lake-views.ts'
import { leftOutNotes } from '../../../cli/quicksight/left-out.ts'
import { readBy } from '../../../dashboards/deploy/refresh-plan.ts'
import { checkRequests } from '../../../dashboards/quicksight/check.ts'
import { compileQuickSight } from '../../../dashboards/quicksight/compile/compile.ts'
import { personalDataPrincipals } from '../../../dashboards/quicksight/compile/share.ts'
import { isOf, type Request } from '../../../dashboards/quicksight/request.ts'
import type { Access } from '../../../sql/access.ts'
import { contactAttributes } from '../../../sql/contact-attribute.ts'
import { hashOf, wantedViews } from '../../../sql/files.ts'
import { views } from '../../../sql/views.ts'
import { attributedDashboards as dashboards } from '../../fixture/contact-attributes.ts'
import { settings } from './every-kind.ts'

const access: Access = [
  { group: 'leads', rows: { queue_name: ['Sales'] } },
  { user: 'ann', rows: 'all', personal_data: true },
]
const compiled = (rules: Access, legacy_data_preparation = false) =>
  compileQuickSight({
    ...{ dashboards, access: rules, version: '1.0.0' },
    settings: { ...settings, legacy_data_preparation },
  })
const dataSet = (requests: readonly Request[], name: string) => {
  const found = requests.filter(isOf('CreateDataSet')).find(({ id }) => id === name)
  if (!found) throw new Error(`no data set ${name}`)
  return found
}
const tableOf = (requests: readonly Request[], name: string) =>
  Object.values(dataSet(requests, name).input.PhysicalTableMap ?? {})[0]

test.each([
  [[], false],
  [[], true],
  [access, false],
  [access, true],
] as const)('is what the service takes (rules: %j, legacy form: %s)', (rules, legacy) => {
  expect(() => checkRequests(compiled(rules, legacy))).not.toThrow()
})

describe('a data set of contacts', () => {
  test('joins those that it needs, once each, and says in which database they are', () => {
    const { CustomSql } = tableOf(compiled([]), 'contacts') ?? {}
    const [, ...joins] = CustomSql?.SqlQuery?.split('LEFT JOIN ') ?? []
    const database = `"${settings.catalog}"."${settings.database}"`
    const on = (a: string, name: string) =>
      `${a}.attribute_name = '${name}' AND ${a}.contact_id = r.contact_id AND ${a}.dt = r.dt`
    expect(CustomSql?.SqlQuery).toContain(`FROM ${database}.contact_local AS r`)
    expect(joins.map(join => join.replaceAll(/\s+/g, ' ').trim())).toEqual([
      `${database}.attributed_contact AS contact_attribute_reason ON ${on('contact_attribute_reason', 'reason')}`,
      `${database}.attributed_contact AS contact_attribute_plan ON ${on('contact_attribute_plan', 'plan')}`,
    ])
    expect(CustomSql?.Columns?.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(['contact_attribute_reason', 'contact_attribute_plan', 'local_date']),
    )
  })

  test('is read anew when its attributes change, too', () => {
    expect(readBy(dataSet(compiled([]), 'contacts'))).toEqual([
      'contact_local',
      'attributed_contact',
      'attributed_contact',
    ])
  })

  test('bars the personal one from who may not see personal data, and not the other', () => {
    const { ColumnLevelPermissionRules: rules = [] } = dataSet(compiled(access), 'contacts').input
    const barred = rules.flatMap(({ ColumnNames = [] }) => ColumnNames)
    expect(barred).not.toContain('contact_attribute_reason')
    expect(barred).not.toContain('Reason')
    const { CustomSql } = tableOf(compiled(access), 'contacts') ?? {}
    // With rules nothing is filtered by personal data that does not show it: the column is not even read.
    expect(CustomSql?.Columns?.map(({ Name }) => Name)).not.toContain('contact_attribute_plan')
  })
})

describe('a visual says which of the filters of its sheet it does not follow', () => {
  const subtitles = (rules: Access, board: string, id: string): unknown => {
    const found = compiled(rules)
      .filter(isOf('CreateDashboard'))
      .find(each => each.id === board)
    const visuals = found?.input.Definition?.Sheets?.flatMap(({ Visuals = [] }) => Visuals) ?? []
    const [visual] = visuals.flatMap(each => Object.values(each)).filter(each => each.VisualId === id)
    if (!visual) throw new Error(`no visual ${id}`)
    return visual.Subtitle?.FormatText?.PlainText ?? ''
  }
  test('also one that shows no contacts', () => {
    expect(subtitles([], 'wallboard', 'agents-online-now')).toMatch(
      /not filtered by queue, channel, reason, plan$/,
    )
    expect(subtitles([], 'overview', 'contacts')).not.toMatch('not filtered by')
  })
  test('not of one that has no control there, as personal data has none with rules', () => {
    expect(subtitles(access, 'wallboard', 'agents-online-now')).toMatch(
      /not filtered by queue, channel, reason$/,
    )
    expect(subtitles(access, 'overview', 'contacts')).not.toMatch('plan')
  })
})

test('a plan names attributes that rules leave out, and how they are brought', () => {
  const attributes = contactAttributes([
    { name: 'reason', personal: false },
    { name: 'plan' },
    { name: 'tier' },
  ])
  expect(leftOutNotes(attributes, access)).toEqual([
    expect.stringMatching(/attributes plan, tier\. "personal": false/),
  ])
  expect(leftOutNotes(attributes, [])).toEqual([])
  expect(leftOutNotes(attributes.slice(0, 1), access)).toEqual([])
})

test('agents have no attributes: their data sets are the views that they were', () => {
  const requests = compiled([])
  const joined = requests
    .filter(isOf('CreateDataSet'))
    .filter(({ input }) => Object.values(input.PhysicalTableMap ?? {}).some(({ CustomSql }) => CustomSql))
  expect(joined.map(({ id }) => id).sort()).toEqual([
    ...['attributes', 'callbacks', 'contacts', 'journeys', 'repeats', 'stages', 'transfers'],
  ])
})

describe('brought to a lake with rules', () => {
  const deployed = wantedViews(Object.values(views), { time_zone: 'UTC', access }).map(
    ({ view, sql, ...more }) => ({
      ...{ name: view.name, sql, hash: hashOf(sql) },
      ...('generated_from' in more && { generated_from: more.generated_from }),
    }),
  )
  const lakeOf = (contact_attributes: readonly object[]) => ({
    config: { contact_attributes } as never,
    database: settings.database,
    granted: new Set(personalDataPrincipals(access, settings)),
  })
  const open = lakeOf([{ name: 'reason', personal: false }])

  test('is taken with what is no personal data, and refused where the configuration does not say so', () => {
    expect(() => checkLakeViews(deployed, compiled(access), open)).not.toThrow()
    expect(() => checkLakeViews(deployed, compiled(access), lakeOf([]))).toThrowError(
      expect.objectContaining({ value: expect.stringContaining('contact_attribute_reason') }),
    )
    expect(() => checkLakeViews(deployed, compiled([]), open)).toThrowError(
      expect.objectContaining({ value: expect.stringContaining('contact_attribute_plan') }),
    )
  })
})
