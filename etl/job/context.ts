import type { Workbench } from '../../lake/workbench/workbench.ts'
import type { DriftBook } from '../drift.ts'
import type { Limits } from '../limits.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { Quarantine } from './quarantine-book.ts'

/** What the steps of one commit share. */
export interface CommitContext {
  readonly bench: Workbench
  readonly limits: Limits
  readonly ledger: LedgerBook
  readonly quarantine: Quarantine
  readonly drift: DriftBook
  /** Told as raw bytes have been read. */
  readonly progress: (read_bytes: number) => void
}
