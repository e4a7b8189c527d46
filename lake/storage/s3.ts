import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { type Action, failure } from '../aws/failure.ts'
import { checkedKey } from './key.ts'
import { localFile } from './local-copy.ts'
import { putOnce } from './put-once.ts'
import type { Storage } from './storage.ts'

/** A place in S3, and how to reach it. */
export interface S3Place {
  readonly bucket: string
  /** What all keys of the lake begin with, without a slash at its ends; '' for the whole bucket. */
  readonly prefix: string
  /** The KMS key that objects are encrypted with; without one the bucket's own setting holds. */
  readonly kms_key_arn?: string
  /** Region, credentials and endpoint where they are not those of the environment. */
  readonly client?: S3ClientConfig
  /** A folder of this machine for what has to be a file. */
  readonly scratch: string
}

/** DeleteObjects takes no more. */
const MOST_REMOVED = 1000

/** S3 takes parts from 5 MiB on; four are in memory at once. */
const PART_BYTES = 16 * 1024 * 1024

/**
 * A lake in S3. An object appears when its last byte has arrived, so nothing half-written is ever seen; a put that
 * must be the only one is told from others by S3 itself (`If-None-Match`).
 */
export function s3Storage({ bucket, prefix, kms_key_arn, client, scratch }: S3Place): Storage {
  const s3 = new S3Client({ retryMode: 'adaptive', maxAttempts: 6, ...client })
  // Whose answer is lost has to be known: a second try of our own put is refused as if another had been faster.
  const once = new S3Client({ ...client, maxAttempts: 1 })
  const root = prefix === '' ? '' : `${prefix}/`
  const at = (key: string) => ({ Bucket: bucket, Key: root + checkedKey(key) })
  const encrypted = kms_key_arn
    ? ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kms_key_arn, BucketKeyEnabled: true } as const)
    : {}

  async function asked<T>(action: Action, key: string, work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      throw failure(error, action, `s3://${bucket}/${root}${key}`)
    }
  }

  async function bodyOf(key: string) {
    const found = await asked(
      's3:GetObject',
      key,
      s3.send(new GetObjectCommand(at(key))).catch(error => {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }),
    )
    return found?.Body
  }

  async function get(key: string): Promise<Uint8Array | undefined> {
    const body = await bodyOf(key)
    return body && (await body.transformToByteArray())
  }

  return {
    location: `s3://${bucket}/${prefix}`.replace(/\/$/, ''),
    get,

    async put(key, bytes) {
      await asked(
        's3:PutObject',
        key,
        s3.send(new PutObjectCommand({ ...at(key), Body: bytes, ...encrypted })),
      )
    },

    async putIfAbsent(key, bytes) {
      const put = new PutObjectCommand({ ...at(key), Body: bytes, IfNoneMatch: '*', ...encrypted })
      const attempt = () => once.send(put)
      return asked(
        's3:PutObject',
        key,
        putOnce(attempt, bytes, () => get(key)),
      )
    },

    async *list(begin) {
      const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: root + begin })
      try {
        for await (const { Contents = [] } of pages) {
          for (const { Key = '', Size = 0, LastModified } of Contents) {
            yield {
              key: Key.slice(root.length),
              size_bytes: Size,
              modified_at_ms: LastModified?.getTime() ?? 0,
            }
          }
        }
      } catch (error) {
        throw failure(error, 's3:ListBucket', `s3://${bucket}/${root}${begin}`)
      }
    },

    async copy(from, to) {
      const source = [bucket, ...at(from).Key.split('/')].map(encodeURIComponent).join('/')
      const copy = new CopyObjectCommand({ ...at(to), CopySource: source, ...encrypted })
      await asked('s3:GetObject', from, s3.send(copy))
    },

    async upload(file, key) {
      const params = { ...at(key), Body: createReadStream(file), ...encrypted }
      await asked('s3:PutObject', key, new Upload({ client: s3, params, partSize: PART_BYTES }).done())
      await rm(file)
    },

    async remove(keys) {
      for (let i = 0; i < keys.length; i += MOST_REMOVED) {
        const some = keys.slice(i, i + MOST_REMOVED)
        const Objects = some.map(key => ({ Key: at(key).Key }))
        const remove = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } })
        const { Errors = [] } = await asked('s3:DeleteObject', some[0] ?? '', s3.send(remove))
        // The request as a whole went well: each of them tells for itself.
        for (const { Code = '', Message = '', Key = '' } of Errors) {
          throw failure({ name: Code, message: Message }, 's3:DeleteObject', `s3://${bucket}/${Key}`)
        }
      }
    },

    async local(key) {
      return localFile(scratch, `${bucket}/${at(key).Key}`, key, async path => {
        const body = await bodyOf(key)
        if (body) await pipeline(body as Readable, createWriteStream(path))
        else
          throw failure(
            { name: 'NoSuchKey', message: 'nothing is there' },
            's3:GetObject',
            `s3://${bucket}/${root}${key}`,
          )
      })
    },
  }
}
