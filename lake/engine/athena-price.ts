import type { QueryExecution } from '@aws-sdk/client-athena'
import type { Spent } from './engine.ts'

/** What most regions take for a terabyte read; the price list of AWS says it for each. */
const USD_PER_TB = 5
const MB = 1_000_000
/** A statement is billed as if it had read as much. */
const LEAST_MB = 10

const isReused = ({ Statistics }: QueryExecution): boolean =>
  Statistics?.ResultReuseInformation?.ReusedPreviousResult === true

/**
 * About what a statement cost. Whole megabytes are billed, also of what was cancelled; nothing where it failed, read no
 * tables by its kind (SHOW, DESCRIBE), or was answered with an earlier result.
 */
function billedUsd(execution: QueryExecution): number {
  const { Statistics, Status, StatementType } = execution
  const isFree = StatementType !== 'DML' || Status?.State === 'FAILED' || isReused(execution)
  const read_mb = Math.ceil((Statistics?.DataScannedInBytes ?? 0) / MB)
  return isFree ? 0 : (Math.max(read_mb, LEAST_MB) * USD_PER_TB) / 1_000_000
}

export const nothingSpent: Spent = {
  statements: 0,
  reused_statements: 0,
  scanned_bytes: 0,
  usd: 0,
  took_ms: 0,
}

/** What a statement that has ended was, however it did. */
export function spentOn(execution: QueryExecution): Spent {
  const { DataScannedInBytes = 0, TotalExecutionTimeInMillis = 0 } = execution.Statistics ?? {}
  return {
    statements: 1,
    reused_statements: isReused(execution) ? 1 : 0,
    scanned_bytes: DataScannedInBytes,
    usd: billedUsd(execution),
    took_ms: TotalExecutionTimeInMillis,
  }
}

export const spentTogether = (one: Spent, other: Spent): Spent => ({
  statements: one.statements + other.statements,
  reused_statements: one.reused_statements + other.reused_statements,
  scanned_bytes: one.scanned_bytes + other.scanned_bytes,
  usd: one.usd + other.usd,
  took_ms: one.took_ms + other.took_ms,
})
