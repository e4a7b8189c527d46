import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import {
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { asked, failure } from './failure.ts'
import { instrumented } from './instrument.ts'

/** A connection over which nothing comes for so long is broken. */
const SILENCE_MS = 60_000

/** As S3 refuses a request for its time. */
const ABOUT_TIME: readonly (number | undefined)[] = [400, 403]

/**
 * A client that is patient: throttled and broken requests are sent again, each time later. Not in the adaptive mode of the
 * SDK, which would slow down whatever comes after, too.
 */
export function s3Client(config: S3ClientConfig = {}): S3Client {
  const client = new S3Client({
    ...{ retryMode: 'standard', maxAttempts: 8 },
    requestHandler: { connectionTimeout: 10_000, socketTimeout: SILENCE_MS },
    ...config,
  })
  // Where the clock was off the SDK takes any error for one of the clock, and asks again for what is not there.
  client.middlewareStack.addRelativeTo(
    <A, O>(next: (args: A) => Promise<O>) =>
      async (args: A): Promise<O> => {
        try {
          return await next(args)
        } catch (error) {
          const { name, $metadata } = error as {
            name?: string
            $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean }
          }
          if ($metadata && !ABOUT_TIME.includes($metadata.httpStatusCode))
            $metadata.clockSkewCorrected = false
          // Nor does it ask again when the clock was set right meanwhile, and it is what the SDK adds that is wrong now.
          if ($metadata && name === 'RequestTimeTooSkewed') $metadata.clockSkewCorrected = true
          throw error
        }
      },
    { name: 'notEveryErrorIsOfTheClock', relation: 'after', toMiddleware: 'retryMiddleware' },
  )
  return instrumented(client)
}

/** An object of a listing. */
export interface ListedObject {
  readonly key: string
  readonly size_bytes: number
  readonly etag: string
  /** By the clock of S3. Of an object that came in parts: when its first part was begun. */
  readonly modified_at_ms: number
}

/** A thousand names at most, in the order of the bytes of their UTF-8: objects, and folders where a delimiter is given. */
export interface Page {
  readonly objects: readonly ListedObject[]
  /** With the slash at their ends. */
  readonly folders: readonly string[]
}

/** Keys may hold what XML cannot, so they come as in a URL. */
const unquoted = (key: string | undefined): string => decodeURIComponent((key ?? '').replaceAll('+', ' '))

/** What lies below a prefix, page by page; with the delimiter only what lies right below it. */
export async function* listed(
  s3: S3Client,
  place: { readonly Bucket: string; readonly Prefix: string; readonly Delimiter?: '/' },
): AsyncGenerator<Page> {
  const pages = paginateListObjectsV2({ client: s3 }, { ...place, EncodingType: 'url' })
  const resource = `s3://${place.Bucket}/${place.Prefix}`
  for (;;) {
    const { done, value } = await asked('s3:ListBucket', resource, pages.next())
    if (done) return
    yield {
      objects: (value.Contents ?? []).map(({ Key, Size = 0, ETag = '', LastModified }) => ({
        key: unquoted(Key),
        size_bytes: Size,
        etag: ETag.replaceAll('"', ''),
        modified_at_ms: LastModified?.getTime() ?? 0,
      })),
      folders: (value.CommonPrefixes ?? []).map(({ Prefix }) => unquoted(Prefix)),
    }
  }
}

/** So often the rest of a body is asked for, before it is given up. */
const MOST_BREAKS = 5
const FIRST_PAUSE_MS = 50

/** An object that is being read. */
export interface Body {
  readonly size_bytes: number
  readonly chunks: AsyncIterable<Uint8Array>
}

/**
 * Opens an object; undefined where there is none. When the connection breaks on the way, the rest is asked for, of the
 * very same content: a large object need not come in one go, and one that was replaced meanwhile is an error.
 */
export async function bodyOf(s3: S3Client, at: { Bucket: string; Key: string }): Promise<Body | undefined> {
  const resource = `s3://${at.Bucket}/${at.Key}`
  const get = (rest: { Range?: string; IfMatch?: string }) =>
    asked('s3:GetObject', resource, s3.send(new GetObjectCommand({ ...at, ...rest })))

  const found = await get({}).catch(error => {
    if (error.cause instanceof NoSuchKey) return undefined
    throw error
  })
  if (!found) return undefined
  const { ETag = '', ContentLength: size_bytes = 0 } = found

  async function* chunks(): AsyncGenerator<Uint8Array> {
    let body = found?.Body as Readable
    let read = 0
    for (let breaks = 0; ; breaks++) {
      try {
        for await (const chunk of body) {
          read += chunk.length
          yield chunk
        }
        if (read === size_bytes) return
        throw new Error(`the connection broke after ${read} of ${size_bytes} bytes`)
      } catch (error) {
        if (read >= size_bytes || breaks === MOST_BREAKS) throw failure(error, 's3:GetObject', resource)
      }
      await pause(FIRST_PAUSE_MS * 2 ** breaks)
      body = (await get({ Range: `bytes=${read}-`, IfMatch: ETag })).Body as Readable
    }
  }
  return { size_bytes, chunks: chunks() }
}

/** Writes an object, which has to be there, to a file. */
export async function download(
  s3: S3Client,
  at: { Bucket: string; Key: string },
  path: string,
): Promise<void> {
  const body = await bodyOf(s3, at)
  if (body) return pipeline(body.chunks, createWriteStream(path))
  const missing = { name: 'NoSuchKey', message: 'nothing is there', $metadata: { httpStatusCode: 404 } }
  throw failure(missing, 's3:GetObject', `s3://${at.Bucket}/${at.Key}`)
}
