import { tables } from '../../schema/tables.ts'
import type { CommandLine } from '../fixture/command-line.ts'

/** What says where and when, and not what: another for each place and each run. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  ledger: ['raw_root', 'object_etag', 'commit_id', 'committed_at'],
  quarantine: ['quarantine_id', 'raw_root', 'object_etag', 'updated_at', 'commit_id'],
  drift: ['commit_id'],
}

/** What says which of two equal records came first, and so which was the duplicate: another when batches change places. */
const byTurn: Readonly<Record<string, readonly string[]>> = {
  ledger: ['accepted', 'duplicate', 'superseded', 'replaced'],
}

export interface ContentsOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Whether batches were committed in any order: then what only depends on that is left out. */
  readonly in_any_order?: boolean
}

/** A lake: for each table of the schema how many rows it has, and a fingerprint of all their values. */
export async function contents(
  cli: CommandLine,
  lake: string,
  { env = {}, in_any_order = false }: ContentsOptions = {},
): Promise<readonly string[]> {
  const each = Object.entries(tables).map(([table, { columns }]) => {
    const turn = 'source_object' in columns ? ['source_object'] : (byTurn[table] ?? [])
    const left_out = [...(elsewhere[table] ?? []), ...(in_any_order ? turn : [])]
    const shown = left_out.length > 0 ? `* EXCLUDE (${left_out.join(', ')})` : '*'
    // A sum does not depend on an order, and one row more or another value in one changes it.
    return `SELECT '${table}' AS table_name, count(*) AS row_count, CAST(sum(hash(t)::HUGEINT) AS VARCHAR) AS content
      FROM (SELECT ${shown} FROM ${table}) AS t`
  })
  const question = `${each.join(' UNION ALL ')} ORDER BY table_name`
  const csv = await cli.done(['query', question, '--lake', lake, '--format', 'csv'], { env })
  return csv.trim().split('\n').slice(1)
}
