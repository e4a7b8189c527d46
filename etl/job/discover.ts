import type { LakeState } from '../../lake/log/state.ts'
import type { RawObject, RawStore } from '../../lake/raw/raw.ts'
import { dataFiles, scanSql } from '../../lake/scan.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { dayOf } from '../../schema/instant.ts'
import { ledger } from '../../schema/tables/ledger.ts'
import { type ArrivalDays, inOrderOfArrival, isWithin, withArrival } from '../arrival.ts'

export type Arrival = RawObject & { readonly arrived_at_ms: number }

const identity = (key: string, etag: string): string => `${key}\n${etag}`

/** Which of some objects of the root no commit has consumed. */
export async function notConsumed<O extends { key: string; etag: string; arrived_at_ms: number }>(
  objects: readonly O[],
  root: string,
  state: LakeState,
  storage: Storage,
  workbench: () => Promise<Workbench>,
): Promise<readonly O[]> {
  const days = new Set(objects.map(({ arrived_at_ms }) => dayOf(arrived_at_ms)))
  const known = await consumed(root, days, state, storage, workbench)
  return objects.filter(({ key, etag }) => !known.has(identity(key, etag)))
}

/** Which objects of the root the ledger has, of those that arrived on the given days. */
async function consumed(
  root: string,
  days: ReadonlySet<string>,
  state: LakeState,
  storage: Storage,
  workbench: () => Promise<Workbench>,
): Promise<ReadonlySet<string>> {
  const files = await dataFiles(ledger, state, storage, days)
  if (files.length === 0) return new Set()
  const bench = await workbench()
  try {
    const rows = await bench.rows<{ key: string; etag: string }>(
      `SELECT DISTINCT object_key AS key, object_etag AS etag FROM (${scanSql(ledger, files, [])})
       WHERE raw_root = ${literal(root)}`,
    )
    return new Set(rows.map(({ key, etag }) => identity(key, etag)))
  } finally {
    await bench.close()
  }
}

/** What a look at the raw side found. */
export interface Discovered {
  /** Objects that no commit has consumed, in the order of arrival. */
  readonly arrivals: readonly Arrival[]
  /** When all of them are consumed, the next look may leave out what changed before this moment, epoch ms. */
  readonly scanned_ms: number
}

/** An audit lists years: of so many objects those are kept that are new, before more are listed. They lie by days, and so does the ledger. */
const LISTED_AT_ONCE = 20_000

/** A file that changed so shortly before it was listed may still be in the writing. */
const SETTLED_MS = 60_000

/**
 * Finds what no commit has consumed. Looks only at what can have changed since the last run, and only into the pages
 * of the ledger where that would stand, unless everything is to be audited, or only some days are.
 */
export async function discover(
  raw: RawStore,
  state: LakeState,
  storage: Storage,
  workbench: () => Promise<Workbench>,
  options: {
    readonly audit: boolean
    readonly days?: ArrivalDays | undefined
    readonly started_ms: number
    /** How many are listed before those are looked at. */
    readonly at_once?: number
  },
): Promise<Discovered> {
  const { audit, days, started_ms, at_once = LISTED_AT_ONCE } = options
  let scanned_ms = started_ms
  let fresh: Arrival[] = []
  async function look(listed: readonly RawObject[]): Promise<void> {
    const arrivals = withArrival(listed).filter(object => !days || isWithin(object, days))
    fresh = fresh.concat(await notConsumed(arrivals, raw.root, state, storage, workbench))
  }
  let listed: RawObject[] = []
  // Days of long ago: what a look for the new leaves out is just what is asked for.
  for await (const object of raw.list(audit || days ? undefined : state.scanned[raw.root])) {
    // What is read while it is written is read again when it is whole: its place has to be listed once more.
    if (object.modified_at_ms > started_ms - SETTLED_MS)
      scanned_ms = Math.min(scanned_ms, object.listed_until_ms)
    if (listed.push(object) < at_once) continue
    await look(listed)
    listed = []
  }
  await look(listed)
  return { arrivals: inOrderOfArrival(fresh), scanned_ms }
}
