import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { LakeError } from '../schema/error.ts'

/** A folder that a command makes. */
export interface Written {
  /** What was in it before, in words of a message: `an earlier report`. */
  readonly earlier: string
  /** Whether these are the entries of such a one. */
  isEarlier(entries: readonly string[]): boolean
  /** The flag that names the folder. */
  readonly flag: string
}

/**
 * Makes a folder in which nothing but the whole of it is ever to be seen. One that was made before is replaced.
 * @param write puts into an empty folder what is to be in it
 * @throws LakeError when the folder holds something else
 */
export async function writeFolder(
  to: string,
  { earlier, isEarlier, flag }: Written,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = resolve(to)
  const entries = existsSync(folder) ? await readdir(folder) : []
  if (entries.length > 0 && !isEarlier(entries))
    throw new LakeError({
      what: 'the folder holds something else',
      value: to,
      allowed: `a folder that is not there yet, an empty one, or one with ${earlier}`,
      remedy: `name another folder with ${flag}`,
    })
  await mkdir(dirname(folder), { recursive: true })
  const made = await mkdtemp(`${folder}.`)
  try {
    await write(made)
    await rm(folder, { recursive: true, force: true })
    await rename(made, folder)
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}
