import { realpath } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { rawFolder } from '../lake/raw/folder.ts'
import type { RawStore } from '../lake/raw/raw.ts'
import { folderStorage } from '../lake/storage/folder.ts'
import type { Storage } from '../lake/storage/storage.ts'
import { LakeError } from '../schema/error.ts'
import type { Config } from './config.ts'
import { s3Lake, s3Raw } from './s3.ts'
import { s3Address } from './s3-address.ts'
import { unique, userScratch } from './scratch.ts'

/**
 * The raw side in a folder or in S3; whether there is one is not looked at.
 * @param scratch a folder of this machine for what is not on it
 */
export async function rawAt(path: string, config: Config, scratch: string): Promise<RawStore> {
  const address = s3Address(path)
  return address ? s3Raw(address, config, scratch) : rawFolder(path)
}

/** The raw side as a place to put objects: for an import, nothing else writes there. Encrypted as the bucket is set. */
export async function rawPlace(
  path: string,
  config: Config,
): Promise<{ readonly storage: Storage; close(): void }> {
  const address = s3Address(path)
  if (!address) return { storage: folderStorage(path, unique), close: () => {} }
  return s3Lake(address, { ...config, s3: { ...config.s3, kms_key_id: undefined } })
}

/** Gives the raw side of a root that the ledger names, if it can be reached from here; of each root the same one. */
export function rawSides(config: Config): (root: string) => Promise<RawStore | undefined> {
  const opened = new Map<string, Promise<RawStore | undefined>>()
  async function open(root: string): Promise<RawStore | undefined> {
    if (root.startsWith('file:')) return rawFolder(fileURLToPath(root))
    return s3Address(root) ? rawAt(root, config, userScratch()) : undefined
  }
  return root => {
    const raw = opened.get(root) ?? open(root)
    opened.set(root, raw)
    return raw
  }
}

/** The place itself, for whatever link leads there, with a slash at its end. */
async function placeOf(path: string): Promise<string> {
  const address = s3Address(path)
  if (address) return `s3://${address.bucket}/${address.prefix}`.replace(/\/?$/, '/')
  return `${await realpath(path).catch(() => path)}/`
}

/** No run writes to the raw side, and a lake is no raw side: neither may lie within the other. */
export async function checkApart(lake: string, raw: string): Promise<void> {
  const [one, other] = await Promise.all([placeOf(lake), placeOf(raw)])
  if (!one.startsWith(other) && !other.startsWith(one)) return
  throw new LakeError({
    what: 'the lake and the raw side lie within each other',
    value: `lake ${one}, raw ${other}`,
    allowed: 'two places side by side',
    remedy: 'choose another one with --lake or --raw',
  })
}
