import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  type MultipartUpload,
  PutObjectCommand,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { asked, failure } from '../aws/failure.ts'
import { bodyOf, download, listed, s3Client } from '../aws/s3.ts'
import { type CachePlace, objectCache } from './cache.ts'
import { checkedKey } from './key.ts'
import { putOnce } from './put-once.ts'
import type { Storage } from './storage.ts'
import { turns } from './turns.ts'

/** A place in S3, and how to reach it. */
export interface S3Place {
  readonly bucket: string
  /** What all keys of the lake begin with, without a slash at its ends; '' for the whole bucket. */
  readonly prefix: string
  /** The KMS key that objects are encrypted with; without one the bucket's own setting holds. */
  readonly kms_key_id?: string | undefined
  /** Region, credentials and endpoint where they are not those of the environment. */
  readonly client?: S3ClientConfig
  /** Where data files lie on this machine: the objects of a lake whose keys are read as files never change. */
  readonly cache: CachePlace
}

/** DeleteObjects takes no more. */
const MOST_REMOVED = 1000

/** S3 takes parts from 5 MiB on; four are in memory at once. */
const PART_BYTES = 16 * 1024 * 1024

/** Data files that are fetched at once. */
const MOST_FETCHED = 8

/**
 * A lake in S3. An object appears when its last byte has arrived, so nothing half-written is ever seen; a put that
 * must be the only one is told from others by S3 itself (`If-None-Match`).
 */
export function s3Storage({ bucket, prefix, kms_key_id, client, cache: place }: S3Place): Storage {
  const s3 = s3Client(client)
  // Whose answer is lost has to be known: a second try of our own put is refused as if another had been faster.
  const once = s3Client({ ...client, maxAttempts: 1 })
  const root = prefix === '' ? '' : `${prefix}/`
  const at = (key: string) => ({ Bucket: bucket, Key: root + checkedKey(key) })
  const resource = (key: string): string => `s3://${bucket}/${root}${key}`
  const encrypted = kms_key_id
    ? ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kms_key_id, BucketKeyEnabled: true } as const)
    : {}
  const cache = objectCache(resource(''), place)
  const inTurn = turns(MOST_FETCHED)

  async function get(key: string): Promise<Uint8Array | undefined> {
    const body = await bodyOf(s3, at(key))
    if (!body) return undefined
    const chunks: Uint8Array[] = []
    for await (const chunk of body.chunks) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  /** Uploads in parts that were begun and not ended. */
  async function* uploadsIn(Bucket: string, Prefix: string): AsyncGenerator<MultipartUpload> {
    let after: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {}
    for (let more = true; more; ) {
      const list = new ListMultipartUploadsCommand({ Bucket, Prefix, ...after })
      const page = await asked('s3:ListBucketMultipartUploads', resource(''), s3.send(list))
      yield* page.Uploads ?? []
      after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      more = page.IsTruncated === true
    }
  }

  return {
    location: resource('').replace(/\/$/, ''),
    get,

    async put(key, bytes) {
      const put = new PutObjectCommand({ ...at(key), Body: bytes, ...encrypted })
      await asked('s3:PutObject', resource(key), s3.send(put))
    },

    async putIfAbsent(key, bytes) {
      const put = new PutObjectCommand({ ...at(key), Body: bytes, IfNoneMatch: '*', ...encrypted })
      const attempt = () => once.send(put)
      const done = putOnce(attempt, bytes, () => get(key))
      return asked('s3:PutObject', resource(key), done)
    },

    async *list(begin) {
      for await (const { objects } of listed(s3, { Bucket: bucket, Prefix: root + begin })) {
        for (const { key, size_bytes, modified_at_ms } of objects) {
          yield { key: key.slice(root.length), size_bytes, modified_at_ms }
        }
      }
    },

    async copy(from, to) {
      const source = [bucket, ...at(from).Key.split('/')].map(encodeURIComponent).join('/')
      const copy = new CopyObjectCommand({ ...at(to), CopySource: source, ...encrypted })
      const both = `${resource(from)} to ${resource(to)}`
      await asked('s3:GetObject and s3:PutObject', both, s3.send(copy))
      await cache.keepAs(from, to)
    },

    async upload(file, key) {
      const params = { ...at(key), Body: createReadStream(file), ...encrypted }
      const upload = new Upload({ client: s3, params, partSize: PART_BYTES })
      await asked('s3:PutObject', resource(key), upload.done())
      await cache.keep(key, file)
      await rm(file)
    },

    async remove(keys) {
      for (let i = 0; i < keys.length; i += MOST_REMOVED) {
        const some = keys.slice(i, i + MOST_REMOVED)
        const Objects = some.map(key => ({ Key: at(key).Key }))
        const remove = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } })
        const { Errors = [], $metadata } = await asked(
          's3:DeleteObject',
          resource(some[0] ?? ''),
          s3.send(remove),
        )
        // The request as a whole went well: each of them tells for itself.
        for (const { Code = '', Message = '', Key = '' } of Errors) {
          const error = { name: Code, message: Message, $metadata }
          throw failure(error, 's3:DeleteObject', `s3://${bucket}/${Key}`)
        }
      }
    },

    async giveUpUploads(isLeft) {
      let given_up = 0
      for await (const { Key = '', UploadId, Initiated } of uploadsIn(bucket, root)) {
        const begun_at_ms = Initiated?.getTime() ?? Number.POSITIVE_INFINITY
        if (!isLeft(Key.slice(root.length), begun_at_ms)) continue
        const abort = new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })
        await asked('s3:AbortMultipartUpload', `s3://${bucket}/${Key}`, s3.send(abort))
        given_up++
      }
      return given_up
    },

    local: (key, size_bytes) =>
      cache.file(checkedKey(key), size_bytes, path => inTurn(() => download(s3, at(key), path))),
  }
}
