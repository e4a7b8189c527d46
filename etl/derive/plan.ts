import { createHash } from 'node:crypto'
import { dayOf } from '../../schema/instant.ts'
import type { Derivation } from './derivation.ts'

const DAY_MS = 86_400_000

/** What planning needs to know of a partition. */
interface Known {
  readonly version: string
  readonly derived_from?: string
}

/** All partitions, by table and day. */
type Partitions = Readonly<Record<string, Readonly<Record<string, Known>>>>

/** A partition that is not what its sources say. */
export interface StalePartition {
  readonly table: string
  readonly dt: string
  /** Fingerprint of what it is to be made from; null when nothing of that is left, and it is to go. */
  readonly derived_from: string | null
}

const hashOf = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)

const shifted = (dt: string, days: number): string => dayOf(Date.parse(`${dt}T00:00:00Z`) + days * DAY_MS)

const span = (back: number, forward: number): readonly number[] =>
  Array.from({ length: back + forward + 1 }, (_, i) => i - back)

/** The days whose rows the partition of a day is made from. */
export function reachOf({ table }: Derivation, dt: string): readonly string[] {
  const { back, forward } = table.derived?.reach_days ?? { back: 0, forward: 0 }
  return span(back, forward).map(days => shifted(dt, days))
}

/** Fingerprint of a derivation: its text, and the columns it gives. */
function textOf({ table, sql }: Derivation): string {
  const from = table.derived?.from ?? []
  const named = Object.fromEntries(from.map(name => [name, name]))
  return hashOf([sql(named, 'the day'), Object.keys(table.columns).join()])
}

/**
 * Finds the partitions of derived tables that are not what their sources now say: each carries the fingerprint of what
 * it was made from, which is the text of the derivation and the versions of the source partitions in reach. So nobody
 * has to remember what a run touched; crashes, rollbacks and changed derivations heal by themselves.
 *
 * @param derivations those they are made from first
 * @returns in the order in which they can be made
 */
export function planDerivations(
  derivations: readonly Derivation[],
  partitions: Partitions,
): readonly StalePartition[] {
  /** For each derived table, the fingerprints of the partitions it should have. */
  const wanted = new Map<string, ReadonlyMap<string, string>>()
  // Of a derived source the fingerprint stands for the version: it is known before the partition is made.
  const versionOf = (source: string, dt: string): string | undefined =>
    wanted.has(source) ? wanted.get(source)?.get(dt) : partitions[source]?.[dt]?.version
  const daysOf = (source: string): readonly string[] => [
    ...(wanted.get(source)?.keys() ?? Object.keys(partitions[source] ?? {})),
  ]

  return derivations.flatMap(derivation => {
    const { name, derived } = derivation.table
    const { from, reach_days } = derived ?? { from: [], reach_days: { back: 0, forward: 0 } }
    // A row of day S bears upon the days from S − forward to S + back.
    const touched = span(reach_days.forward, reach_days.back)
    const days = new Set(from.flatMap(daysOf).flatMap(day => touched.map(by => shifted(day, by))))
    const text = textOf(derivation)
    const fingerprints = new Map<string, string>()
    for (const dt of [...days].sort()) {
      const versions = from.flatMap(source =>
        reachOf(derivation, dt).map(day => `${source} ${day} ${versionOf(source, day) ?? '-'}`),
      )
      fingerprints.set(dt, hashOf([text, ...versions]))
    }
    wanted.set(name, fingerprints)

    const before = partitions[name] ?? {}
    const made = [...fingerprints].filter(([dt, is]) => before[dt]?.derived_from !== is)
    const gone = Object.keys(before).filter(dt => !fingerprints.has(dt))
    return [
      ...made.map(([dt, derived_from]) => ({ table: name, dt, derived_from })),
      ...gone.sort().map(dt => ({ table: name, dt, derived_from: null })),
    ]
  })
}
