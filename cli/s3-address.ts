/** A place in S3. */
export interface S3Address {
  readonly bucket: string
  /** Without a slash at its ends; '' for the whole bucket. */
  readonly prefix: string
}

/** What `s3://bucket/prefix` names; undefined for what is no such address. */
export function s3Address(text: string): S3Address | undefined {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/(.*))?$/.exec(text) ?? []
  return bucket === undefined ? undefined : { bucket, prefix: prefix.replace(/^\/+|\/+$/g, '') }
}
