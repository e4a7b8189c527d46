import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LakeError } from '../../schema/error.ts'
import { ignored } from './ignored.ts'
import type { RawObject, RawStore } from './raw.ts'

/** File systems stamp with a coarser clock than ours, and another machine's clock can be behind. */
const CLOCK_SLACK_MS = 60_000

/** The folder itself, for whatever link leads there: the same objects must not count as others. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** A name that leads nowhere is given all the same: reading it fails, and says so. */
function followed(path: string): Stats {
  try {
    return statSync(path)
  } catch {
    return lstatSync(path)
  }
}

/**
 * Raw objects in a folder, nested as deep as one likes. Links are followed.
 *
 * What is new is found without looking at every file: a folder's change time moves when a name is added, so of a
 * folder that has not changed only the sub-folders are visited. The change time, not the modification time, because
 * copying tools set the latter back. A folder that may have been moved to where it is, is looked at whole, for a move
 * changes the times of nothing below it.
 *
 * Names are read without leaving the thread: there is nothing else to do meanwhile, and waiting for each of thousands
 * takes many times as long as the answer.
 */
export function rawFolder(path: string): RawStore {
  const base = real(resolve(path))
  const pathOf = (key: string): string => join(base, ...key.split('/'))

  const objectOf = (key: string, file: Stats, listed_until_ms: number): RawObject => ({
    key,
    size_bytes: file.size,
    etag: `${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}`,
    modified_at_ms: file.mtimeMs,
    listed_until_ms,
  })

  /** @param above the folders on the way, by device and inode: a link may lead back to one of them */
  async function* walk(
    folder: string,
    prefix: string,
    after_ms: number,
    parentChanged: boolean,
    above: readonly string[],
  ): AsyncIterable<RawObject> {
    const found = statSync(folder)
    const identity = `${found.dev}:${found.ino}`
    if (above.includes(identity)) return
    const changed_ms = Math.max(found.ctimeMs, found.mtimeMs)
    const from_ms = parentChanged && found.ctimeMs >= after_ms ? 0 : after_ms
    const entries = readdirSync(folder, { withFileTypes: true })
    // Keys are ordered as a whole, in which a folder's name is followed by a slash.
    const sortable = (entry: (typeof entries)[number]): string =>
      entry.name + (entry.isDirectory() ? '/' : '')
    entries.sort((a, b) => (sortable(a) < sortable(b) ? -1 : 1))
    for (const entry of entries) {
      if (ignored(entry.name)) continue
      const at = join(folder, entry.name)
      const key = prefix + entry.name
      const linked = entry.isSymbolicLink() ? followed(at) : undefined
      if (entry.isDirectory() || linked?.isDirectory()) {
        yield* walk(at, `${key}/`, from_ms, found.mtimeMs >= after_ms, [...above, identity])
      } else if (changed_ms >= from_ms) {
        const file = linked ?? statSync(at)
        if (file.isFile() || file.isSymbolicLink()) yield objectOf(key, file, changed_ms)
      }
    }
  }

  return {
    root: pathToFileURL(base).href,
    async *list(changed_after_ms) {
      const found = await stat(base).catch(() => undefined)
      if (!found?.isDirectory()) {
        throw new LakeError({
          what: 'the raw folder cannot be read',
          value: base,
          allowed: 'a folder that holds what Firehose delivered, nested as deep as you like',
          remedy:
            'give an existing folder with --raw, or make sample data with: connect-lake simulate --out DIR',
        })
      }
      const after_ms = changed_after_ms === undefined ? 0 : changed_after_ms - CLOCK_SLACK_MS
      // Above the root nothing is known: that it was put where it is shows in a change without a new name.
      yield* walk(base, '', after_ms, found.mtimeMs < after_ms, [])
    },
    async find(key) {
      const file = await stat(pathOf(key)).catch(() => undefined)
      return file?.isFile() ? objectOf(key, file, file.ctimeMs) : undefined
    },
    // What clocks differ by is in the slack.
    ahead_ms: async () => 0,
    // They are files of this machine already.
    hold: async keys => ({ paths: keys.map(pathOf), release: async () => {} }),
  }
}
