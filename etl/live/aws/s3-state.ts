import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3ClientConfig } from '@aws-sdk/client-s3'
import { asked } from '../../../lake/aws/failure.ts'
import { s3Client } from '../../../lake/aws/s3.ts'
import { putOnce } from '../../../lake/storage/put-once.ts'
import type { Held, StateStore } from '../state-store.ts'

/** Where live state lies in S3, and how it is reached. */
export interface S3StatePlace {
  readonly bucket: string
  readonly key: string
  readonly kms_key_id?: string | undefined
  readonly client?: S3ClientConfig
}

/**
 * Live state as one object of S3, which takes a put only of who has seen the newest (`If-Match`). Not an item of DynamoDB:
 * that ends at 400 KB, about a thousand agents, and would be one more service.
 */
export function s3State({ bucket, key, kms_key_id, client }: S3StatePlace): StateStore {
  const s3 = s3Client(client)
  // A second try of our own put is refused as if another had been faster: who won is for `putOnce` to find out.
  const once = s3Client({ ...client, maxAttempts: 1 })
  const at = { Bucket: bucket, Key: key }
  const resource = `s3://${bucket}/${key}`
  const encrypted = kms_key_id
    ? ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kms_key_id, BucketKeyEnabled: true } as const)
    : {}

  async function read(): Promise<Held> {
    const found = await asked('s3:GetObject', resource, s3.send(new GetObjectCommand(at))).catch(error => {
      if (error.cause instanceof NoSuchKey) return undefined
      throw error
    })
    return { bytes: await found?.Body?.transformToByteArray(), version: found?.ETag }
  }

  return {
    read,
    replace(bytes, version) {
      const condition = version === undefined ? { IfNoneMatch: '*' } : { IfMatch: version }
      const put = () =>
        once.send(
          new PutObjectCommand({
            ...{ ...at, ...condition, ...encrypted },
            ...{ Body: bytes, ContentType: 'application/json' },
          }),
        )
      return asked(
        's3:PutObject',
        resource,
        putOnce(put, bytes, async () => (await read()).bytes),
      )
    },
  }
}
