/** Contacts that a person can count, filtered and split by their attributes; with values that are meant to do harm. */
import { beforeAll, describe, expect, test } from 'vitest'
import { eyesOf } from '../../cli/server/eyes.ts'
import { dashboards, dashboardsWith } from '../../dashboards/dashboards.ts'
import { readSettings } from '../../dashboards/local/address.ts'
import { valuesSql } from '../../dashboards/local/facts.ts'
import { whyAsked } from '../../dashboards/local/why.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import { contactAttributes } from '../../sql/contact-attribute.ts'
import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { type Filter, questionOf } from '../../sql/metrics/question.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { sqlFor } from './asked.ts'

const markup = '<img src=x onerror="alert(1)">'
const hostile = [
  markup,
  '=HYPERLINK("http://evil.example","x")',
  "'; DROP TABLE contact; --",
  '\u202egnp.exe',
  'שלום',
  'two\nlines,\ttabs\r\n',
  'x'.repeat(20_000),
]

const folder = temporaryFolder()
let lake: TestLake
beforeAll(async () => {
  lake = testLake(folder)
  const at = (day: number): string => `2025-07-0${day}T10:00:00Z`
  lake.add(
    'contacts',
    concatenated([
      contactRecord({ id: 'one', at: at(1), attributes: { reason: 'invoice', plan: 'gold' } }),
      contactRecord({ id: 'two', at: at(2), attributes: { reason: 'invoice', Reason: 'other case' } }),
      contactRecord({ id: 'three', at: at(2), attributes: { plan: 'gold' } }),
      contactRecord({ id: 'four', at: at(2), attributes: {} }),
      contactRecord({
        id: 'test',
        at: at(2),
        attributes: { reason: 'invoice' },
        more: {
          SegmentAttributes: { 'connect:ValidationTestType': { ValueString: 'EXPERIENCE_VALIDATION' } },
        },
      }),
      ...hostile.map((reason, i) => contactRecord({ id: `hostile-${i}`, at: at(3), attributes: { reason } })),
      // Promised a callback, which is another contact, without the attribute, and ends a day later.
      contactRecord({
        id: 'promised',
        at: at(4),
        attributes: { reason: 'callback' },
        more: { Agent: null, NextContactId: 'called-back' },
      }),
      contactRecord({
        id: 'called-back',
        at: at(5),
        more: { InitiationMethod: 'CALLBACK', InitialContactId: 'promised', PreviousContactId: 'promised' },
      }),
    ]),
  )
  await lake.run({ derive: true })
})

const attributes = contactAttributes([
  { name: 'reason', plural: 'reasons', personal: false },
  { name: 'plan' },
])
const all = dashboardsWith(attributes)
const dashboardOf = (id: string, of = all): Dashboard => of.find(each => each.id === id) as Dashboard
const data = { from: '2025-07-01', to: '2025-07-05' }

/** What a number of a sheet comes to, by what stands in the address. */
async function shown(dashboard: string, visual: string, column: string, search: string): Promise<unknown> {
  const sql = sqlFor(dashboardOf(dashboard), visual, search, data)
  const rows = await lake.rows(sql)
  return (
    rows.find(row => (row.local_date ?? null) === null && (row.period ?? 'current') === 'current')?.[
      column
    ] ?? 0
  )
}

const contacts = (search: string): Promise<unknown> =>
  shown('overview', 'contacts', 'contacts_created', search)

test.each([
  ['', 13],
  ['contact_attribute_reason=invoice', 2],
  ['contact_attribute_reason=other+case', 0],
  ['contact_attribute_reason=invoice&contact_attribute_plan=gold', 1],
  ['contact_attribute_reason_none=1', 3],
  ['contact_attribute_reason=invoice&contact_attribute_reason_none=1', 5],
  ['contact_attribute_reason_none=1&contact_attribute_plan=gold', 1],
  ['contact_attribute_reason=invoice&from=2025-07-02&to=2025-07-02', 1],
])('%s leaves %i contacts', async (search, count) => {
  expect(await contacts(search)).toBe(count)
})

describe('values that are meant to do harm', () => {
  test.each(hostile.map((value, i) => [i, value] as const))(
    'number %i is chosen like any other',
    async (_, value) => {
      const address = new URLSearchParams({ contact_attribute_reason: value })
      expect(await contacts(String(address))).toBe(1)
    },
  )

  test('are what there is to choose from, as are contacts without any; those too long for a list are counted', async () => {
    const [filter] = dashboardOf('overview').filters.filter(({ label }) => label === 'Reason')
    type Row = { kind: string; value: string | null; contacts: number }
    const found = await lake.rows<Row>(valuesSql(filter as never))
    const counts = (rows: readonly Row[]) =>
      rows.map(({ kind, value, contacts: count }) => [kind, value, Number(count)])
    // Nobody chooses by 20,000 characters, and the page would be sent them: such values are told of, and not listed.
    const short = hostile.filter(value => value.length <= 200)
    const wanted = [
      ['long', null, 1],
      ['none', null, 3],
      ['value', 'invoice', 2],
      ...[...short, 'callback'].map(value => ['value', value, 1]),
    ]
    expect(counts(found).slice(0, 3)).toEqual(wanted.slice(0, 3))
    expect(new Set(counts(found))).toEqual(new Set(wanted))
    // Who may see some rows only is shown the values of these: they are counted in another way.
    const all_of_sales = () => [`queue_name = 'Sales'`]
    expect(counts(await lake.rows<Row>(valuesSql(filter as never, all_of_sales)))).toEqual(counts(found))
    expect(await lake.rows(valuesSql(filter as never, () => [`queue_name = 'Care'`]))).toEqual([])
  })
})

/** The answer of the command, by what each row is split by. */
async function metric(name: string, by: string | undefined, filters: readonly Filter[] = []) {
  const asked = { metrics: [name], by: by === undefined ? [] : [by], filters }
  const question = questionOf({ ...asked, period: periodOf('2025-07-01', '2025-07-06', 'UTC') })
  return (await lake.rows(questionSql(question))).map(row => Object.values(row))
}

describe('the command', () => {
  const reason = 'contact_attribute:reason'

  test('splits by any attribute, whether it is configured or not, and tells names apart by case', async () => {
    expect(await metric('contacts_created', 'contact_attribute:plan')).toEqual([
      ['gold', 2],
      [null, 11],
    ])
    expect(await metric('contacts_created', 'contact_attribute:Reason')).toEqual([
      ['other case', 1],
      [null, 12],
    ])
  })

  test('filters by one, by several, and by none', async () => {
    expect(await metric('contacts_created', undefined, [{ grouping: reason, values: ['invoice'] }])).toEqual([
      [2],
    ])
    expect(
      await metric('contacts_created', 'contact_attribute:plan', [
        { grouping: reason, values: ['invoice', null] },
      ]),
    ).toEqual([
      ['gold', 2],
      [null, 3],
    ])
  })

  test('asks the same of a percentile, and of journeys by their first contacts', async () => {
    expect(
      await metric('percentile_queue_time:90', reason, [{ grouping: reason, values: ['invoice'] }]),
    ).toEqual([['invoice', 30]])
    expect(await metric('callbacks_promised', reason)).toEqual([['callback', 1]])
  })

  test('refuses a name that is none, and attributes of what is no contact', () => {
    const period = periodOf('2025-07-01', '2025-07-06', 'UTC')
    const ask = (name: string, by: readonly string[]) =>
      questionOf({ metrics: [name], by, filters: [], period })
    expect(() => ask('contacts_created', ['contact_attribute:'])).toThrowError(
      expect.objectContaining({ what: 'contact attributes: this is no name' }),
    )
    expect(() => ask('contacts_created', ['contact_attribute:Reason', reason])).toThrowError(
      expect.objectContaining({ what: 'contact attributes: two of them are not told apart' }),
    )
    expect(() => ask('agent_occupancy', [reason])).toThrowError(
      expect.objectContaining({ what: `agent_occupancy is not made by ${reason}` }),
    )
  })
})

describe('the dashboards', () => {
  test.each([
    ['a filter, or a dimension', 'queue', 'Queue'],
    ['a number', 'time-in-queue', 'Time in queue'],
    ['a metric', 'contacts', 'Contacts'],
    ['a target', 'serviceLevelTarget', 'Service level target'],
    ['a field of QuickSight', 'period', 'Period'],
    ['another', 'days_from', 'Days from'],
    ['a control of QuickSight', 'from', 'From'],
    ['a field made of another', 'Queue (shown)', 'Queue (shown)'],
    ['a number up to its limit', 'duration, up to 600', 'Duration, up to 600'],
  ])('refuse an attribute that is called as %s of theirs, unless it has another label', (_, name, value) => {
    expect(() => dashboardsWith(contactAttributes([{ name }]))).toThrowError(
      expect.objectContaining({
        what: `contact attributes: ${name} is called as something else on the dashboards is`,
        value,
        remedy: 'give it another `label`',
      }),
    )
    expect(() => dashboardsWith(contactAttributes([{ name, label: 'Another' }]))).not.toThrow()
  })

  test('have a list for each on every sheet with contacts or journeys, and none of it without a configuration', () => {
    const names = ['contact_attribute_reason', 'contact_attribute_plan']
    const has = ({ filters }: Dashboard) => names.every(name => filters.some(each => each.name === name))
    expect(all.filter(has).map(({ id }) => id)).toEqual([
      'overview',
      'queues',
      'agents',
      'customers',
      'wallboard',
    ])
    for (const { filters } of dashboards) expect(filters.map(({ name }) => name)).not.toContain(names[0])
    for (const id of ['queues', 'customers']) {
      const { filters, sheets } = dashboardOf(id)
      const [filter] = filters.filter(({ name }) => name === names[0])
      for (const sheet of sheets)
        expect([sheet.id, sheet.visuals.some(each => filter?.visuals.includes(each.id))]).toEqual([
          sheet.id,
          true,
        ])
    }
  })

  test('leave alone what shows the time of agents', () => {
    const { filters, sheets } = dashboardOf('wallboard')
    const [filter] = filters.filter(({ name }) => name === 'contact_attribute_reason')
    const visuals = sheets.flatMap(sheet => sheet.visuals)
    const left = visuals.filter(({ id }) => !filter?.visuals.includes(id))
    expect([...new Set(left.map(each => each.data.name))]).toEqual(
      expect.arrayContaining(['agents-now', 'queues-now']),
    )
    expect(visuals.filter(each => filter?.visuals.includes(each.id)).map(each => each.data.name)).toContain(
      'contacts',
    )
  })

  test('read attributes only where they are chosen', () => {
    for (const dashboard of all)
      for (const { id } of dashboard.sheets.flatMap(({ visuals }) => visuals))
        expect(sqlFor(dashboard, id, '', data)).not.toContain('attributed_contact')
    expect(sqlFor(dashboardOf('overview'), 'contacts', 'contact_attribute_plan=gold', data)).toContain(
      "contact_attribute_plan.attribute_name = 'plan'",
    )
  })

  test('count callbacks by the contact that was promised one', async () => {
    const promised = (search: string) => shown('queues', 'callbacks-promised', 'callbacks_promised', search)
    expect(await promised('contact_attribute_reason=callback')).toBe(1)
    expect(await promised('contact_attribute_reason=invoice')).toBe(0)
  })

  test('offer no filter by personal data to who may not see it', () => {
    const access = [
      { group: 'staff', rows: 'all' },
      { group: 'leads', rows: 'all', personal_data: true },
    ] as const
    const offered = (as: string) =>
      eyesOf(access, as)
        .filters(dashboardOf('queues'))
        .map(({ label }) => label)
    expect(offered('group:staff')).toEqual(['Queue', 'Channel', 'Time in queue', 'Reason'])
    expect(offered('group:leads')).toEqual(['Queue', 'Channel', 'Time in queue', 'Reason', 'Plan'])
  })

  test('follow a number by what is filtered in the words of the command', () => {
    const dashboard = dashboardOf('overview')
    const [visual] = dashboard.sheets.flatMap(({ visuals }) => visuals).filter(({ id }) => id === 'contacts')
    const settings = readSettings(dashboard, new URLSearchParams({ contact_attribute_reason: markup }))
    const asked = whyAsked(dashboard, visual as never, settings, data, 'contacts_created', {})
    expect(asked.filters).toEqual([{ grouping: 'contact_attribute:reason', values: [markup] }])
  })
})
