import { isoOf } from '../../schema/instant.ts'
import type { DriftBook } from '../drift.ts'
import { Lines } from '../lines.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { ConsumedObject } from './object.ts'
import type { Quarantine, Rejected } from './quarantine-book.ts'

/** A row of the quarantine table, as far as a replay needs it. */
export interface Entry {
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

/** In a replay nothing new is quarantined: what fails again stays as it is, what does not is marked. */
export class ReplayQuarantine implements Quarantine {
  /** Why an entry, by its place among the entries, stays in the quarantine. */
  readonly failures = new Map<number, string>()
  readonly #path: string
  readonly #entries: readonly Entry[]

  constructor(path: string, entries: readonly Entry[]) {
    this.#path = path
    this.#entries = entries
  }

  async add(object: ConsumedObject, { reason, detail }: Rejected): Promise<void> {
    this.failures.set(object.ordinal, `${reason}: ${detail}`)
  }

  async lines(ledger: LedgerBook, drift: DriftBook): Promise<Lines> {
    // What these records have that their table does not know was told when they were read first.
    drift.clear()
    const lines = new Lines(this.#path)
    for (const [ordinal, entry] of this.#entries.entries()) {
      if (ledger.of(ordinal).read === 0) this.failures.set(ordinal, 'not_json: it holds no record')
      if (this.failures.has(ordinal)) {
        // Its records were counted when it came into the quarantine; only what became a row by now is news.
        ledger.forgetFailures(ordinal)
        continue
      }
      const { arrived_at, ...row } = entry
      await lines.addJson({
        ...row,
        byte_offset: Number(row.byte_offset),
        byte_length: Number(row.byte_length),
        arrived_at: isoOf(arrived_at.getTime()),
        status: 'replayed',
      })
    }
    return lines
  }
}
