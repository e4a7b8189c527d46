import { createHash } from 'node:crypto'
import { addDays, DAY_MS } from '../../schema/instant.ts'
import type { Derivation } from './derivation.ts'

/** What planning needs to know of a partition. */
interface Known {
  readonly version: string
  readonly files: readonly unknown[]
  readonly derived_from?: string
}

/** All partitions, by table and day. */
type Partitions = Readonly<Record<string, Readonly<Record<string, Known>>>>

/** A partition that is not what its sources say. */
export interface StalePartition {
  readonly dt: string
  /** Fingerprint of what it is to be made from; null when nothing of that is left, and it is to go. */
  readonly derived_from: string | null
}

const hashOf = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)

const span = (back: number, forward: number): readonly number[] =>
  Array.from({ length: back + forward + 1 }, (_, i) => i - back)

const distance = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** The days whose rows the partitions of some days, from the first to the last, are made from. */
export function reachOf({ table }: Derivation, first: string, last = first): readonly string[] {
  const { back, forward } = table.derived?.reach_days ?? { back: 0, forward: 0 }
  return span(back, distance(first, last) + forward).map(days => addDays(first, days))
}

/** Fingerprint of a derivation: its text, and the columns it gives. */
function textOf({ table, given, sql }: Derivation): string {
  const from = table.derived?.from ?? []
  const named = Object.fromEntries(from.map(name => [name, name]))
  const before = given ? Object.values(given(named, 'first', 'last')) : []
  return hashOf([...before, sql(named, 'first', 'last'), Object.keys(table.columns).join()])
}

/**
 * Finds the partitions of a derived table that are not what its sources now say: each carries the fingerprint of what
 * it was made from, which is the text of the derivation and the versions of the source partitions in reach. So nobody
 * has to remember what a run touched; crashes, rollbacks and changed derivations heal by themselves. A source that is
 * derived itself has to be made before: where its rows came out as they were, its version stays, and nothing is stale.
 *
 * @returns in the order of the days
 */
export function planDerivation(derivation: Derivation, partitions: Partitions): readonly StalePartition[] {
  const { name, derived } = derivation.table
  const { from, reach_days, days_of } = derived ?? { from: [], reach_days: { back: 0, forward: 0 } }
  const rowsOf = (source: string): readonly (readonly [string, Known])[] =>
    Object.entries(partitions[source] ?? {}).filter(([, { files }]) => files.length > 0)

  // A row of day S bears upon the days from S − forward to S + back.
  const touched = span(reach_days.forward, reach_days.back)
  const days =
    days_of === undefined
      ? new Set(from.flatMap(rowsOf).flatMap(([day]) => touched.map(by => addDays(day, by))))
      : new Set(rowsOf(days_of).map(([day]) => day))
  const versions = new Map(
    from.flatMap(source => rowsOf(source).map(([day, { version }]) => [`${source} ${day}`, version])),
  )
  const text = textOf(derivation)
  const wanted = [...days].sort().map((dt): StalePartition & { readonly derived_from: string } => {
    const reached = reachOf(derivation, dt)
    const inputs = from.flatMap(source => reached.map(day => `${source} ${day}`))
    return { dt, derived_from: hashOf([text, ...inputs.map(key => `${key} ${versions.get(key) ?? '-'}`)]) }
  })
  const before = partitions[name] ?? {}
  return [
    ...wanted.filter(({ dt, derived_from }) => before[dt]?.derived_from !== derived_from),
    ...Object.keys(before)
      .filter(dt => !days.has(dt))
      .map(dt => ({ dt, derived_from: null })),
  ].sort((a, b) => (a.dt < b.dt ? -1 : 1))
}

/** Stale partitions, those together that one statement makes. */
export function groupsOf(
  { days_at_once = 1 }: Derivation,
  stale: readonly StalePartition[],
): StalePartition[][] {
  const groups: StalePartition[][] = []
  for (const each of stale) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group && first && distance(first.dt, each.dt) < days_at_once) group.push(each)
    else groups.push([each])
  }
  return groups
}
