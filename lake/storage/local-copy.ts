import { createHash } from 'node:crypto'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * A file of this machine for an object of a store that is kept in memory; its place is named by the content. It
 * appears whole, so that several readers at once never see it half-written.
 */
export async function localCopy(scratch: string, key: string, bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(`${key}\0`).update(bytes).digest('hex')
  // The whole key stands in the path: readers take the partition from it.
  const path = join(scratch, hash, ...key.split('/'))
  const there = await stat(path).catch(() => undefined)
  if (there) return path
  await mkdir(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `.${process.pid}-${process.hrtime.bigint()}`)
  await writeFile(temporary, bytes)
  await rename(temporary, path)
  return path
}
