import { LakeError } from '../../schema/error.ts'
import type { Storage } from '../storage/storage.ts'
import type { Commit } from './commit.ts'
import { after, emptyState, type LakeState } from './state.ts'

/** A checkpoint is written at every commit whose number this divides: opening reads one, and fewer commits than this. */
export const CHECKPOINT_INTERVAL = 32

const MARKER = '_connect-lake.json'
const HINT = '_log/latest.json'
const numbered = (seq: number): string => String(seq).padStart(10, '0')
const commitKey = (seq: number): string => `_log/commit/${numbered(seq)}.json`
const checkpointKey = (seq: number): string => `_log/checkpoint/${numbered(seq)}.json`

const encode = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value)}\n`)

/** The history of a lake. */
export interface Log {
  /** Whether there is a lake at all. */
  exists(): Promise<boolean>
  /** Makes the lake where there is none. Refuses a place that holds something else. */
  create(): Promise<void>
  /** The state after the newest commit. */
  head(): Promise<LakeState>
  /** The state after the given commit: its number, or its id. */
  at(reference: string): Promise<LakeState>
  /** One commit, or undefined when there is none of that number. */
  read(seq: number): Promise<Commit | undefined>
  /** The newest commits, newest first. */
  history(limit: number): Promise<readonly Commit[]>
  /** Adds the commit; false when another writer has taken its number. */
  append(commit: Commit): Promise<boolean>
}

const damaged = (key: string): LakeError =>
  new LakeError({
    what: 'the log of the lake is damaged',
    value: key,
    allowed: 'every commit since the first, each as it was written',
    remedy: 'restore the files of _log/commit from a backup; the data files are not touched',
  })

const newer = (key: string): LakeError =>
  new LakeError({
    what: 'this lake was written by another version of connect-lake',
    value: key,
    allowed: 'format 1',
    remedy: 'use that version, or a newer one',
  })

/** What a file holds, if it is JSON and an object. */
function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** The log kept in a storage, below `_log/`. */
export function lakeLog(storage: Storage): Log {
  /** A file that only saves time: one that is damaged is as good as none. */
  async function kept<T>(key: string): Promise<T | undefined> {
    const bytes = await storage.get(key)
    return bytes && (parsed(bytes) as T | undefined)
  }

  async function read(seq: number): Promise<Commit | undefined> {
    const key = commitKey(seq)
    const bytes = await storage.get(key)
    if (!bytes) return undefined
    const found = parsed(bytes)
    if (found?.format !== undefined && found.format !== 1) throw newer(key)
    if (found?.seq !== seq || typeof found.id !== 'string' || !found.changes || !found.scanned)
      throw damaged(key)
    return found as unknown as Commit
  }

  /** The newest checkpoint that is not newer than `seq`; checkpoints stand at known numbers, so none is searched. */
  async function checkpoint(seq: number): Promise<LakeState> {
    for (let at = seq - (seq % CHECKPOINT_INTERVAL); at > 0; at -= CHECKPOINT_INTERVAL) {
      const state = await kept<LakeState>(checkpointKey(at))
      if (state) return state
    }
    return emptyState
  }

  async function newestCheckpoint(): Promise<LakeState> {
    const hint = await kept<{ checkpoint: number }>(HINT)
    return hint ? checkpoint(hint.checkpoint) : emptyState
  }

  /** Follows the log from a state, to `seq` or to its end. */
  async function follow(state: LakeState, seq = Number.POSITIVE_INFINITY): Promise<LakeState> {
    let current = state
    while (current.seq < seq) {
      let commit = await read(current.seq + 1)
      // One look further tells the end of the log from a gap in it. Both may have come between the two looks.
      if (!commit && (await storage.get(commitKey(current.seq + 2)))) {
        commit = await read(current.seq + 1)
        if (!commit) throw damaged(commitKey(current.seq + 1))
      }
      if (!commit) break
      if (commit.parent !== current.id) throw damaged(commitKey(Math.max(1, current.seq)))
      current = after(current, commit)
    }
    return current
  }

  async function exists(): Promise<boolean> {
    const bytes = await storage.get(MARKER)
    if (!bytes) return false
    const marker = parsed(bytes)
    if (marker?.format !== 'connect-lake') throw damaged(MARKER)
    if (marker.version !== 1) throw newer(MARKER)
    return true
  }

  async function head(): Promise<LakeState> {
    return follow(await newestCheckpoint())
  }

  /** Writes the checkpoint that is due; also the one that a writer left out when it died right after its commit. */
  async function keepCheckpoints(seq: number): Promise<void> {
    const due = seq - (seq % CHECKPOINT_INTERVAL)
    const hint = await kept<{ checkpoint: number }>(HINT)
    if (due <= (hint?.checkpoint ?? 0)) return
    const state = await follow(await checkpoint(due - 1), due)
    await storage.put(checkpointKey(due), encode(state))
    await storage.put(HINT, encode({ checkpoint: due }))
  }

  return {
    exists,
    head,
    read,

    async create() {
      if (await exists()) return
      for await (const object of storage.list('')) {
        if (object.key.startsWith('_scratch/')) continue
        // Another writer may have made the lake since we looked.
        if (await exists()) return
        throw new LakeError({
          what: 'this is no lake, and not empty either',
          value: `${storage.location} holds ${object.key}`,
          allowed: 'a lake made by connect-lake, or a place with nothing in it',
          remedy: 'name another place with --lake',
        })
      }
      await storage.putIfAbsent(MARKER, encode({ format: 'connect-lake', version: 1 }))
    },

    async at(reference) {
      const newest = await head()
      const seq = Number(/^0*(\d+)(-|$)/.exec(reference)?.[1])
      const commit = Number.isInteger(seq) ? await read(seq) : undefined
      const known = commit && (Number(reference) === seq || commit.id === reference)
      if (!known) {
        throw new LakeError({
          what: 'there is no such commit',
          value: reference,
          allowed:
            newest.seq === 0 ? 'the lake has no commits yet' : `1 to ${newest.seq}, or the id of a commit`,
          remedy: 'see them with: connect-lake history',
        })
      }
      if (seq < newest.oldest_readable) {
        throw new LakeError({
          what: 'this commit can no longer be read: its files were collected',
          value: reference,
          allowed: `${newest.oldest_readable} to ${newest.seq}`,
          remedy: 'choose a later commit; collect fewer next time with: connect-lake collect --keep N',
        })
      }
      return follow(await checkpoint(seq), seq)
    },

    async history(limit) {
      const commits: Commit[] = []
      for (let seq = (await head()).seq; seq > 0 && commits.length < limit; seq--) {
        const commit = await read(seq)
        if (commit) commits.push(commit)
      }
      return commits
    },

    async append(commit) {
      const key = commitKey(commit.seq)
      if (!(await storage.putIfAbsent(key, encode(commit)))) {
        // After a lost answer the store's own retry is refused because our first try went through.
        const there = await read(commit.seq)
        if (there?.id !== commit.id) return false
      }
      await keepCheckpoints(commit.seq)
      return true
    },
  }
}
