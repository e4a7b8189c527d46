import { sqlText } from '../literal.ts'
import type { Origin } from './subject.ts'

/**
 * How complete the days of a question are: what arrived in them, and until a day after, by the ledger, in one row. Only
 * records of the table that the number was made of, if it was of one, and those of which nobody can tell. What arrives later than the
 * newest object of the lake is not known yet.
 */
export function completenessSql(table: Origin['table'] | undefined, first: string, last: string): string {
  const ofTable = table ? ` AND (table_name = ${sqlText(table)} OR table_name IS NULL)` : ''
  const where = `dt BETWEEN ${sqlText(first)} AND ${sqlText(last)}${ofTable}`
  const sums = ['accepted', 'duplicate', 'superseded'].map(
    name => `  coalesce(sum(${name}), 0) AS records_${name},`,
  )
  return `SELECT
  (SELECT max(arrived_at) FROM ledger) AS last_arrived_at,
  count(DISTINCT CASE WHEN replay_of IS NULL THEN concat(raw_root, '/', object_key) END) AS raw_objects,
  coalesce(sum(CASE WHEN replay_of IS NULL THEN read END), 0) AS records_read,
${sums.join('\n')}
  (SELECT count(*) FROM quarantine WHERE status = 'quarantined' AND ${where}) AS records_quarantined
FROM ledger
WHERE ${where}`
}
