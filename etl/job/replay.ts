import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import type { RawStore } from '../../lake/raw/raw.ts'
import { dataFiles, scanSql } from '../../lake/scan.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { LakeError } from '../../schema/error.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { quarantine } from '../../schema/tables/quarantine.ts'
import { decode } from '../decode/inflate.ts'
import type { Limits } from '../limits.ts'
import { syncCatalogs } from './catalog.ts'
import { type CommitPorts, commitObjects } from './commit.ts'
import { derive } from './derive.ts'
import type { ConsumedObject } from './object.ts'
import { type Entry, ReplayQuarantine } from './replay-quarantine.ts'

export interface ReplayPorts extends CommitPorts {
  readonly catalogs: readonly TableCatalog[]
  /** The raw side of a root, if it can be reached. */
  readonly raw: (root: string) => Promise<RawStore | undefined>
}

/** What became of one entry. */
export interface Replayed {
  readonly quarantine_id: string
  readonly object_key: string
  /** Why it is still in the quarantine; null when it left it. */
  readonly still: string | null
}

export interface ReplayReport {
  readonly entries: readonly Replayed[]
  readonly commit: string | null
}

/** One commit takes no more entries than this. */
const MOST_ENTRIES = 1_000

/** Asks the quarantine as it is now. */
async function quarantined<T>(what: string, where: string, ports: ReplayPorts): Promise<readonly T[]> {
  const state = await ports.log.head()
  const bench = await ports.workbench()
  try {
    const scan = scanSql(quarantine, await dataFiles(quarantine, state, ports.storage), [])
    return await bench.rows<T>(
      `SELECT ${what} FROM (${scan}) WHERE status = 'quarantined' ${where}
       ORDER BY raw_root, arrived_at, object_key, byte_offset, quarantine_id`,
    )
  } finally {
    await bench.close()
  }
}

const among = (ids: readonly string[]): string => `AND quarantine_id IN (${ids.map(literal).join(', ')})`

/** The ids to replay, in the order of arrival. Throws a `LakeError` when one of those asked for is not there. */
async function known(ids: readonly string[] | 'all', ports: ReplayPorts): Promise<readonly string[]> {
  const rows = await quarantined<{ quarantine_id: string }>(
    'quarantine_id',
    ids === 'all' ? '' : among(ids),
    ports,
  )
  const found = rows.map(({ quarantine_id }) => quarantine_id)
  const missing = ids === 'all' ? [] : ids.filter(id => !found.includes(id))
  if (missing.length === 0) return found
  throw new LakeError({
    what: 'there is no such entry in the quarantine, or it was replayed already',
    value: missing.join(', '),
    allowed: 'the ids that connect-lake quarantine list shows',
    remedy: 'list them, and give one of those',
  })
}

/** The bytes of an entry out of its raw object, decoded. */
async function* within(path: string, from: number, to: number): AsyncGenerator<Buffer> {
  let at = 0
  for await (const chunk of (await decode(path)).chunks) {
    yield chunk.subarray(Math.max(0, from - at), Math.max(0, to - at))
    at += chunk.length
    if (at >= to) return
  }
}

/**
 * Writes the bytes of an entry to a file: from the raw object while it is the one that was read, else from the text if
 * that is all of them. False when neither can be had.
 */
async function writeEntry(entry: Entry, path: string, ports: ReplayPorts): Promise<boolean> {
  const from = Number(entry.byte_offset)
  const to = from + Number(entry.byte_length)
  const raw = await ports.raw(entry.raw_root)
  // Its owner may have removed the raw object, or put another in its place.
  const now = await raw?.find(entry.object_key)
  if (raw && now?.etag === entry.object_etag) {
    const { paths, release } = await raw.hold([entry.object_key])
    const file = createWriteStream(path)
    await pipeline(within(paths[0] as string, from, to), file).finally(release)
    if (file.bytesWritten === to - from) return true
  }
  // Bytes that were no UTF-8 stand as the replacement character: such a text is not what was delivered.
  const whole = !entry.text_truncated && !entry.record_text.includes('\ufffd')
  if (whole) await pipeline([Buffer.from(entry.record_text)], createWriteStream(path))
  else await rm(path, { force: true })
  return whole
}

/**
 * Reads quarantined records again: after a newer version can read them, a limit was raised, or their text was mended.
 * Those that become rows are marked as replayed; the others stay.
 *
 * @param mended the text to read instead, for a single entry
 */
export async function replay(
  ids: readonly string[] | 'all',
  mended: Buffer | undefined,
  ports: ReplayPorts,
  limits: Limits,
): Promise<ReplayReport> {
  const found = await known(ids, ports)
  const replayed: Replayed[] = []
  let commit: string | null = null
  for (let i = 0; i < found.length; i += MOST_ENTRIES) {
    const entries = await quarantined<Entry>('*', among(found.slice(i, i + MOST_ENTRIES)), ports)
    for (const root of new Set(entries.map(entry => entry.raw_root))) {
      const some = entries.filter(entry => entry.raw_root === root)
      const done = await commitReplay(root, some, mended, ports, limits)
      commit = done.commit ?? commit
      replayed.push(...done.entries)
    }
  }
  const derived = await derive(ports)
  if (derived.partitions > 0) commit = derived.state.id
  await syncCatalogs(ports.catalogs, ports.log, derived.state)
  return { entries: replayed, commit }
}

/** Makes raw objects of the entries whose bytes can be had. */
async function objectsOf(
  entries: readonly Entry[],
  mended: Buffer | undefined,
  scratch: string,
  ports: ReplayPorts,
): Promise<{ readonly objects: readonly ConsumedObject[]; readonly from: readonly Entry[] }> {
  const objects: ConsumedObject[] = []
  const from: Entry[] = []
  for (const entry of entries) {
    const ordinal = objects.length
    const path = join(scratch, `replay-${ordinal}`)
    if (mended) await pipeline([mended], createWriteStream(path))
    else if (!(await writeEntry(entry, path, ports))) continue
    from.push(entry)
    objects.push({
      ordinal,
      path,
      key: entry.object_key,
      etag: entry.object_etag,
      replay_of: entry.quarantine_id,
      size_bytes: Number(entry.byte_length),
      modified_at_ms: entry.arrived_at.getTime(),
      arrived_at_ms: entry.arrived_at.getTime(),
    })
  }
  return { objects, from }
}

async function commitReplay(
  raw_root: string,
  entries: readonly Entry[],
  mended: Buffer | undefined,
  ports: ReplayPorts,
  limits: Limits,
): Promise<ReplayReport> {
  for (;;) {
    const state = await ports.log.head()
    let book: ReplayQuarantine | undefined
    const holder = await ports.workbench()
    try {
      const { objects, from } = await objectsOf(entries, mended, holder.scratch, ports)
      const input = {
        kind: 'replay',
        message: `${from.length} entries of the quarantine`,
        raw_root,
        objects,
        scanned: state.scanned,
        quarantine: (bench: Workbench) => {
          book = new ReplayQuarantine(join(bench.scratch, 'replayed.json'), from)
          return book
        },
      } as const
      const done = await commitObjects(input, state, ports, limits, () => {})
      if (!done) continue
      const stillOf = (entry: Entry): string | null => {
        const ordinal = from.indexOf(entry)
        if (ordinal < 0) return 'its raw object cannot be reached, and the text kept is not all of it'
        return book?.failures.get(ordinal) ?? null
      }
      return {
        commit: done.state.seq > state.seq ? done.state.id : null,
        entries: entries.map(entry => {
          const { quarantine_id, object_key } = entry
          return { quarantine_id, object_key, still: stillOf(entry) }
        }),
      }
    } finally {
      await holder.close()
    }
  }
}
