/** Who came again: hand-worked, to the second. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { type LegSpec, legRecord } from '../../fixture/leg.ts'
import { concatenated } from '../../fixture/record.ts'

const folder = temporaryFolder()

async function lakeOf(legs: Readonly<Record<string, LegSpec>>): Promise<TestLake> {
  const lake = testLake(folder)
  lake.add('all', concatenated(Object.entries(legs).map(([id, leg]) => legRecord(id, leg))))
  await lake.run({ derive: true })
  return lake
}

/** The windows, in days, of the flags that are set. */
const windows = (row: Record<string, unknown>, flag: string): readonly number[] =>
  [1, 3, 7, 14, 30].filter(days => row[`${flag}_${days}d`] === true)

describe('gaps', () => {
  const end = '07-01 10:00:00'
  const call = (start: string, customer: string): LegSpec => ({ start, end: start, customer })
  const first = (customer: string): LegSpec => ({ start: '07-01 09:50', end, customer })
  const legs: Readonly<Record<string, LegSpec>> = {
    ...{ day_less_1: first('+4401'), day_less_2: call('07-02 09:59:59', '+4401') },
    ...{ day_1: first('+4402'), day_2: call('07-02 10:00:00', '+4402') },
    ...{ week_less_1: first('+4403'), week_less_2: call('07-08 09:59:59', '+4403') },
    ...{ month_less_1: first('+4404'), month_less_2: call('07-31 09:59:59', '+4404') },
    ...{ month_1: first('+4405'), month_2: call('07-31 10:00:00', '+4405') },
    // Three in a row: each follows the one before it, and no other.
    ...{ row_1: first('+4406'), row_2: call('07-01 12:00', '+4406'), row_3: call('07-05 12:00', '+4406') },
    // Called while the chat was still open.
    open_1: { start: '07-01 09:00', end: '07-04 09:00', customer: '+4407', channel: 'CHAT', method: 'API' },
    open_2: call('07-02 09:00', '+4407'),
    // A number in three spellings, once by text message; an address in two.
    spelled_1: { ...first('+49 (30) 1234-567') },
    spelled_2: { ...call('07-02 08:00', 'tel:+49301234567'), channel: 'CHAT', method: 'API' },
    spelled_3: call('07-02 09:00', ' +49301234567 '),
    ...{ mail_1: { ...first('Ann@Example.com'), channel: 'EMAIL', type: 'EMAIL_ADDRESS' } },
    mail_2: { ...call('07-02 09:00', 'ann@example.com'), channel: 'EMAIL', type: 'EMAIL_ADDRESS' },
    // Between two calls one that nobody answered, one that an agent dialled, and a task: none of them counts.
    ...{ between_1: first('+4408'), between_5: call('07-03 10:00', '+4408') },
    between_2: { ...call('07-02 10:00', '+4408'), agent: null },
    between_3: { ...call('07-02 11:00', '+4408'), method: 'OUTBOUND', waited: null },
    between_4: { ...call('07-02 12:00', '+4408'), method: 'API', channel: 'TASK' },
    // Nobody knows them, so nobody knows them again.
    ...Object.fromEntries(
      ['anonymous', 'Withheld', '', '+266696687', null, 'Softphone'].flatMap((customer, i) => [
        [`nobody_${i}_1`, { ...first(''), customer }],
        [`nobody_${i}_2`, { ...call('07-01 11:00', ''), customer }],
      ]),
    ),
  }
  let rows: Record<string, Record<string, unknown>>
  beforeAll(async () => {
    const lake = await lakeOf(legs)
    rows = Object.fromEntries(
      (await lake.rows<{ journey_id: string }>('SELECT * FROM repeat_contact')).map(row => [
        row.journey_id,
        row,
      ]),
    )
  })

  const day_s = 86_400
  test.each([
    ['day_less', day_s - 1, [1, 3, 7, 14, 30]],
    ['day', day_s, [3, 7, 14, 30]],
    ['week_less', 7 * day_s - 1, [7, 14, 30]],
    ['month_less', 30 * day_s - 1, [30]],
    ['month', null, []],
  ])('%s', (name, gap_s, expected) => {
    const [before = {}, after = {}] = [rows[`${name}_1`], rows[`${name}_2`]]
    expect(after).toMatchObject({ gap_s, previous_journey_id: gap_s === null ? null : `${name}_1` })
    expect(windows(after, 'is_repeat')).toEqual(expected)
    expect(before).toMatchObject({ gap_s: null, next_gap_s: gap_s })
    expect(windows(before, 'is_followed')).toEqual(expected)
    expect(windows(before, 'is_repeat')).toEqual([])
  })

  test('each is followed by one at most', () => {
    const links = ['row_1', 'row_2', 'row_3'].map(id => [
      rows[id]?.previous_journey_id,
      rows[id]?.next_journey_id,
    ])
    expect(links).toEqual([
      [null, 'row_2'],
      ['row_1', 'row_3'],
      ['row_2', null],
    ])
  })

  test('what began before the one before had ended follows at once', () => {
    expect(rows.open_2).toMatchObject({ previous_journey_id: 'open_1', gap_s: 0 })
  })

  test('one customer on two channels, in several spellings', () => {
    expect(rows.spelled_2).toMatchObject({ previous_journey_id: 'spelled_1', previous_channel: 'VOICE' })
    expect(rows.spelled_3).toMatchObject({ previous_journey_id: 'spelled_2', customer_key: '+49301234567' })
    expect(rows.mail_2).toMatchObject({ previous_journey_id: 'mail_1' })
  })

  test('what does not count stands between nothing', () => {
    expect(rows.between_5).toMatchObject({ previous_journey_id: 'between_1', gap_s: 2 * day_s })
    expect(Object.keys(rows).filter(id => /^between_[234]|^nobody/.test(id))).toEqual([])
  })
})

describe('first contact resolution', () => {
  // The last disconnect is at 10:00:00 on the 31st. A week before: one to the second, and one a second later.
  const legs: Readonly<Record<string, LegSpec>> = {
    last: { start: '07-31 09:50', end: '07-31 10:00:00', customer: '+4409' },
    ripe: { start: '07-24 09:50', end: '07-24 10:00:00', customer: '+4401' },
    unripe: { start: '07-24 09:50', end: '07-24 10:00:01', customer: '+4402' },
    // Dan's two of the 1st: the first comes back to Eve after two days, the second stays away. And Eve's own.
    back_1: { start: '07-01 09:50', end: '07-01 10:00:01', customer: '+4403' },
    away: { start: '07-01 09:50', end: '07-01 10:00', customer: '+4404' },
    back_2: {
      start: '07-03 10:00:01',
      end: '07-03 11:00',
      customer: '+4403',
      agent: 'eve',
      queue: 'support',
    },
    // Comes back on the last day, within a week that is not over.
    soon_1: { start: '07-28 09:50', end: '07-28 10:00', customer: '+4405', agent: 'fay' },
    soon_2: { start: '07-30 10:00', end: '07-30 10:10', customer: '+4405', agent: 'dan' },
  }
  const columns = [1, 3, 7, 14, 30].flatMap(days => [
    `count_if(is_followed_${days}d) AS contacts_followed_${days}d`,
    `count_if(is_mature_${days}d) AS contacts_mature_${days}d`,
    `count_if(is_mature_${days}d AND NOT is_followed_${days}d) AS contacts_resolved_${days}d`,
  ])
  let lake: TestLake
  beforeAll(async () => {
    lake = await lakeOf(legs)
  })

  /** Followed, mature, resolved, for each window. */
  async function countsOf(dt: string, agent: string, from = lake) {
    const [row = {}] = await from.rows<Record<string, number>>(
      `SELECT count(*) AS contacts, ${columns} FROM repeat_contact WHERE dt = '2025-${dt}' AND agent_username = '${agent}'`,
    )
    const counts = [1, 3, 7, 14, 30].map(days =>
      ['followed', 'mature', 'resolved'].map(name => row[`contacts_${name}_${days}d`]),
    )
    return { contacts: row.contacts, counts }
  }

  test('a return counts for whom it returns to, from the window on that it lies in', async () => {
    expect(await countsOf('07-01', 'dan')).toEqual({
      contacts: 2,
      counts: [
        [0, 2, 2],
        [1, 2, 1],
        [1, 2, 1],
        [1, 2, 1],
        // 30 days after 10:00:00 are just over, those after 10:00:01 are not.
        [1, 1, 1],
      ],
    })
    expect(await countsOf('07-03', 'eve')).toMatchObject({
      contacts: 1,
      counts: [
        [0, 1, 1],
        [0, 1, 1],
        [0, 1, 1],
        [0, 1, 1],
        [0, 0, 0],
      ],
    })
  })

  test('what is not mature is not resolved, and a return within it counts already', async () => {
    expect(await countsOf('07-28', 'fay')).toMatchObject({
      counts: [
        [0, 1, 1],
        [1, 1, 0],
        [1, 0, 0],
        [1, 0, 0],
        [1, 0, 0],
      ],
    })
    const rows = await lake.rows(
      `SELECT journey_id, is_mature_7d FROM repeat_contact WHERE journey_id IN ('ripe', 'unripe', 'last') ORDER BY 1`,
    )
    expect(rows).toEqual([
      { journey_id: 'last', is_mature_7d: false },
      { journey_id: 'ripe', is_mature_7d: true },
      { journey_id: 'unripe', is_mature_7d: false },
    ])
  })

  test('a clock that runs ahead makes nothing mature: data reach no further than the last arrival', async () => {
    const ahead = testLake(folder)
    const records = Object.entries(legs).map(([id, leg]) => legRecord(id, leg))
    const name = 'ctr/2025/07/31/10/s-1-2025-07-31-10-05-00-0b64a7a5-8ad3-4d26-9d3b-3f3c6c4f8a11'
    const more = { DisconnectTimestamp: '2031-01-01T00:00:00Z' }
    ahead.add(
      name,
      concatenated([
        ...records,
        { ...legRecord('ahead', { start: '07-31 09:00', end: '07-31 09:10', more }) },
      ]),
    )
    await ahead.run({ derive: true })
    // By 10:05 the second of the two is 30 days old, too.
    expect((await countsOf('07-01', 'dan', ahead)).counts[4]).toEqual([1, 2, 1])
    expect((await countsOf('07-28', 'fay', ahead)).counts[2]).toEqual([1, 0, 0])
  })

  test('both sides add up', async () => {
    const [sums] = await lake.rows(
      `SELECT count_if(is_repeat_30d) AS repeats, count_if(is_followed_30d) AS followed, count(*) AS contacts
       FROM repeat_contact`,
    )
    expect(sums).toEqual({ repeats: 2, followed: 2, contacts: 8 })
  })
})

describe('any order', () => {
  const ids = Array.from({ length: 10 }, (_, i) => `c${i}`)
  const id = fc.constantFrom(...ids, 'gone')
  const link = fc.option(id, { nil: undefined, freq: 2 })
  const links = fc.record({ Initial: link, Previous: link, Next: link, Related: link })
  const leg = fc.record({
    links,
    /** Days after the first of June; most chains are short. */
    day: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 80 })),
    hours: fc.integer({ min: 0, max: 200 }),
    customer: fc.constantFrom('+4401', '+4402', null),
    method: fc.constantFrom('INBOUND', 'INBOUND', 'TRANSFER', 'CALLBACK', 'MONITOR', 'OUTBOUND'),
    agent: fc.constantFrom('dan', 'eve', null),
  })
  type Leg = typeof leg extends fc.Arbitrary<infer T> ? T : never

  const record = (name: string, { day, hours, links, ...rest }: Leg, version: number) => {
    const end = Date.parse('2025-06-01T00:00:00Z') + (day * 24 + 12) * 3_600_000
    const text = (ms: number) => new Date(ms).toISOString().slice(5, 19).replace('T', ' ')
    const given = Object.fromEntries(Object.entries(links).filter(([, to]) => to !== undefined))
    return legRecord(name, {
      ...{ start: text(end - hours * 3_600_000), end: text(end), links: given, ...rest },
      more: { LastUpdateTimestamp: new Date(end + version * 60_000).toISOString() },
    })
  }
  const derived = ['contact_journey', 'customer_journey', 'customer_return']

  test('derived run by run, or all from nothing: the same legs, journeys and returns', async () => {
    const emission = fc.record({ name: fc.constantFrom(...ids), leg })
    const runs = fc.array(fc.array(emission, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 2 })
    await fc.assert(
      fc.asyncProperty(runs, async groups => {
        let version = 0
        const objects = groups.map(group =>
          concatenated(group.map(({ name, leg }) => record(name, leg, version++))),
        )
        const byRun = testLake(folder)
        for (const [i, object] of objects.entries()) {
          byRun.add(`${i}`, object)
          await byRun.run({ derive: true })
        }
        const atOnce = testLake(folder)
        for (const [i, object] of objects.entries()) atOnce.add(`${i}`, object)
        await atOnce.run({ derive: true })
        for (const table of derived) {
          const rows = (lake: TestLake) => lake.rows(`SELECT * FROM ${table} ORDER BY 1`)
          expect(await rows(byRun)).toEqual(await rows(atOnce))
        }
        // Every contact is a leg of one journey, and no journey is lost on the way.
        const [counts] = await atOnce.rows(
          `SELECT (SELECT count(*) FROM contact_record) = (SELECT count(*) FROM contact_journey) AS legs,
             (SELECT count(DISTINCT journey_id) FROM contact_journey) = (SELECT count(*) FROM customer_journey) AS journeys,
             (SELECT sum(legs) FROM customer_journey) = (SELECT count(*) FROM contact_record) AS sums`,
        )
        expect(counts).toEqual({ legs: true, journeys: true, sums: true })
      }),
      { seed: 20250701, numRuns: 2, endOnFailure: true },
    )
  }, 120_000)
})
