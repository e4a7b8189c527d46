import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RawStore } from '../lake/raw/raw.ts'
import type { S3Place } from '../lake/storage/s3.ts'
import type { Storage } from '../lake/storage/storage.ts'
import { beforeAws } from './aws.ts'
import type { Config } from './config.ts'
import type { S3Address } from './s3-address.ts'
import { passing, sweepScratch, userCache } from './scratch.ts'

/** What is kept of lakes unless it is said otherwise. */
const CACHE_MB = 10_240

/** Whether buckets are known by path only, as servers other than AWS' own know them. @param endpoint as configured */
export const isByPath = (endpoint?: string): boolean =>
  Boolean(endpoint ?? (process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL))

/** How S3 is reached: as configured, else as the environment says. */
export function clientOf({ s3: { region, endpoint } }: Config): NonNullable<S3Place['client']> {
  beforeAws()
  return { ...(region && { region }), ...(endpoint && { endpoint }), forcePathStyle: isByPath(endpoint) }
}

/** Folders that go when they are closed, at the latest when the process ends. */
const passingFolders = new Set<string>()

function closeFolder(path: string): void {
  passingFolders.delete(path)
  rmSync(path, { recursive: true, force: true })
}

/** Says that a folder is to go; gives what makes it go before the process ends. */
function passingFolder(path: string): () => void {
  // One listener for all: a process that lives long, such as a warm Lambda, makes many.
  if (!process.listeners('exit').includes(closeFolders)) process.on('exit', closeFolders)
  passingFolders.add(path)
  return () => closeFolder(path)
}

function closeFolders(): void {
  for (const path of passingFolders) closeFolder(path)
}

/** A lake in S3; what is read of it lies on this machine until it is closed. */
export async function s3Lake(
  { bucket, prefix }: S3Address,
  config: Config,
): Promise<{ readonly storage: Storage; readonly fetched_to: string; close(): void }> {
  const { s3Storage } = await import('../lake/storage/s3.ts')
  const [kept, readers] = [join(userCache(), 'files'), join(userCache(), 'held')]
  await sweepScratch(readers)
  const held = join(readers, passing('held'))
  const { kms_key_id, cache_mb = CACHE_MB } = config.s3
  const cache = { kept, held, most_bytes: cache_mb * 1024 * 1024 }
  const storage = s3Storage({ bucket, prefix, kms_key_id, client: clientOf(config), cache })
  return { storage, fetched_to: held, close: passingFolder(held) }
}

/** A raw side in S3. @param scratch where objects lie while they are read */
export async function s3Raw(
  { bucket, prefix }: S3Address,
  config: Config,
  scratch: string,
): Promise<RawStore> {
  const { rawS3 } = await import('../lake/raw/s3.ts')
  const { look_back_hours } = config.s3
  const look_back_ms = look_back_hours === undefined ? undefined : look_back_hours * 3_600_000
  return rawS3({
    ...{ bucket, prefix, client: clientOf(config), look_back_ms },
    scratch: () => {
      const path = join(scratch, passing('raw'))
      return { path, remove: passingFolder(path) }
    },
  })
}
