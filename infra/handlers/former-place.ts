import type { InstanceStorageConfig } from '@aws-sdk/client-connect'

/** CloudFormation takes physical ids of 1 KB; ours are of ASCII. */
const LONGEST_ID = 1024

/** What of a configuration is needed to have it again; undefined for live media, whose names Connect makes. */
function written({
  S3Config: s3,
  KinesisStreamConfig: stream,
  KinesisFirehoseConfig: firehose,
}: InstanceStorageConfig): URLSearchParams | undefined {
  const key = s3?.EncryptionConfig?.KeyId
  if (s3?.BucketName)
    return new URLSearchParams({
      ...{ bucket: s3.BucketName, prefix: s3.BucketPrefix ?? '' },
      ...(key !== undefined && { key }),
    })
  if (stream?.StreamArn) return new URLSearchParams({ stream: stream.StreamArn })
  return firehose?.FirehoseArn ? new URLSearchParams({ firehose: firehose.FirehoseArn }) : undefined
}

/**
 * The physical id of an association that we made: `made/ID`, or `made/ID?bucket=…&prefix=…&key=…`, `?stream=…`, `?firehose=…`
 * for one that led there before. Nothing else remembers it once it is replaced.
 */
export function madeId(associationId: string | undefined, former?: InstanceStorageConfig): string {
  const bare = `made/${associationId}`
  const place = former && written(former)
  const whole = place ? `${bare}?${place}` : bare
  return whole.length > LONGEST_ID ? bare : whole
}

/** Whether a physical id is of an association that we made, whatever was there before. */
export const isMade = (physicalId: string, associationId: string | undefined): boolean =>
  physicalId.split('?', 1)[0] === madeId(associationId)

/** Where an association led before it was replaced; undefined where there was none, or it could not be written down. */
export function formerOf(physicalId: string): InstanceStorageConfig | undefined {
  const place = new URLSearchParams(physicalId.split('?')[1] ?? '')
  const [bucket, stream, firehose] = [place.get('bucket'), place.get('stream'), place.get('firehose')]
  const KeyId = place.get('key') ?? undefined
  if (bucket !== null) {
    const EncryptionConfig = KeyId === undefined ? undefined : ({ EncryptionType: 'KMS', KeyId } as const)
    const S3Config = { BucketName: bucket, BucketPrefix: place.get('prefix') ?? '' }
    return { StorageType: 'S3', S3Config: { ...S3Config, ...(EncryptionConfig && { EncryptionConfig }) } }
  }
  if (stream !== null) return { StorageType: 'KINESIS_STREAM', KinesisStreamConfig: { StreamArn: stream } }
  return firehose === null
    ? undefined
    : { StorageType: 'KINESIS_FIREHOSE', KinesisFirehoseConfig: { FirehoseArn: firehose } }
}
