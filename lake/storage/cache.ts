import { createHash } from 'node:crypto'
import { link, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LakeError } from '../../schema/error.ts'

/** Where copies of objects lie on this machine. Both folders have to be on one file system. */
export interface CachePlace {
  /** What is kept from one process to the next; several may use it at once. */
  readonly kept: string
  /** What this reader holds; a folder of its own, to be removed when it has read. */
  readonly held: string
  /** How much may be kept. */
  readonly most_bytes: number
}

/** Files of this machine for objects of a store that never change. */
export interface ObjectCache {
  /**
   * A path that ends in the key, at which the object can be read as long as the reader's folder is there.
   * @param fetch writes the object to the path given; asked only where it is not at hand
   */
  file(key: string, size_bytes: number, fetch: (path: string) => Promise<void>): Promise<string>
  /** Keeps a file that was just stored, so that it need not be fetched; the file itself stays where it is. */
  keep(key: string, file: string): Promise<void>
  /** Says that the store has the same content under a second key. */
  keepAs(from: string, to: string): Promise<void>
}

/** Gives another name to a file; false where that cannot be, which only costs time. */
const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    () => false,
  )

/** A part of the room is left free, so that it is not made anew for every file. */
const FULL = 0.9

const wrongSize = (key: string, size_bytes: number, found: number): LakeError =>
  new LakeError({
    what: 'a data file of the lake is not the one that was written',
    value: `${key}: ${found} bytes`,
    allowed: `${size_bytes} bytes, as the log says`,
    remedy: 'restore the file, or go back to a commit before it with: connect-lake rollback',
  })

/**
 * Keeps copies from one process to the next, and forgets those first that were not used for the longest time. A reader
 * holds a file by a link of its own, so what is forgotten meanwhile, by any process, stays readable to it.
 *
 * @param identity tells the store from others that use the same folder
 */
export function objectCache(identity: string, { kept, held, most_bytes }: CachePlace): ObjectCache {
  const placeOf = (key: string): string =>
    join(kept, createHash('sha256').update(`${identity}\0${key}`).digest('hex'))
  const asked = new Map<string, Promise<string>>()
  /** How much may still come before it is looked what is there. */
  let room_bytes = 0

  async function makeRoom(): Promise<void> {
    const names = await readdir(kept)
    const found = await Promise.all(
      names.map(async name => {
        const path = join(kept, name)
        const { size = 0, mtimeMs = 0 } = (await stat(path).catch(() => undefined)) ?? {}
        return { path, size, mtimeMs }
      }),
    )
    let sum = found.reduce((total, { size }) => total + size, 0)
    for (const { path, size } of found.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (sum <= FULL * most_bytes) break
      await rm(path, { force: true })
      sum -= size
    }
    room_bytes = most_bytes - sum
  }

  async function keep(key: string, file: string): Promise<void> {
    await mkdir(kept, { recursive: true, mode: 0o700 })
    if (!(await linked(file, placeOf(key)))) return
    room_bytes -= (await stat(file)).size
    if (room_bytes < 0) await makeRoom()
  }

  async function fileOf(
    key: string,
    size_bytes: number,
    fetch: (path: string) => Promise<void>,
  ): Promise<string> {
    // The whole key stands in the path: readers take the partition from it.
    const path = join(held, ...key.split('/'))
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    if (await linked(placeOf(key), path)) {
      if ((await stat(path)).size === size_bytes) {
        const now = new Date()
        await utimes(path, now, now)
        return path
      }
      await Promise.all([path, placeOf(key)].map(wrong => rm(wrong, { force: true })))
    }
    const part = `${path}.part`
    await fetch(part)
    const { size } = await stat(part)
    if (size !== size_bytes) throw wrongSize(key, size_bytes, size)
    await rename(part, path)
    await keep(key, path)
    return path
  }

  return {
    keep,
    async keepAs(from, to) {
      await linked(placeOf(from), placeOf(to))
    },
    file(key, size_bytes, fetch) {
      const known = asked.get(key)
      if (known) return known
      const file = fileOf(key, size_bytes, fetch)
      asked.set(key, file)
      // What failed is tried again by the next who asks.
      file.catch(() => asked.delete(key))
      return file
    },
  }
}
