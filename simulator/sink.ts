import { mkdir, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Where objects go. Keys are relative to the root of the raw data, with `/` between folders. */
export interface ObjectSink {
  put(key: string, bytes: Uint8Array): Promise<void>
}

/**
 * Writes objects as files. A file appears under its name only when it is whole: a reader never sees half an object.
 * @throws whatever the file system says, from `put`.
 */
export function folderSink(dir: string): ObjectSink {
  const made = new Set<string>()
  return {
    async put(key, bytes) {
      const path = join(dir, ...key.split('/'))
      const folder = dirname(path)
      const partial = join(folder, `.${basename(path)}.partial`)
      if (!made.has(folder)) await mkdir(folder, { recursive: true })
      made.add(folder)
      await writeFile(partial, bytes)
      await rename(partial, path)
    },
  }
}

/**
 * Parts a delivery in two by when it arrived, which keys say: that of the oldest record of an object. What has no such key is
 * of the first part.
 * @param hour the first of the second part: `YYYY/MM/DD/HH`, UTC
 */
export const splitSink = (earlier: ObjectSink, later: ObjectSink, hour: string): ObjectSink => ({
  put(key, bytes) {
    const [arrived = ''] = /\d{4}\/\d\d\/\d\d\/\d\d(?=\/)/.exec(key) ?? []
    return (arrived >= hour ? later : earlier).put(key, bytes)
  },
})
