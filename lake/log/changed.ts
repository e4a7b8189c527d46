import type { Log } from './log.ts'

/** Tables of which partitions changed, with the oldest day of each. */
export type ChangedTables = ReadonlyMap<string, string>

/**
 * What changed after a commit, up to another one.
 * @returns undefined where a commit between can no longer be read: then anything may have changed
 */
export async function changedBetween(
  log: Pick<Log, 'read'>,
  after: number,
  to: number,
): Promise<ChangedTables | undefined> {
  const oldest = new Map<string, string>()
  for (let seq = after + 1; seq <= to; seq++) {
    const commit = await log.read(seq)
    if (!commit) return undefined
    for (const [table, days] of Object.entries(commit.changes))
      for (const day of Object.keys(days)) {
        const before = oldest.get(table)
        if (before === undefined || day < before) oldest.set(table, day)
      }
  }
  return oldest
}
