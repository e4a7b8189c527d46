import { WrongUse } from './wrong-use.ts'

/** A place in S3. */
export interface S3Address {
  readonly bucket: string
  /** Without a slash at its ends; '' for the whole bucket. */
  readonly prefix: string
}

/** What `s3://bucket/prefix` names; undefined for a folder. Throws a `WrongUse` for what begins so and names no bucket. */
export function s3Address(text: string): S3Address | undefined {
  if (!text.startsWith('s3://')) return undefined
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/(.*))?$/.exec(text) ?? []
  if (bucket !== undefined) return { bucket, prefix: prefix.replace(/^\/+|\/+$/g, '') }
  throw new WrongUse({
    what: 'this address names no bucket of S3',
    value: text,
    allowed: 's3://bucket/prefix; the name of a bucket has small letters, digits, dots and hyphens',
    remedy: 'write the name of the bucket as it is, or name a folder',
  })
}
