import { expect, test } from 'vitest'
import { carried, readSettings, withSettings, writeSettings } from '../../dashboards/local/address.ts'
import { pageDashboard, visualQuery } from '../../dashboards/local/compile.ts'
import { drilled } from '../../dashboards/local/drill.ts'
import { queryText } from '../../dashboards/local/query.ts'
import { relativeDaysOf, relativeWord, settledDays } from '../../dashboards/local/relative-days.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'
import { normalise } from '../../dashboards/normal/dashboard.ts'
import { dashboard } from '../../dashboards/spec/dashboard.ts'
import { dates, list } from '../../dashboards/spec/filter.ts'
import { bar, pie } from '../../dashboards/spec/visual.ts'
import { contactTable } from './contact-table.ts'
import { contacts } from './utc-contacts.ts'

const words = { title: 'T', question: 'Q?', alt: 'A.' }
const spec = dashboard({
  ...{ id: 'drills', title: 'Drills', parameters: [], dates: dates(contacts, { default_days: 7 }) },
  filters: [list(contacts, { name: 'queue', label: 'Queue', plural: 'queues', column: 'queue_name' })],
  sheets: [
    {
      ...{ id: 'one', title: 'One', question: 'Q?' },
      visuals: [
        bar(contacts, {
          ...{ ...words, id: 'by-queue', at: { x: 0, y: 0, w: 18, h: 10 } },
          ...{ category: 'queue_name', values: ['contacts_created'], drill: ['channel', 'contact_date'] },
          top: { count: 3, by: 'contacts_created' },
        }),
        pie(contacts, {
          ...{ ...words, id: 'plain', at: { x: 18, y: 0, w: 18, h: 10 } },
          ...{ category: 'channel', value: 'contacts_created', parts: 2 },
        }),
      ],
    },
  ],
})
const drills = normalise(spec)
const [visual] = drills.sheets[0]?.visuals ?? []
const data = { from: '2025-07-01', to: '2025-07-17' }
const read = (search: string) => readSettings(drills, new URLSearchParams(search))

function sqlOf(search: string): string {
  if (!visual) throw new Error('no visual')
  return queryText(visualQuery(visual, scopeOf(drills, read(search), data), false))
}

test('a level below shows its dimension, of the rows with the values above', async () => {
  const ask = await contactTable(
    [
      { queue_name: 'Sales', channel: 'VOICE' },
      { queue_name: 'Sales', channel: 'CHAT' },
      { queue_name: 'Sales', channel: 'CHAT' },
      { queue_name: null, channel: 'TASK' },
      { queue_name: "O'Brien:\n\t1", channel: 'EMAIL' },
    ].map(row => ({ contact_date: data.to, ...row })),
  )
  const rows = async (search: string) =>
    (await ask(sqlOf(search))).map(({ contacts_created, categories: _, ...group }) => [
      Object.values(group)[0],
      Number(contacts_created),
    ])
  expect(await rows('drill=by-queue:Sales')).toEqual([
    ['CHAT', 2],
    ['VOICE', 1],
  ])
  expect(await rows('drill=by-queue')).toEqual([['TASK', 1]])
  expect(
    await rows(String(writeSettings(drills, { ...read(''), drills: { 'by-queue': ["O'Brien:\n\t1"] } }))),
  ).toEqual([['EMAIL', 1]])
  expect(await rows('drill=by-queue:Sales&drill=by-queue:CHAT')).toEqual([[expect.anything(), 2]])
})

test('what the page shows of a level has its label', () => {
  const shown = pageDashboard(drills).sheets[0]?.visuals[0]
  if (!shown) throw new Error('no visual')
  expect(drilled(shown, ['Sales'])).toMatchObject({
    category: { name: 'channel' },
    fields: [{ name: 'channel', label: 'Channel' }, { name: 'contacts_created' }],
  })
  expect(drilled(shown, [])).toBe(shown)
})

test.each([
  ['drill=nowhere:Sales', 'nowhere'],
  ['drill=plain:VOICE', 'plain'],
  ['drill=by-queue:a%00b', '"a\\u0000b"'],
  ['drill=by-queue:a&drill=by-queue:b&drill=by-queue:2025-07-01', 'by-queue:2025-07-01'],
  ['dates=tomorrow', 'tomorrow'],
  ['dates=last_0_days', 'last_0_days'],
  ['dates=last_7_days&from=2025-07-01', 'last_7_days and 2025-07-01'],
])('%s is refused', (search, value) => {
  expect(() => read(search)).toThrow(expect.objectContaining({ name: 'LakeError', value }))
})

test.each([
  // 2025-07-17 is a Thursday.
  ['last_1_days', '2025-07-17', '2025-07-17', '2025-07-17'],
  ['last_7_days', '2025-07-17', '2025-07-11', '2025-07-17'],
  ['this_week', '2025-07-17', '2025-07-14', '2025-07-20'],
  ['this_week', '2025-07-20', '2025-07-14', '2025-07-20'],
  ['this_week', '2025-07-21', '2025-07-21', '2025-07-27'],
  ['last_week', '2025-07-17', '2025-07-07', '2025-07-13'],
  ['this_month', '2024-02-10', '2024-02-01', '2024-02-29'],
  ['this_month', '2025-12-31', '2025-12-01', '2025-12-31'],
  ['last_month', '2025-03-31', '2025-02-01', '2025-02-28'],
  ['last_month', '2025-01-01', '2024-12-01', '2024-12-31'],
])('%s, when %s is the newest day', (word, newest, from, to) => {
  const days = relativeDaysOf(word)
  if (!days) throw new Error('no such days')
  expect(settledDays(days, newest)).toEqual({ from, to })
  expect(relativeWord(days)).toBe(word)
})

test('relative dates end where the data ends', () => {
  expect(scopeOf(drills, read('dates=this_week'), data).days).toEqual({
    from: '2025-07-14',
    to: '2025-07-17',
  })
})

test('what an address keeps: when something is set, and on the way to another dashboard', () => {
  const address = new URLSearchParams(
    'queue=Sales&all=plain&as=group:leads&drill=by-queue:Sales&other=1&dates=this_week',
  )
  expect(String(withSettings(drills, address, read('queue=Care')))).toBe(
    'all=plain&as=group%3Aleads&other=1&queue=Care',
  )
  expect(String(carried([drills], address))).toBe('queue=Sales&as=group%3Aleads&dates=this_week')
  // What only another one can be set to comes along, and back.
  const other = { ...drills, filters: [{ kind: 'list' as const, name: 'other' }] }
  expect(String(carried([drills, other], address))).toBe(
    'queue=Sales&as=group%3Aleads&other=1&dates=this_week',
  )
})

test.each(['dates=last_7_days', 'from=2025-07-01&to=2025-07-03', 'from=&to='])(
  'pinned days stay, whatever an address says: %s',
  search => {
    const pinned = { ...drills, dates: { ...drills.dates, default_days: 1, pinned: true } }
    const address = new URLSearchParams(`queue=Sales&${search}`)
    const set = readSettings(pinned, address)
    expect(scopeOf(pinned, set, data).days).toEqual({ from: '2025-07-17', to: '2025-07-17' })
    expect(set.days).toBeUndefined()
    // They are there on the way back, whatever is set meanwhile.
    expect(String(carried([pinned], address))).toBe(String(address))
    const kept = withSettings(pinned, address, { ...set, choices: {} })
    expect([...kept]).toEqual([...new URLSearchParams(search)])
  },
)

test('filters do not take names that mean something else in an address', () => {
  const filters = spec.filters.map(filter => ({ ...filter, name: 'drill' }))
  expect(() => normalise({ ...spec, filters })).toThrow(expect.objectContaining({ value: 'drill' }))
})
