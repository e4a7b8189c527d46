import type { Storage } from '../storage/storage.ts'
import { appendTo } from './append.ts'
import { type Commit, type CommitEffects, noCounts, type PartitionVersion, versionPrefix } from './commit.ts'
import type { Log } from './log.ts'
import type { LakeState } from './state.ts'

const DAY_MS = 24 * 3_600_000
/** What is in the making goes on for minutes: what is so old was given up, and is nobody's any more. */
export const GIVEN_UP_MS = 7 * DAY_MS

/** What stays readable. */
export interface Kept {
  /** So many of the newest commits, however old they are. */
  readonly commits?: number | undefined
  /** Those of so many days, too; without it the newest alone. */
  readonly days?: number | undefined
}

/** What was, or with a dry run would be, removed. */
export interface Collected {
  readonly oldest_readable: number
  readonly versions: number
  readonly files: number
  readonly size_bytes: number
  /** Uploads that a killed run had begun; with a dry run none are looked for. */
  readonly uploads: number
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

/** Kinds of commits that belong to the one before them. */
const BELONGS: ReadonlySet<Commit['kind']> = new Set(['derive', 'refresh'])

/**
 * The oldest commit to keep. Commits that changed nothing, such as collections, do not count as one of those to keep; nor do
 * derivations and refreshes of data sets, which belong to the commit before them.
 */
async function oldestKept(
  log: Log,
  head: LakeState,
  { commits = 20, days }: Kept,
  now_ms: number,
): Promise<number> {
  const readable = Math.max(1, head.oldest_readable)
  let left = commits
  let since_ms: number | undefined
  for (let seq = head.seq; seq > readable; seq--) {
    const commit = await log.read(seq)
    if (!commit || BELONGS.has(commit.kind) || Object.keys(commit.changes).length === 0) continue
    // A clock that is days ahead would have history removed that is to stay: it is not taken to be much later than this.
    since_ms ??=
      days === undefined ? Infinity : Math.min(now_ms, Date.parse(commit.at) + DAY_MS) - days * DAY_MS
    // A commit was what readers saw until the next one was made, so the last one before the moment stays, too.
    if (--left <= 0 && Date.parse(commit.at) <= since_ms) return seq
  }
  return readable
}

/**
 * Removes the files that no commit that is kept needs: replaced versions, and what runs that were killed left
 * behind. First the log says which commits can no longer be read, then the files go: a crash between the two leaves
 * files for the next time, never a commit without its files.
 */
export async function collect(
  storage: Storage,
  log: Log,
  keep: Kept,
  dry_run: boolean,
  effects: CommitEffects,
): Promise<Collected> {
  const now_ms = effects.now()
  if (!dry_run) {
    await appendTo(log, effects, async head => {
      const oldest = await oldestKept(log, head, keep, now_ms)
      if (oldest <= Math.max(1, head.oldest_readable)) return undefined
      return {
        kind: 'collect',
        message: `commits before ${oldest} can no longer be read`,
        counts: noCounts,
        changes: {},
        schemas: {},
        scanned: head.scanned,
        oldest_readable: oldest,
      }
    })
  }
  const head = await log.head()
  const oldest = await oldestKept(log, head, keep, now_ms)

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
    // A version for a commit that is yet to come may be in the writing, or for one whose number was just lost.
    if (!folder || needed.has(folder.prefix) || folder.seq >= head.seq) continue
    versions.add(folder.prefix)
    keys.push(object.key)
    size_bytes += object.size_bytes
  }
  if (!dry_run) await storage.remove(keys)
  const given_up_ms = now_ms - GIVEN_UP_MS
  // What a worker stages for a commit that has no number yet is told by its age.
  const isLeft = (key: string, begun_at_ms: number): boolean => {
    const folder = versionFolder(key)
    return folder ? folder.seq < head.seq : begun_at_ms < given_up_ms
  }
  const uploads = dry_run ? 0 : await storage.giveUpUploads(isLeft)
  return { oldest_readable: oldest, versions: versions.size, files: keys.length, size_bytes, uploads }
}
