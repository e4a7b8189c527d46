import { createHash } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * A file of this machine for an object of a store whose objects are not files. It appears whole, so that several readers
 * at once never see it half-written.
 *
 * @param identity tells objects apart; the same is not written twice
 * @param write    writes the bytes to the path given
 */
export async function localFile(
  scratch: string,
  identity: string,
  key: string,
  write: (path: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256').update(identity).digest('hex')
  // The whole key stands in the path: readers take the partition from it.
  const path = join(scratch, hash, ...key.split('/'))
  const there = await stat(path).then(
    () => true,
    () => false,
  )
  if (there) return path
  await mkdir(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `.${process.pid}-${process.hrtime.bigint()}`)
  try {
    await write(temporary)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return path
}

/** The same for bytes that are at hand: its place is named by the content. */
export function localCopy(scratch: string, key: string, bytes: Uint8Array): Promise<string> {
  const content = createHash('sha256').update(bytes).digest('hex')
  return localFile(scratch, `${key}\0${content}`, key, path => writeFile(path, bytes))
}
