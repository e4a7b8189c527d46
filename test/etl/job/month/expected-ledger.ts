import { readStream } from '../../../simulator/delivered.ts'
import type { Raw } from './simulated.ts'

/** What became of the records of one object, in the words of the ledger. */
export interface Fate {
  object_key: string
  read: number
  accepted: number
  duplicate: number
  superseded: number
  quarantined: number
  replaced: number
}

/** A record as far as merging cares: its key, its version (none for agent events) and its content. */
interface Version {
  readonly key: string
  readonly version: string
  readonly text: string
  readonly fate: Fate
}

type AnyRecord = { ContactId?: string; LastUpdateTimestamp?: string; EventId?: string }

function versionsOf({ key: object_key, bytes }: Raw): { readonly fate: Fate; readonly versions: Version[] } {
  const { records, damaged } = readStream<AnyRecord>(new Map([[object_key, bytes]]), '')
  const read = records.length + damaged
  const fate = {
    object_key,
    read,
    accepted: 0,
    duplicate: 0,
    superseded: 0,
    quarantined: damaged,
    replaced: 0,
  }
  const versions = records.map(({ value, text }) => ({
    key: value.ContactId ?? value.EventId ?? '',
    version: value.LastUpdateTimestamp ?? '',
    text,
    fate,
  }))
  return { fate, versions }
}

/**
 * The ledger that runs over these objects must give, from its definition alone and one record after the other:
 * a record whose content was met before under its key, in this run or in the row that the table holds, is a duplicate;
 * of the others of a key the newest is accepted unless the table holds a newer one; the rest is superseded.
 * (No two contents of the simulator share a version, so there are no ties to decide.)
 */
export function expectedLedger(runs: readonly (readonly Raw[])[]): readonly Fate[] {
  const rows = new Map<string, Version>()
  const fates: Fate[] = []
  for (const objects of runs) {
    const met = new Map<string, Version[]>()
    for (const { fate, versions } of objects.map(versionsOf)) {
      fates.push(fate)
      for (const record of versions) {
        const others = met.get(record.key) ?? []
        const known = [...others, rows.get(record.key)].some(other => other?.text === record.text)
        if (known) fate.duplicate++
        else met.set(record.key, [...others, record])
      }
    }
    for (const [key, versions] of met) {
      const stored = rows.get(key)
      const newest = versions.reduce((a, b) => (a.version > b.version ? a : b))
      for (const record of versions) {
        if (record !== newest || (stored && stored.version > record.version)) record.fate.superseded++
        else {
          record.fate.accepted++
          if (stored) record.fate.replaced++
          rows.set(key, record)
        }
      }
    }
  }
  return fates
}

/** The counts of several objects, added up. */
export function summed(fates: readonly Fate[]): Omit<Fate, 'object_key'> {
  const sum = { read: 0, accepted: 0, duplicate: 0, superseded: 0, quarantined: 0, replaced: 0 }
  for (const fate of fates) {
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += fate[name]
  }
  return sum
}
