import { LakeError } from '../../schema/error.ts'
import { appendTo } from './append.ts'
import { type Commit, type CommitEffects, noCounts } from './commit.ts'
import type { Log } from './log.ts'
import { difference } from './state.ts'

/**
 * Returns the lake to what it held after an earlier commit, as one more commit: nothing is lost, and it can itself be
 * rolled back. What the later commits had consumed counts as not consumed again.
 */
export async function rollback(log: Log, reference: string, effects: CommitEffects): Promise<Commit> {
  const done = await appendTo(log, effects, async head => {
    const target = await log.at(reference)
    const changes = difference(head.partitions, target.partitions)
    if (Object.keys(changes).length === 0) return undefined
    return {
      kind: 'rollback',
      message: `back to commit ${target.seq} (${target.id})`,
      counts: noCounts,
      changes,
      schemas: target.schemas,
      scanned: target.scanned,
    }
  })
  if (done) return done
  throw new LakeError({
    what: 'the lake is already as it was after this commit',
    value: reference,
    allowed: 'a commit that differs from the newest',
    remedy: 'choose another with: connect-lake history',
  })
}
