import type { Storage } from '../storage/storage.ts'
import {
  type Commit,
  type CommitStamp,
  commitId,
  noCounts,
  type PartitionVersion,
  versionPrefix,
} from './commit.ts'
import type { Log } from './log.ts'
import type { LakeState } from './state.ts'

/** What was, or with a dry run would be, removed. */
export interface Collected {
  readonly oldest_readable: number
  readonly versions: number
  readonly files: number
  readonly size_bytes: number
}

function* versionsOf(partitions: Commit['changes'] | LakeState['partitions']): Generator<string> {
  for (const [table, byDay] of Object.entries(partitions)) {
    for (const [dt, partition] of Object.entries<PartitionVersion | null>(byDay)) {
      if (partition) yield versionPrefix(table, dt, partition.version)
    }
  }
}

/** The folder of a version, and the number of the commit it was written for; undefined for other keys. */
function versionFolder(key: string): { readonly prefix: string; readonly seq: number } | undefined {
  const [, prefix, seq] = /^([^_/][^/]*\/dt=[^/]+\/v=(\d+)-[^/]+\/)/.exec(key) ?? []
  return prefix === undefined ? undefined : { prefix, seq: Number(seq) }
}

/**
 * Removes the files that no commit of the newest `keep` needs: replaced versions, and what runs that were killed left
 * behind. First the log says which commits can no longer be read, then the files go: a crash between the two leaves
 * files for the next time, never a commit without its files.
 */
export async function collect(
  storage: Storage,
  log: Log,
  keep: number,
  dry_run: boolean,
  stamp: CommitStamp,
): Promise<Collected> {
  let head = await log.head()
  const oldest = Math.max(head.oldest_readable, head.seq - keep + 1, 1)
  while (!dry_run && oldest > Math.max(1, head.oldest_readable)) {
    const seq = head.seq + 1
    const done = await log.append({
      format: 1,
      seq,
      id: commitId(seq, stamp.unique()),
      at: new Date(stamp.now()).toISOString(),
      kind: 'collect',
      message: `commits before ${oldest} can no longer be read`,
      counts: noCounts,
      changes: {},
      schemas: {},
      scanned: head.scanned,
      oldest_readable: oldest,
    })
    head = await log.head()
    if (done) break
  }

  const needed = new Set<string>()
  if (head.seq > 0) {
    for (const prefix of versionsOf((await log.at(String(oldest))).partitions)) needed.add(prefix)
    for (let seq = oldest + 1; seq <= head.seq; seq++) {
      for (const prefix of versionsOf((await log.read(seq))?.changes ?? {})) needed.add(prefix)
    }
  }
  const versions = new Set<string>()
  const keys: string[] = []
  let size_bytes = 0
  for await (const object of storage.list('')) {
    const folder = versionFolder(object.key)
    // A version for a commit that is yet to come may be in the writing.
    if (!folder || needed.has(folder.prefix) || folder.seq > head.seq) continue
    versions.add(folder.prefix)
    keys.push(object.key)
    size_bytes += object.size_bytes
  }
  if (!dry_run) await storage.remove(keys)
  return { oldest_readable: oldest, versions: versions.size, files: keys.length, size_bytes }
}
