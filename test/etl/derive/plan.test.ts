import { describe, expect, test } from 'vitest'
import type { Derivation } from '../../../etl/derive/derivation.ts'
import { planDerivations, reachOf } from '../../../etl/derive/plan.ts'
import { table } from '../../../schema/table.ts'
import { timestamp } from '../../../schema/type.ts'

const derivation = (name: string, from: string, back: number, forward: number, text = ''): Derivation => ({
  table: table({
    name,
    doc: 'For planning only.',
    key: ['at'],
    partition: { dt: 'at' },
    derived: { from: [from], reach_days: { back, forward } },
    columns: { at: { type: timestamp, required: true, doc: 'Some time.' } },
  }),
  sql: (sources, dt) => `SELECT at FROM ${sources[from]} WHERE dt = '${dt}' ${text}`,
})

/** `interval` sees a day more on either side of `event`; `hourly` is made from `interval`, day by day. */
const both = [derivation('interval', 'event', 1, 1), derivation('hourly', 'interval', 0, 0)]
type Partitions = Parameters<typeof planDerivations>[1]

/** The partitions after a plan was carried out. */
function carriedOut(partitions: Partitions, derivations = both): Partitions {
  const next: Record<string, Record<string, { version: string; derived_from?: string }>> = {}
  for (const [name, days] of Object.entries(partitions)) next[name] = { ...days }
  for (const { table, dt, derived_from } of planDerivations(derivations, partitions)) {
    next[table] ??= {}
    if (derived_from === null) delete next[table][dt]
    else next[table][dt] = { version: 'made', derived_from }
  }
  return next
}

const named = (partitions: Partitions, derivations = both): readonly string[] =>
  planDerivations(derivations, partitions).map(
    ({ table, dt, derived_from }) => `${derived_from === null ? 'drop ' : ''}${table} ${dt}`,
  )

const events = (versions: Readonly<Record<string, string>>): Partitions => ({
  event: Object.fromEntries(Object.entries(versions).map(([dt, version]) => [dt, { version }])),
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
    expect(named({ other: { '2025-07-01': { version: 'a' } } })).toEqual([])
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
    expect(named(carriedOut(events({ '2025-07-05': 'a', '2025-07-09': 'a' })))).toEqual([])
  })

  test('only what a changed day reaches', () => {
    const before = carriedOut(events({ '2025-07-05': 'a', '2025-07-06': 'a', '2025-07-09': 'a' }))
    const changed = { ...before, ...events({ '2025-07-05': 'a', '2025-07-06': 'a', '2025-07-09': 'b' }) }
    expect(named(changed).filter(each => each.startsWith('interval'))).toEqual([
      'interval 2025-07-08',
      'interval 2025-07-09',
      'interval 2025-07-10',
    ])
  })

  test('a rollback of the source, though every version was seen before', () => {
    const first = carriedOut(events({ '2025-07-05': 'a' }))
    const second = carriedOut({ ...first, ...events({ '2025-07-05': 'b' }) })
    expect(named({ ...second, ...events({ '2025-07-05': 'a' }) })).toHaveLength(6)
    // And nothing, when the derived partitions went back with it.
    expect(named(first)).toEqual([])
  })

  test('a source that is no more takes along what was made from it', () => {
    const before = carriedOut(events({ '2025-07-05': 'a', '2025-07-06': 'a' }))
    expect(named({ ...before, ...events({ '2025-07-06': 'a' }) })).toEqual([
      'interval 2025-07-05',
      'interval 2025-07-06',
      'drop interval 2025-07-04',
      'hourly 2025-07-05',
      'hourly 2025-07-06',
      'drop hourly 2025-07-04',
    ])
  })

  test('everything below a derivation whose text changed, and nothing above it', () => {
    const before = carriedOut(events({ '2025-07-05': 'a' }))
    const [first, second] = both as [Derivation, Derivation]
    const lower = [first, derivation('hourly', 'interval', 0, 0, 'AND true')]
    expect(named(before, lower)).toEqual(['hourly 2025-07-04', 'hourly 2025-07-05', 'hourly 2025-07-06'])
    expect(named(before, [derivation('interval', 'event', 1, 1, 'AND true'), second])).toHaveLength(6)
  })

  test('what was made but half, as after a crash', () => {
    const { hourly, ...rest } = carriedOut(events({ '2025-07-05': 'a' }))
    expect(Object.keys(hourly ?? {})).toHaveLength(3)
    expect(named(rest)).toEqual(['hourly 2025-07-04', 'hourly 2025-07-05', 'hourly 2025-07-06'])
  })
})
