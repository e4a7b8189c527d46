/**
 * Two targets, one number: what QuickSight would ask of the view for a visual, written from the compiled definition
 * alone (wells, calculated fields, filters), against what the page asks for the same visual.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { compileQuickSight } from '../../../dashboards/quicksight/compile/compile.ts'
import { sqlFor } from '../asked.ts'
import { contactTable } from '../contact-table.ts'
import { everyDashboard, settings } from './every-kind.ts'
import { board, columnsOf, type Row, specOf, told } from './told.ts'
import { rows } from './various-contacts.ts'
import { askerOf } from './visual-sql.ts'
import { dimensionsOf, inWords, rounded } from './words.ts'

const shown = { from: '2025-07-03', to: '2025-07-04' }
const data = { from: '2025-07-01', to: '2025-07-04' }

const requests = compileQuickSight({ dashboards: everyDashboard, settings, version: '1.0.0' })

/** Nothing chosen; some of a list; a range; and one queue that is merged, one by its name, one that is none. */
const cases = [
  { name: 'no filter', search: '', Queue: [], Channel: [] },
  {
    name: 'queues',
    search: '&queue=Care&queue=Agents%27%20queues&queue_none=1',
    Queue: ['Care', "Agents' queues", 'No queue'],
    Channel: [],
  },
  { name: 'channels', search: '&channel=CHAT&channel=EMAIL', Queue: [], Channel: ['Chats', 'EMAIL'] },
  // Whoever was in no queue, or has no handle time, is shown until somebody asks for a range of it.
  {
    name: 'handle times',
    search: '&handle_time_from=0&handle_time_to=200',
    Queue: [],
    Channel: [],
    'slider handle_time': ['0', '200'],
  },
] as const

const asker = ({ name: _, search: __, ...chosen }: (typeof cases)[number]) =>
  askerOf(requests, 'every-kind', {
    From: `DATE '${shown.from}'`,
    To: `DATE '${shown.to}'`,
    ServiceLevelTarget: '80',
    LongestHandleTime: '300',
    Agent: [],
    ...chosen,
  })

let answer: (sql: string) => Promise<Row[]>
beforeAll(async () => {
  answer = await contactTable(rows)
})

/** The rows of the page. */
const page = (id: string, search: string): Promise<Row[]> =>
  answer(sqlFor(board, id, `from=${shown.from}&to=${shown.to}${search}`, data))

/** Of a number with a trend the page has the days, too. */
const isDayOfPeriod = (row: Row): boolean => 'period' in row && (row.contact_date ?? null) !== null

/** Kinds whose rows are the same on both sides. */
const plain = [
  ...['rate', 'level', 'days', 'agents-by-day', 'agents', 'volume', 'reasons'],
  ...['week', 'stages', 'flows', 'points', 'words', 'contacts-by-queue'],
]

test('sentences: days without a row are not told as those before, nor as no change', async () => {
  const asked = askerOf(requests, 'every-kind', {
    ...{ From: `DATE '2025-07-06'`, To: `DATE '2025-07-07'`, ServiceLevelTarget: '80' },
    ...{ LongestHandleTime: '300', Agent: [], Queue: [], Channel: [] },
  })
  const all = asked.find('sentences-change').InsightConfiguration?.Computations ?? []
  const [compared] = all.filter(each => 'MetricComparison' in each)
  const [row, ...more] = await answer(asked.ask('sentences-change', compared).sql)
  const askedFor = (name: string) => Object.entries(row ?? {}).find(([each]) => each.endsWith(name))?.[1]
  expect([more, askedFor('abandonment_rate')]).toEqual([[], null])
  expect(askedFor('abandonment_rate-before')).not.toBeNull()
})

test.each(['contacts', 'longest-wait'])('%s: days without a row do not show those before', async id => {
  const { sql } = askerOf(requests, 'every-kind', {
    ...{ From: `DATE '2025-07-06'`, To: `DATE '2025-07-07'`, ServiceLevelTarget: '80' },
    ...{ LongestHandleTime: '300', Agent: [], Queue: [], Channel: [] },
  }).ask(id)
  const value = id === 'contacts' ? 'contacts_created' : 'max_queued_time'
  const [row, ...more] = await answer(sql)
  expect([more, row?.[value] ?? 0]).toEqual([[], 0])
  expect(Number(row?.[`${value}-before`])).toBeGreaterThan(0)
})

test.each([
  ['contacts', 'contacts_created'],
  ['longest-wait', 'max_queued_time'],
  ['sentences-change', 'abandonment_rate'],
])('%s: a period before that the data does not hold is not compared with', async (id, value) => {
  const ask = async (From: string, n = 0) => {
    const asked = askerOf(requests, 'every-kind', {
      ...{ From: `DATE '${From}'`, To: `DATE '2025-07-04'`, ServiceLevelTarget: '80' },
      ...{ LongestHandleTime: '300', Agent: [], Queue: ['Care'], Channel: [] },
    })
    const computation = asked.find(id).InsightConfiguration?.Computations?.[n]
    return answer(asked.ask(id, computation).sql)
  }
  const numbers = (row: Row | undefined) => Object.entries(row ?? {}).filter(([name]) => name.includes(value))
  // 2 days from the 3rd: the 1st is the first of the data. 3 days from the 2nd would begin on 29 June.
  const [whole] = await ask('2025-07-03')
  expect(numbers(whole).map(([, number]) => number === null)).toEqual([false, false])
  const [part] = await ask('2025-07-02')
  expect(numbers(part).map(([name, number]) => [name.endsWith('-before'), number === null])).toEqual([
    [false, false],
    [true, true],
  ])
  if (id !== 'sentences-change') return
  const differences = async (From: string) =>
    (await ask(From, 1)).flatMap(numbers).filter(([, number]) => number !== null)
  expect((await differences('2025-07-03')).length).toBeGreaterThan(0)
  expect(await differences('2025-07-02')).toEqual([])
})

describe.each(cases)('$name', each => {
  test.each(plain)('%s', async id => {
    const { sql, mostFirst } = asker(each).ask(id)
    const [quickSight, ours] = [await answer(sql), await page(id, each.search)]
    const current = ours.filter(
      row => (row.period ?? 'current') === 'current' && (row.whole ?? 0) === 0 && !isDayOfPeriod(row),
    )
    const columns = columnsOf(quickSight).filter(name => name in (current[0] ?? {}))
    // What the viewer has set as target stands in the rows, too.
    expect(columnsOf(quickSight).filter(name => !columns.includes(name))).toEqual(
      id === 'rate' || id === 'level' ? ['service_level_target'] : [],
    )
    expect(quickSight.length).toBeGreaterThan(0)
    expect(told(quickSight, columns)).toEqual(told(current, columns, id))
    if (mostFirst)
      expect(quickSight.map(row => rounded(row[mostFirst] ?? null))).toEqual(
        [...current]
          .map(row => rounded(row[mostFirst] ?? null))
          .sort((a, b) => Number(b ?? -1) - Number(a ?? -1)),
      )
  })

  test.each(['contacts', 'longest-wait'])('%s: both periods', async id => {
    const { sql } = asker(each).ask(id)
    const quickSight = await answer(sql)
    const whole = (await page(id, each.search)).filter(row => (row.contact_date ?? null) === null)
    const value = id === 'contacts' ? 'contacts_created' : 'max_queued_time'
    const of = (period: string) => whole.find(row => row.period === period)?.[value]
    expect(quickSight.map(row => [row[`${value}-before`], row[value]])).toEqual([
      [of('previous'), of('current')],
    ])
  })

  test('the line below a number', async () => {
    const quickSight = await answer(asker(each).ask('contacts-trend').sql)
    const ours = (await page('contacts', each.search)).filter(
      row => row.period === 'current' && row.contact_date !== null,
    )
    expect(told(quickSight, ['contact_date', 'contacts_created'])).toEqual(
      told(ours, ['contact_date', 'contacts_created']),
    )
  })

  test('the last line of a table is of all groups', async () => {
    const quickSight = await answer(asker(each).ask('reasons', undefined, []).sql)
    const whole = (await page('reasons', each.search)).filter(row => Number(row.whole) === 1)
    expect(whole).toHaveLength(1)
    const columns = ['contacts_created', 'contacts_created_share', 'avg_handle_time']
    expect(told(quickSight, columns)).toEqual(told(whole, columns))
  })

  test.each([
    ['queues', 'queue_name', 'contacts_abandoned', 2],
    ['areas', 'queue_name', 'contacts_created', 2],
  ] as const)('%s: the largest parts, and the others as one', async (id, name, size, parts) => {
    const quickSight = (await answer(asker(each).ask(id).sql)).filter(row => Number(row[size]) > 0)
    const ours = await page(id, each.search)
    const own = ours.filter(row => Number(row.place) <= parts)
    expect(quickSight.slice(0, parts).map(row => row[size])).toEqual(own.map(row => row[size]))
    const others = quickSight.slice(parts).reduce((sum, row) => sum + Number(row[size]), 0)
    expect(others).toBe(Number(ours.find(row => Number(row.place) > parts)?.[size] ?? 0))
    if (new Set(quickSight.map(row => row[size])).size === quickSight.length)
      expect(quickSight.slice(0, parts).map(row => row[name])).toEqual(
        own.map(row => inWords(row[name] ?? null, dimensionsOf(specOf(id))[0])),
      )
    const limit = JSON.stringify(asker(each).find(id).ChartConfiguration?.SortConfiguration)
    expect(limit).toContain(`{"ItemsLimit":${parts},"OtherCategories":"INCLUDE"}`)
  })

  test('bars of colours', async () => {
    const quickSight = await answer(asker(each).ask('channels').sql)
    const ours = await page('channels', each.search)
    const columns = ['channel', 'queue_name', 'contacts_created']
    expect(told(quickSight, columns)).toEqual(told(ours, columns, 'channels'))
  })

  test('cells of a pivot, and its wholes', async () => {
    const ours = await page('matrix', each.search)
    const values = ['contacts_created', 'avg_handle_time']
    const levels = [
      { groups: ['queue_name', 'agent_username', 'channel'], rows: 0, columns: 0 },
      { groups: ['queue_name', 'agent_username'], rows: 0, columns: 1 },
      { groups: ['queue_name', 'channel'], rows: 1, columns: 0 },
      { groups: ['queue_name'], rows: 1, columns: 1 },
      { groups: ['channel'], rows: 3, columns: 0 },
      { groups: [], rows: 3, columns: 1 },
    ]
    for (const level of levels) {
      const quickSight = await answer(asker(each).ask('matrix', undefined, level.groups).sql)
      const own = ours.filter(row => row.row_level === level.rows && row.column_level === level.columns)
      expect(own.length).toBeGreaterThan(0)
      const columns = [...level.groups, ...values]
      expect(told(quickSight, columns)).toEqual(told(own, columns, 'matrix'))
    }
  })

  test('bins of a histogram', async () => {
    const ours = await page('waits', each.search)
    const values = (await answer(asker(each).values('waits'))).map(({ value }) => value)
    // Of width 10 from 0, as the request says; null is in none.
    const bins = new Map<number, number>()
    for (const value of values)
      if (value !== null) {
        const at = Math.floor(Number(value) / 10) * 10
        bins.set(at, (bins.get(at) ?? 0) + 1)
      }
    expect([...bins].sort(([a], [b]) => a - b)).toEqual(ours.map(row => [row.at_least, row.value_count]))
    expect(bins.size).toBe(5)
  })

  test('ends of a box plot', async () => {
    const asked = asker(each)
    const ours = await page('spread', each.search)
    const spec = dimensionsOf(specOf('spread'))[0]
    const wells = asked.find('spread').ChartConfiguration?.FieldWells
    const { sql } = asked.ask(
      'spread',
      JSON.parse(
        JSON.stringify(wells).replace(
          '"handle_time_s"}',
          '"handle_time_s"},"AggregationFunction":{"SimpleNumericalAggregation":"MAX"}',
        ),
      ),
    )
    const largest = new Map((await answer(sql)).map(row => [row.queue_name, row.handle_time_s]))
    expect(ours.length).toBeGreaterThan(0)
    for (const row of ours) expect(largest.get(inWords(row.queue_name ?? null, spec))).toBe(row.largest)
  })

  test('sentences', async () => {
    const asked = asker(each)
    const ours = await page('sentences', each.search)
    const rate = (of: readonly Row[]) => of.map(row => rounded(row.abandonment_rate ?? null))
    const computed = async (id: string, name: string) =>
      answer(
        asked.ask(
          id,
          asked.find(id).InsightConfiguration?.Computations?.filter(one => name in one),
        ).sql,
      )
    const current = ours.filter(row => row.period === 'current')
    const whole = ours.filter(row => row.about === 3)
    const shortest = (all: Row[]): Row[] =>
      all.map(row =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name.split('.').at(-1) ?? '', value])),
      )
    expect(rate(shortest(await computed('sentences', 'TotalAggregation')))).toEqual(
      rate(whole.filter(row => row.period === 'current')),
    )
    expect(rate(shortest(await computed('sentences', 'MaximumMinimum'))).sort()).toEqual(
      rate(current.filter(row => row.about === 1)).sort(),
    )
    expect(rate(shortest(await computed('sentences', 'TopBottomRanked'))).sort()).toEqual(
      rate(current.filter(row => row.about === 2)).sort(),
    )
    const rateOf = (rows: readonly Row[], period: string) =>
      rows.find(row => row.period === period)?.abandonment_rate
    const [compared] = shortest(await computed('sentences-change', 'MetricComparison'))
    expect(rate([{ abandonment_rate: compared?.abandonment_rate ?? null }])).toEqual(
      rate([{ abandonment_rate: rateOf(whole, 'current') ?? null }]),
    )
    expect(rounded(compared?.['abandonment_rate-before'] ?? null)).toEqual(
      rounded(rateOf(whole, 'previous') ?? null),
    )
    const moved = shortest(await computed('sentences-change', 'TopBottomRanked'))
    const groups = [...new Set(ours.filter(row => row.about === 2).map(row => row.queue_name))]
    expect(moved.map(row => rounded(row['abandonment_rate-difference'] ?? null)).sort()).toEqual(
      groups
        .map(name => {
          const own = ours.filter(row => row.about === 2 && row.queue_name === name)
          const [now, before] = [rateOf(own, 'current'), rateOf(own, 'previous')]
          return rounded(now == null || before == null ? null : Math.abs(Number(now) - Number(before)))
        })
        .sort(),
    )
  })
})

test.each([
  [
    'a denominator of others',
    'nullIf(count({handle_time_s}), 0)',
    'nullIf(count({queue_duration_s}), 0)',
    'reasons',
  ],
  ['a sum of another column', 'sum({handle_time_s}) /', 'sum({queue_duration_s}) /', 'reasons'],
  ['a queue that is not merged', `{queue_kind} = 'AGENT'`, `{queue_kind} = 'AGENTS'`, 'contacts-by-queue'],
  [
    'rows without a value that a range hides before anybody has set it',
    'ifelse(isNull({handle_time_s}), -1, {handle_time_s})',
    '{handle_time_s}',
    'contacts-by-queue',
  ],
  ['tests that count', '{is_test} = false', '{is_test} = {is_test}', 'contacts-by-queue'],
])('%s would be found', async (_, right, wrong, id) => {
  const text = JSON.stringify(requests)
  expect(text).toContain(right)
  const asked = askerOf(JSON.parse(text.replaceAll(right, wrong)), 'every-kind', {
    ...{ From: `DATE '${shown.from}'`, To: `DATE '${shown.to}'` },
    ...{ ServiceLevelTarget: '80', LongestHandleTime: '300', Queue: [], Agent: [], Channel: [] },
  })
  const quickSight = await answer(asked.ask(id).sql)
  const ours = (await page(id, '')).filter(row => (row.whole ?? 0) === 0)
  const columns = columnsOf(quickSight)
  expect(told(quickSight, columns)).not.toEqual(told(ours, columns, id))
})
