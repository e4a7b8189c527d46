import type { Spent } from '../lake/engine/engine.ts'
import { bytes, count, duration, styled } from './terminal.ts'

/** Tells on a terminal what statements have read, and what that costs, if there were any. */
export function tellSpent(spent: Spent | undefined): void {
  if (spent === undefined || spent.statements === 0 || !process.stderr.isTTY) return
  const { statements, reused_statements, scanned_bytes, usd, took_ms } = spent
  const asked = statements === 1 ? 'one statement' : `${count(statements)} statements`
  const reused =
    reused_statements === 0 ? '' : `, ${count(reused_statements)} answered with an earlier result`
  const cost = usd < 0.01 ? 'less than 0.01' : `about ${usd.toFixed(2)}`
  const line = `${bytes(scanned_bytes)} read by ${asked} in ${duration(took_ms)}, ${cost} USD${reused}`
  process.stderr.write(`${styled('dim', line, process.stderr)}\n`)
}
