import { createHash } from 'node:crypto'
import { isoOf } from '../../schema/instant.ts'
import type { Reason } from '../decode/reason.ts'
import type { DriftBook } from '../drift.ts'
import { type FileOfLines, Lines } from '../lines.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { ConsumedObject } from './object.ts'

/** Bytes that could not become a row. */
export interface Rejected {
  readonly table_name: string | null
  readonly offset: number
  readonly length: number
  /** As many of the bytes as are kept. */
  readonly bytes: Buffer
  readonly reason: Reason
  readonly detail: string
}

/** Where records go that cannot become rows. */
export interface Quarantine {
  add(object: ConsumedObject, rejected: Rejected): Promise<void>
  /** The rows for the quarantine table as lines of JSON, once the commit has read and counted everything. */
  lines(ledger: LedgerBook, drift: DriftBook): Promise<FileOfLines>
}

/** The quarantine entries of a commit, written to scratch as they come: their number is not bounded. */
export class QuarantineBook implements Quarantine {
  readonly #lines: Lines
  readonly #raw_root: string
  /** A Firehose error can hold several records, all of which stand at its own offset. */
  readonly #previous = new Map<number, { readonly offset: number; readonly nth: number }>()

  constructor(path: string, raw_root: string) {
    this.#lines = new Lines(path)
    this.#raw_root = raw_root
  }

  async add(object: ConsumedObject, rejected: Rejected): Promise<void> {
    const { table_name, offset, length, bytes, reason, detail } = rejected
    const previous = this.#previous.get(object.ordinal)
    const nth = previous?.offset === offset ? previous.nth + 1 : 0
    this.#previous.set(object.ordinal, { offset, nth })
    const place = [this.#raw_root, object.key, object.etag, offset, nth].join('\n')
    await this.#lines.addJson({
      quarantine_id: createHash('sha256').update(place).digest('hex').slice(0, 16),
      status: 'quarantined',
      reason,
      detail,
      table_name,
      raw_root: this.#raw_root,
      object_key: object.key,
      object_etag: object.etag,
      byte_offset: offset,
      byte_length: length,
      record_text: bytes.toString(),
      text_truncated: bytes.length < length,
      arrived_at: isoOf(object.arrived_at_ms),
    })
  }

  async lines(): Promise<Lines> {
    return this.#lines
  }
}
