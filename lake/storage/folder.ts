import { link, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { LakeError } from '../../schema/error.ts'
import { checkedKey } from './key.ts'
import type { Storage, StoredObject } from './storage.ts'

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

/** Makes a name durable: a file's bytes can be on disk while the folder still does not know of it. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Links a file to a name; false when the name is taken. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Makes a name appear, and makes it durable, with every folder that had to be made for it. */
async function place<T>(path: string, appear: () => Promise<T>): Promise<T> {
  const first = await mkdir(dirname(path), { recursive: true })
  const result = await appear()
  const last = first === undefined ? dirname(path) : dirname(first)
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    await syncFolder(folder)
    if (folder === last) return result
  }
}

/**
 * A lake in a folder. Files are written beside their place, synced, then put there by one rename or link: a reader
 * sees the old bytes, the new ones or none. What a crash leaves behind lies in `_scratch` and is never read.
 *
 * @param root   the folder; it is made when something is first written
 * @param unique gives a new name for each temporary file, also across processes
 */
export function folderStorage(root: string, unique: () => string): Storage {
  const base = resolve(root)
  // To the engine a folder named dt=… is a column, and a path with a pattern in it is every file that fits.
  if (/[=*?[]/.test(base)) {
    throw new LakeError({
      what: 'a lake cannot lie here: engines read more into this path than a place',
      value: base,
      allowed: 'a path without = * ? [',
      remedy: 'choose another folder for the lake',
    })
  }
  const pathOf = (key: string): string => join(base, ...checkedKey(key).split('/'))

  /** Writes the bytes to a temporary file, synced, and hands its path on; removes it whatever happens. */
  async function staged<T>(bytes: Uint8Array, then: (path: string) => Promise<T>): Promise<T> {
    const path = join(base, '_scratch', unique())
    await mkdir(dirname(path), { recursive: true })
    try {
      const handle = await open(path, 'wx')
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      return await then(path)
    } finally {
      await rm(path, { force: true })
    }
  }

  async function* walk(folder: string): AsyncIterable<StoredObject> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(error => {
      if (codeOf(error) === 'ENOENT') return []
      throw error
    })
    // Stores sort by the whole key, in which a folder's name is followed by a slash.
    const sortable = (entry: (typeof entries)[number]): string =>
      entry.name + (entry.isDirectory() ? '/' : '')
    entries.sort((a, b) => (sortable(a) < sortable(b) ? -1 : 1))
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) yield* walk(path)
      else {
        const found = await stat(path).catch(() => undefined)
        const key = relative(base, path).split(sep).join('/')
        if (found) yield { key, size_bytes: found.size, modified_at_ms: found.mtimeMs }
      }
    }
  }

  return {
    location: base,

    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EISDIR') return undefined
        throw error
      }
    },

    async put(key, bytes) {
      const path = pathOf(key)
      await staged(bytes, temporary => place(path, () => rename(temporary, path)))
    },

    async putIfAbsent(key, bytes) {
      const path = pathOf(key)
      // link, not rename: rename would replace what another writer put there a moment ago.
      return staged(bytes, temporary => place(path, () => linked(temporary, path)))
    },

    async *list(prefix) {
      // Only the folder that the prefix names is walked; the rest of the prefix filters its names.
      const cut = prefix.lastIndexOf('/')
      const folder = cut < 0 ? base : pathOf(prefix.slice(0, cut))
      for await (const object of walk(folder)) if (object.key.startsWith(prefix)) yield object
    },

    async copy(from, to) {
      // Not made by us: a second try after a lost answer.
      await place(pathOf(to), () => linked(pathOf(from), pathOf(to)))
    },

    async upload(file, key) {
      const path = pathOf(key)
      await syncFile(file)
      await place(path, () => rename(file, path))
    },

    async remove(keys) {
      for (const key of keys) {
        const path = pathOf(key)
        await rm(path, { force: true })
        // Folders are no objects: those left empty go, too, up to the root.
        for (
          let folder = dirname(path);
          folder !== base && folder.startsWith(base);
          folder = dirname(folder)
        ) {
          const gone = await rmdir(folder).then(
            () => true,
            () => false,
          )
          if (!gone) break
        }
      }
    },

    // What a killed upload leaves lies in scratch.
    giveUpUploads: async () => 0,

    async local(key) {
      return pathOf(key)
    },
  }
}
