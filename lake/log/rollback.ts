import { LakeError } from '../../schema/error.ts'
import { type Commit, type CommitStamp, commitId, noCounts } from './commit.ts'
import type { Log } from './log.ts'
import { difference } from './state.ts'

/**
 * Returns the lake to what it held after an earlier commit, as one more commit: nothing is lost, and it can itself be
 * rolled back. What the later commits had consumed counts as not consumed again.
 */
export async function rollback(log: Log, reference: string, stamp: CommitStamp): Promise<Commit> {
  for (;;) {
    const head = await log.head()
    const target = await log.at(reference)
    const changes = difference(head.partitions, target.partitions)
    if (Object.keys(changes).length === 0) {
      throw new LakeError({
        what: 'the lake is already as it was after this commit',
        value: reference,
        allowed: 'a commit that differs from the newest',
        remedy: 'choose another with: connect-lake history',
      })
    }
    const seq = head.seq + 1
    const commit: Commit = {
      format: 1,
      seq,
      id: commitId(seq, stamp.unique()),
      at: new Date(stamp.now()).toISOString(),
      kind: 'rollback',
      message: `back to commit ${target.seq} (${target.id})`,
      counts: noCounts,
      changes,
      schemas: target.schemas,
      scanned: target.scanned,
    }
    if (await log.append(commit)) return commit
  }
}
