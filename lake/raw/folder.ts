import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LakeError } from '../../schema/error.ts'
import type { RawObject, RawStore } from './raw.ts'

/** File systems stamp with a coarser clock than ours, and another machine's clock can be behind. */
const CLOCK_SLACK_MS = 60_000

/** Hive and Athena do not see such names either; `truth.json` is the simulator's answer book, not a record. */
const ignoredByDefault = (name: string): boolean =>
  name.startsWith('.') || name.startsWith('_') || name === 'truth.json'

/**
 * Raw objects in a folder, nested as deep as one likes.
 *
 * What is new is found without looking at every file: a folder's change time moves when a name is added, so of a
 * folder that has not changed only the sub-folders are visited. The change time, not the modification time, because
 * copying tools set the latter back.
 */
export function rawFolder(path: string, ignored: (name: string) => boolean = ignoredByDefault): RawStore {
  const base = resolve(path)

  async function* walk(folder: string, prefix: string, after_ms: number): AsyncIterable<RawObject> {
    const entries = await readdir(folder, { withFileTypes: true })
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    const found = await stat(folder)
    const changed = Math.max(found.ctimeMs, found.mtimeMs) >= after_ms
    for (const entry of entries) {
      if (ignored(entry.name)) continue
      const at = join(folder, entry.name)
      const key = prefix + entry.name
      if (entry.isDirectory()) yield* walk(at, `${key}/`, after_ms)
      else if (changed) {
        const file = await stat(at)
        if (!file.isFile()) continue
        yield {
          key,
          size_bytes: file.size,
          etag: `${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}`,
          modified_at_ms: file.mtimeMs,
        }
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
      yield* walk(base, '', after_ms)
    },
    async local(key) {
      return join(base, ...key.split('/'))
    },
  }
}
