import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
  type S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { arrivalFolder } from '../../schema/arrival-prefix.ts'
import { asked } from '../aws/failure.ts'
import { download, type ListedObject, listed, s3Client } from '../aws/s3.ts'
import { turns } from '../storage/turns.ts'
import { ignored } from './ignored.ts'
import type { RawObject, RawStore } from './raw.ts'

/** A folder that goes with all that is in it, at the latest with the process. */
export interface ScratchFolder {
  readonly path: string
  remove(): void
}

/** Where raw objects lie in S3, and how to reach them. */
export interface RawS3Place {
  readonly bucket: string
  /** What their keys begin with, without a slash at its ends; '' for the whole bucket. */
  readonly prefix: string
  /** Region, credentials and endpoint where they are not those of the environment. */
  readonly client?: S3ClientConfig
  /** A folder of this machine for objects while they are read, of its own at each call; nothing has to be there. */
  readonly scratch: () => ScratchFolder
  /** How long after the time of its arrival folder an object may still appear. */
  readonly look_back_ms?: number | undefined
}

/**
 * Two days: Firehose tries for 24 hours to deliver what it has buffered for up to 15 minutes, the folders of a delivery
 * stream with a time zone of its own are up to 12 hours behind, and the rest is for clocks.
 */
export const LOOK_BACK_MS = 48 * 3_600_000

/** Objects that are fetched at once: small ones are waited for, not transferred. */
const MOST_FETCHED = 16

/** More folders than these at one place are no layout, but keys that were made of data: listing all is cheaper. */
const MOST_FOLDERS = 100

/** Objects and folders of one place, in the order of their names. */
async function placesIn(s3: S3Client, Bucket: string, Prefix: string) {
  const objects: ListedObject[] = []
  const folders: string[] = []
  for await (const page of listed(s3, { Bucket, Prefix, Delimiter: '/' })) {
    objects.push(...page.objects)
    folders.push(...page.folders)
  }
  return { objects, folders }
}

/**
 * Raw objects in S3. What is new is found by key: folders whose time of arrival was over before the look-back are not
 * listed, so the number of requests depends on what is new, and not on what has ever arrived. Folders without a time,
 * such as those of several delivery streams, are listed each time.
 *
 * Times are compared with times of the same clock, that of S3, by which the look is dated, too: whose clock here goes
 * wrong does not matter.
 */
export function rawS3({
  bucket,
  prefix,
  client,
  scratch,
  look_back_ms = LOOK_BACK_MS,
}: RawS3Place): RawStore {
  const s3 = s3Client(client)
  const base = prefix === '' ? '' : `${prefix}/`
  const at = (key: string) => ({ Bucket: bucket, Key: base + key })
  const resource = (key: string): string => `s3://${bucket}/${base}${key}`
  const inTurn = turns(MOST_FETCHED)

  /** The object, unless it is none: names that are not looked at, and folders that a console has made. */
  function objectOf({ key: whole, size_bytes, etag, modified_at_ms }: ListedObject): RawObject | undefined {
    const key = whole.slice(base.length)
    const names = key.split('/')
    if (names.some(ignored) || key.endsWith('/')) return undefined
    const folders = names.slice(0, -1).map((_, i) => `${names.slice(0, i + 1).join('/')}/`)
    const over = folders.map(folder => arrivalFolder(folder)?.over_ms ?? Number.POSITIVE_INFINITY)
    const listed_until_ms = Math.min(modified_at_ms, ...over) + look_back_ms
    return { key, size_bytes, etag, modified_at_ms, listed_until_ms }
  }

  async function* everything(folder: string): AsyncGenerator<RawObject> {
    for await (const page of listed(s3, { Bucket: bucket, Prefix: base + folder })) {
      for (const found of page.objects) {
        const object = objectOf(found)
        if (object) yield object
      }
    }
  }

  /** What may have appeared after the moment. @param folder with the slash at its end; '' for all */
  async function* since(from_ms: number, folder: string): AsyncGenerator<RawObject> {
    const { objects, folders } = await placesIn(s3, bucket, base + folder)
    const own = folders
      .map(path => path.slice(base.length))
      .filter(path => !ignored(path.split('/').at(-2) ?? ''))
    if (own.filter(path => !arrivalFolder(path)).length > MOST_FOLDERS) return yield* everything(folder)
    const entries = [...objects.flatMap(found => objectOf(found) ?? []), ...own.map(key => ({ key }))]
    for (const entry of entries.sort((a, b) => (a.key < b.key ? -1 : 1))) {
      if ('etag' in entry) yield entry
      else {
        const arrival = arrivalFolder(entry.key)
        if (arrival && arrival.over_ms < from_ms) continue
        yield* arrival?.of === 'day' ? everything(entry.key) : since(from_ms, entry.key)
      }
    }
  }

  return {
    root: resource('').replace(/\/$/, ''),

    async *list(changed_after_ms) {
      if (changed_after_ms === undefined) return yield* everything('')
      const from_ms = changed_after_ms - look_back_ms
      for await (const object of since(from_ms, '')) {
        if (object.listed_until_ms >= changed_after_ms) yield object
      }
    },

    async ahead_ms() {
      const look = new ListObjectsV2Command({ Bucket: bucket, Prefix: base, MaxKeys: 1 })
      await asked('s3:ListBucket', resource(''), s3.send(look))
      // The SDK notes it at every answer, for requests are signed with the time.
      return s3.config.systemClockOffset
    },

    async find(key) {
      const head = new HeadObjectCommand(at(key))
      const found = s3.send(head).catch(error => {
        if (error instanceof NotFound) return undefined
        throw error
      })
      const {
        ETag = '',
        ContentLength = 0,
        LastModified,
      } = (await asked('s3:GetObject', resource(key), found)) ?? {}
      return (
        LastModified &&
        objectOf({
          key: base + key,
          size_bytes: ContentLength,
          etag: ETag.replaceAll('"', ''),
          modified_at_ms: LastModified.getTime(),
        })
      )
    },

    async hold(keys) {
      const { path: folder, remove } = scratch()
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const release = async () => remove()
      // By number: keys may have names that no file system takes.
      const paths = keys.map((_, i) => join(folder, String(i)))
      const fetched = keys.map((key, i) => inTurn(() => download(s3, at(key), paths[i] as string)))
      try {
        await Promise.all(fetched)
      } catch (error) {
        await Promise.allSettled(fetched)
        await release()
        throw error
      }
      return { paths, release }
    },
  }
}
