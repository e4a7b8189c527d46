import { describe, expect, test } from 'vitest'
import type { Derivation } from '../../../etl/derive/derivation.ts'
import { groupsOf, planDerivation, reachOf } from '../../../etl/derive/plan.ts'
import { type Derived, table } from '../../../schema/table.ts'
import { timestamp } from '../../../schema/type.ts'

const derivation = (
  name: string,
  from: string,
  back: number,
  forward: number,
  text = '',
  more: Partial<Derived> = {},
): Derivation => ({
  table: table({
    name,
    doc: 'For planning only.',
    key: ['at'],
    partition: { dt: 'at' },
    derived: { from: [from], reach_days: { back, forward }, ...more },
    columns: { at: { type: timestamp, required: true, doc: 'Some time.' } },
  }),
  sql: (sources, dt) => `SELECT at FROM ${sources[from]} WHERE dt = '${dt}' ${text}`,
})

/** `interval` sees a day more on either side of `event`; `hourly` is made from `interval`, day by day. */
const both = [derivation('interval', 'event', 1, 1), derivation('hourly', 'interval', 0, 0)]
type Partitions = Parameters<typeof planDerivation>[1]
type Partition = Partitions[string][string]

const file = ['a file']

/** The partitions after plans were carried out one after the other, and what was planned, in words. */
function carriedOut(
  partitions: Partitions,
  derivations: readonly Derivation[] = both,
  made: (table: string, dt: string) => Partial<Partition> = () => ({}),
): { readonly partitions: Partitions; readonly named: readonly string[] } {
  const next: Record<string, Record<string, Partition>> = {}
  const named: string[] = []
  for (const [name, days] of Object.entries(partitions)) next[name] = { ...days }
  for (const each of derivations) {
    const { name } = each.table
    for (const { dt, derived_from } of planDerivation(each, next)) {
      named.push(`${derived_from === null ? 'drop ' : ''}${name} ${dt}`)
      const days = next[name] ?? {}
      next[name] = days
      if (derived_from === null) delete days[dt]
      else days[dt] = { version: derived_from, files: file, ...made(name, dt), derived_from }
    }
  }
  return { partitions: next, named }
}

const named = (partitions: Partitions, derivations: readonly Derivation[] = both): readonly string[] =>
  carriedOut(partitions, derivations).named

const events = (versions: Readonly<Record<string, string>>): Partitions => ({
  event: Object.fromEntries(Object.entries(versions).map(([dt, version]) => [dt, { version, files: file }])),
})

test('the reach of a day, across the end of a month', () => {
  expect(reachOf(derivation('x', 'event', 2, 1), '2025-03-01')).toEqual([
    '2025-02-27',
    '2025-02-28',
    '2025-03-01',
    '2025-03-02',
  ])
})

describe('what is planned', () => {
  test('nothing for a lake without the source', () => {
    expect(named({ other: { '2025-07-01': { version: 'a', files: file } } })).toEqual([])
  })

  test('a day touches those that reach it, and what is made from them, sources first', () => {
    expect(named(events({ '2025-07-05': 'a' }))).toEqual([
      'interval 2025-07-04',
      'interval 2025-07-05',
      'interval 2025-07-06',
      'hourly 2025-07-04',
      'hourly 2025-07-05',
      'hourly 2025-07-06',
    ])
  })

  test('nothing once it is made, also for days of which no rows came', () => {
    expect(named(carriedOut(events({ '2025-07-05': 'a', '2025-07-09': 'a' })).partitions)).toEqual([])
  })

  test('only what a changed day reaches', () => {
    const before = carriedOut(events({ '2025-07-05': 'a', '2025-07-06': 'a', '2025-07-09': 'a' })).partitions
    const changed = { ...before, ...events({ '2025-07-05': 'a', '2025-07-06': 'a', '2025-07-09': 'b' }) }
    expect(named(changed).filter(each => each.startsWith('interval'))).toEqual([
      'interval 2025-07-08',
      'interval 2025-07-09',
      'interval 2025-07-10',
    ])
  })

  test('a rollback of the source, though every version was seen before', () => {
    const first = carriedOut(events({ '2025-07-05': 'a' })).partitions
    const second = carriedOut({ ...first, ...events({ '2025-07-05': 'b' }) }).partitions
    expect(named({ ...second, ...events({ '2025-07-05': 'a' }) })).toHaveLength(6)
    // And nothing, when the derived partitions went back with it.
    expect(named(first)).toEqual([])
  })

  test('a source that is no more takes along what was made from it', () => {
    const before = carriedOut(events({ '2025-07-05': 'a', '2025-07-06': 'a' })).partitions
    expect(named({ ...before, ...events({ '2025-07-06': 'a' }) })).toEqual([
      'drop interval 2025-07-04',
      'interval 2025-07-05',
      'interval 2025-07-06',
      'drop hourly 2025-07-04',
      'hourly 2025-07-05',
      'hourly 2025-07-06',
    ])
  })

  test('everything below a derivation whose text changed, and nothing above it', () => {
    const before = carriedOut(events({ '2025-07-05': 'a' })).partitions
    const [first, second] = both as [Derivation, Derivation]
    const lower = [first, derivation('hourly', 'interval', 0, 0, 'AND true')]
    expect(named(before, lower)).toEqual(['hourly 2025-07-04', 'hourly 2025-07-05', 'hourly 2025-07-06'])
    expect(named(before, [derivation('interval', 'event', 1, 1, 'AND true'), second])).toHaveLength(6)
  })

  test('what was made but half, as after a crash', () => {
    const { hourly, ...rest } = carriedOut(events({ '2025-07-05': 'a' })).partitions
    expect(Object.keys(hourly ?? {})).toHaveLength(3)
    expect(named(rest)).toEqual(['hourly 2025-07-04', 'hourly 2025-07-05', 'hourly 2025-07-06'])
  })

  test('nothing below what came out as it was', () => {
    const before = carriedOut(events({ '2025-07-05': 'a' })).partitions
    const asBefore = (table: string, dt: string) => ({ version: before[table]?.[dt]?.version ?? '' })
    const after = carriedOut({ ...before, ...events({ '2025-07-05': 'b' }) }, both, asBefore)
    expect(after.named).toEqual(['interval 2025-07-04', 'interval 2025-07-05', 'interval 2025-07-06'])
    expect(named(after.partitions)).toEqual([])
  })

  test('nothing from days of which no rows came', () => {
    const middle = (_: string, dt: string) => (dt === '2025-07-05' ? {} : { files: [] })
    const made = carriedOut(events({ '2025-07-05': 'a' }), both, middle)
    expect(made.named.filter(each => each.startsWith('hourly'))).toEqual(['hourly 2025-07-05'])
  })

  test('only days on which the source has rows, when the others have none', () => {
    const own = [derivation('own', 'event', 1, 1, '', { days_of: 'event' })]
    const days = { '2025-07-05': 'a', '2025-07-06': 'a', '2025-07-08': 'a' }
    const before = carriedOut(events(days), own)
    expect(before.named).toEqual(['own 2025-07-05', 'own 2025-07-06', 'own 2025-07-08'])
    // The 6th reaches the 5th; the 7th has no rows, and so none that reach the 8th.
    expect(named({ ...before.partitions, ...events({ ...days, '2025-07-06': 'b' }) }, own)).toEqual([
      'own 2025-07-05',
      'own 2025-07-06',
    ])
  })
})

test('days are made together as far as the derivation says', () => {
  const stale = ['2025-07-30', '2025-07-31', '2025-08-02', '2025-08-03', '2025-09-01'].map(dt => ({
    dt,
    derived_from: 'x',
  }))
  const days = (days_at_once?: number) =>
    groupsOf({ ...(both[0] as Derivation), ...(days_at_once ? { days_at_once } : {}) }, stale).map(group =>
      group.map(({ dt }) => dt.slice(5)),
    )
  expect(days()).toEqual([['07-30'], ['07-31'], ['08-02'], ['08-03'], ['09-01']])
  // 30 July to 2 August are 4 days.
  expect(days(4)).toEqual([['07-30', '07-31', '08-02'], ['08-03'], ['09-01']])
})
