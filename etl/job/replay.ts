import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Catalog } from '../../lake/catalog/catalog.ts'
import type { RawStore } from '../../lake/raw/raw.ts'
import { dataFiles, scanSql } from '../../lake/scan.ts'
import type { Workbench } from '../../lake/workbench/workbench.ts'
import { dayOf } from '../../schema/day.ts'
import { LakeError } from '../../schema/error.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { quarantine } from '../../schema/tables/quarantine.ts'
import { decode } from '../decode/inflate.ts'
import type { Limits } from '../limits.ts'
import { Lines } from '../lines.ts'
import { type CommitPorts, commitObjects } from './commit.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { ConsumedObject } from './object.ts'
import { syncCatalog } from './publish.ts'
import type { Quarantine, Rejected } from './quarantine-book.ts'

export interface ReplayPorts extends CommitPorts {
  readonly catalog: Catalog
  /** The raw side of a root, if it can be reached. */
  readonly raw: (root: string) => RawStore | undefined
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

/** A row of the quarantine table, as far as a replay needs it. */
interface Entry {
  readonly quarantine_id: string
  readonly reason: string
  readonly table_name: string | null
  readonly raw_root: string
  readonly object_key: string
  readonly object_etag: string
  readonly byte_offset: bigint
  readonly byte_length: bigint
  readonly record_text: string
  readonly text_truncated: boolean
  readonly arrived_at: Date
}

/** One commit takes no more entries than this. */
const MOST_ENTRIES = 10_000

async function entriesOf(ids: readonly string[] | 'all', ports: ReplayPorts): Promise<readonly Entry[]> {
  const state = await ports.log.head()
  const bench = await ports.workbench()
  try {
    const scan = scanSql(quarantine, await dataFiles(quarantine, state, ports.storage), [])
    const which = ids === 'all' ? '' : `AND quarantine_id IN (${ids.map(literal).join(', ')})`
    const entries = await bench.rows<Entry>(
      `SELECT * FROM (${scan}) WHERE status = 'quarantined' ${which}
       ORDER BY arrived_at, object_key, byte_offset LIMIT ${MOST_ENTRIES}`,
    )
    const missing = ids === 'all' ? [] : ids.filter(id => !entries.some(entry => entry.quarantine_id === id))
    if (missing.length === 0) return entries
    throw new LakeError({
      what: 'there is no such entry in the quarantine, or it was replayed already',
      value: missing.join(', '),
      allowed: 'the ids that connect-lake quarantine list shows',
      remedy: 'list them, and give one of those',
    })
  } finally {
    await bench.close()
  }
}

/** The bytes of an entry: from the raw object where it can be reached, else from the text if that is all of them. */
async function bytesOf(entry: Entry, ports: ReplayPorts): Promise<Buffer | undefined> {
  const from = Number(entry.byte_offset)
  const to = from + Number(entry.byte_length)
  try {
    const raw = ports.raw(entry.raw_root)
    if (raw) {
      const parts: Buffer[] = []
      let at = 0
      for await (const chunk of (await decode(await raw.local(entry.object_key))).chunks) {
        parts.push(chunk.subarray(Math.max(0, from - at), Math.max(0, to - at)))
        at += chunk.length
        if (at >= to) break
      }
      return Buffer.concat(parts)
    }
  } catch {
    // The raw object is gone by now, which is its owner's right.
  }
  // Bytes that were no UTF-8 stand as the replacement character: such a text is not what was delivered.
  const whole = !entry.text_truncated && !entry.record_text.includes('\ufffd')
  return whole ? Buffer.from(entry.record_text) : undefined
}

/** In a replay nothing new is quarantined: what fails again stays as it is, what does not is marked. */
class ReplayQuarantine implements Quarantine {
  readonly failures = new Map<number, string>()
  readonly #path: string
  readonly #entries: readonly Entry[]
  readonly #commit: { readonly id: string; readonly at_ms: number }

  constructor(
    path: string,
    entries: readonly Entry[],
    commit: { readonly id: string; readonly at_ms: number },
  ) {
    this.#path = path
    this.#entries = entries
    this.#commit = commit
  }

  async add(object: ConsumedObject, { reason, detail }: Rejected): Promise<void> {
    this.failures.set(object.ordinal, `${reason}: ${detail}`)
  }

  async lines(ledger: LedgerBook): Promise<Lines> {
    const lines = new Lines(this.#path)
    for (const [ordinal, entry] of this.#entries.entries()) {
      const { read, quarantined } = ledger.of(ordinal)
      if (read === quarantined) {
        if (read === 0) this.failures.set(ordinal, 'not_json: it holds no record')
        ledger.forget(ordinal)
      }
      if (this.failures.has(ordinal)) continue
      const { arrived_at, ...row } = entry
      await lines.addJson({
        ...row,
        byte_offset: Number(row.byte_offset),
        byte_length: Number(row.byte_length),
        arrived_at: arrived_at.toISOString(),
        status: 'replayed',
        updated_at: new Date(this.#commit.at_ms).toISOString(),
        commit_id: this.#commit.id,
      })
    }
    return lines
  }
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
  const found = await entriesOf(ids, ports)
  const replayed: Replayed[] = []
  let commit: string | null = null
  for (const root of new Set(found.map(entry => entry.raw_root))) {
    const entries: Entry[] = []
    const bytes: Buffer[] = []
    for (const entry of found.filter(each => each.raw_root === root)) {
      const content = mended ?? (await bytesOf(entry, ports))
      if (content) {
        entries.push(entry)
        bytes.push(content)
      } else {
        const still = 'its raw object cannot be reached, and the text kept is not all of it'
        replayed.push({ quarantine_id: entry.quarantine_id, object_key: entry.object_key, still })
      }
    }
    const done = await commitReplay(root, entries, bytes, ports, limits)
    commit = done.commit ?? commit
    replayed.push(...done.entries)
  }
  await syncCatalog(ports.catalog, await ports.log.head())
  return { entries: replayed, commit }
}

async function commitReplay(
  raw_root: string,
  entries: readonly Entry[],
  bytes: readonly Buffer[],
  ports: ReplayPorts,
  limits: Limits,
): Promise<ReplayReport> {
  for (;;) {
    const state = await ports.log.head()
    let book: ReplayQuarantine | undefined
    const holder = await ports.workbench()
    try {
      const objects: ConsumedObject[] = []
      for (const [ordinal, entry] of entries.entries()) {
        const path = join(holder.scratch, `replay-${ordinal}`)
        await writeFile(path, bytes[ordinal] as Buffer)
        objects.push({
          ordinal,
          path,
          key: `${entry.object_key}#${entry.byte_offset}`,
          etag: entry.quarantine_id,
          size_bytes: (bytes[ordinal] as Buffer).length,
          modified_at_ms: entry.arrived_at.getTime(),
          arrived_at_ms: entry.arrived_at.getTime(),
        })
      }
      const quarantineOf = (
        bench: Workbench,
        stamp: { readonly id: string; readonly at_ms: number },
      ): Quarantine => {
        book = new ReplayQuarantine(join(bench.scratch, 'replayed.json'), entries, stamp)
        return book
      }
      const days = [...new Set(objects.map(object => dayOf(object.arrived_at_ms)))]
      const message = `${entries.length} entries of the quarantine from ${days.join(', ')}`
      const input = {
        kind: 'replay',
        message,
        raw_root,
        objects,
        scanned: state.scanned,
        quarantine: quarantineOf,
      } as const
      const done = await commitObjects(input, state, ports, limits, () => {})
      if (!done) continue
      return {
        commit: done.state.seq > state.seq ? done.state.id : null,
        entries: entries.map(({ quarantine_id, object_key }, ordinal) => ({
          quarantine_id,
          object_key,
          still: book?.failures.get(ordinal) ?? null,
        })),
      }
    } finally {
      await holder.close()
    }
  }
}
