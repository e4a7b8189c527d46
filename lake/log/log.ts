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

function parsed<T>(key: string, bytes: Uint8Array): T {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as T
  } catch (cause) {
    throw new LakeError({
      what: 'the log of the lake is damaged',
      value: key,
      remedy: 'restore this file from a backup; the data files are not touched',
      cause,
    })
  }
}

/** The log kept in a storage, below `_log/`. */
export function lakeLog(storage: Storage): Log {
  async function json<T>(key: string): Promise<T | undefined> {
    const bytes = await storage.get(key)
    return bytes && parsed<T>(key, bytes)
  }

  const read = (seq: number): Promise<Commit | undefined> => json<Commit>(commitKey(seq))

  /** The newest checkpoint that is not newer than `seq`; checkpoints stand at known numbers, so none is searched. */
  async function checkpoint(seq: number): Promise<LakeState> {
    for (let at = seq - (seq % CHECKPOINT_INTERVAL); at > 0; at -= CHECKPOINT_INTERVAL) {
      const state = await json<LakeState>(checkpointKey(at))
      if (state) return state
    }
    return emptyState
  }

  async function newestCheckpoint(): Promise<LakeState> {
    const hint = await json<{ checkpoint: number }>(HINT)
    return hint ? checkpoint(hint.checkpoint) : emptyState
  }

  /** Follows the log from a state, to `seq` or to its end. */
  async function follow(state: LakeState, seq = Number.POSITIVE_INFINITY): Promise<LakeState> {
    let current = state
    while (current.seq < seq) {
      const commit = await read(current.seq + 1)
      if (!commit) break
      current = after(current, commit)
    }
    return current
  }

  async function exists(): Promise<boolean> {
    return (await storage.get(MARKER)) !== undefined
  }

  async function head(): Promise<LakeState> {
    return follow(await newestCheckpoint())
  }

  /** Writes the checkpoint that is due; also the one that a writer left out when it died right after its commit. */
  async function keepCheckpoints(seq: number): Promise<void> {
    const due = seq - (seq % CHECKPOINT_INTERVAL)
    const hint = await json<{ checkpoint: number }>(HINT)
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
        const there = await json<Commit>(key)
        if (there?.id !== commit.id) return false
      }
      await keepCheckpoints(commit.seq)
      return true
    },
  }
}
