import { type Commit, type CommitContent, type CommitEffects, commitAfter, stampAfter } from './commit.ts'
import type { Log } from './log.ts'
import type { LakeState } from './state.ts'

/**
 * Appends what `make` makes of the newest state; again, while other writers are faster.
 * Undefined when there is nothing to say.
 */
export async function appendTo(
  log: Log,
  effects: CommitEffects,
  make: (head: LakeState) => Promise<CommitContent | undefined>,
): Promise<Commit | undefined> {
  for (;;) {
    const head = await log.head()
    const content = await make(head)
    if (!content) return undefined
    const commit = commitAfter(head.seq, stampAfter(head.seq, effects), content)
    if (await log.append(commit)) return commit
  }
}
