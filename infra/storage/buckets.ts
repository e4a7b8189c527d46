import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { Key } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { acknowledge } from '../nag/acknowledge.ts'
import { LAKE } from '../names.ts'

interface Place {
  readonly key: Key
  /** Where is written who asked for what. */
  readonly logs: IBucket
  readonly raw_infrequent_after_days: number | 'never'
  readonly raw_expire_days?: number | undefined
  readonly results_expire_days: number
  readonly recordings_expire_days?: number | undefined
}

const days = (n: number | undefined): Duration | undefined => (n === undefined ? undefined : Duration.days(n))

/** What holds for every bucket: nobody from outside, nothing in clear, and it stays when its stack goes. */
const held = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  // But what a first deployment made that failed goes with it: the next one could not make it again.
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
} satisfies BucketProps

/** Uploads in parts that were begun and given up are seen by nobody and paid for. */
const cleared: LifecycleRule = {
  id: 'given-up-uploads',
  abortIncompleteMultipartUploadAfter: Duration.days(7),
}

/** What was removed stays so many days; then the mark goes, too, that says so: every listing steps over those that are left. */
const removed = (stays_days: number): LifecycleRule => ({
  id: 'removed',
  noncurrentVersionExpiration: Duration.days(stays_days),
  expiredObjectDeleteMarker: true,
})

const encrypted = (
  scope: Construct,
  id: string,
  bucketName: string,
  { key, logs }: Place,
  props: BucketProps & { readonly lifecycleRules: LifecycleRule[] },
): Bucket =>
  new Bucket(scope, id, {
    ...held,
    bucketName,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    // One call to KMS for many objects: without it keys cost more than storage.
    bucketKeyEnabled: true,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: `${id.toLowerCase()}/`,
    ...props,
    lifecycleRules: [cleared, ...props.lifecycleRules],
  })

/** What Connect delivered: all else can be made of it, so it is versioned, and what was removed stays a month. */
export const rawBucket = (scope: Construct, name: string, place: Place): Bucket =>
  encrypted(scope, 'Raw', name, place, {
    versioned: true,
    lifecycleRules: [
      ...(place.raw_infrequent_after_days === 'never'
        ? []
        : [
            {
              id: 'infrequent',
              transitions: [
                {
                  storageClass: StorageClass.INFREQUENT_ACCESS,
                  transitionAfter: Duration.days(place.raw_infrequent_after_days),
                },
              ],
            },
          ]),
      removed(30),
      ...(place.raw_expire_days === undefined
        ? []
        : [{ id: 'expire', expiration: Duration.days(place.raw_expire_days) }]),
    ],
  })

/** The lake. Its objects never change; versions are for what is removed by mistake. */
export const lakeBucket = (scope: Construct, name: string, place: Place): Bucket =>
  encrypted(scope, 'Lake', name, place, {
    versioned: true,
    lifecycleRules: [
      removed(7),
      // Written every few seconds: of what live alerts know the last is enough.
      { id: 'live', prefix: `${LAKE}/_live/`, noncurrentVersionExpiration: Duration.days(1) },
    ],
  })

/** Results of queries, which hold what was asked for, personal data too: gone soon, and in one version. */
export const resultsBucket = (scope: Construct, name: string, place: Place): Bucket =>
  encrypted(scope, 'Results', name, place, {
    lifecycleRules: [{ id: 'expire', expiration: Duration.days(place.results_expire_days) }],
  })

/** Recordings, transcripts and reports. */
export function mediaBucket(scope: Construct, name: string, place: Place): Bucket {
  const expiration = days(place.recordings_expire_days)
  return encrypted(scope, 'Media', name, place, {
    versioned: true,
    lifecycleRules: [removed(30), ...(expiration ? [{ id: 'expire', expiration }] : [])],
  })
}

/** Who asked the other buckets for what. */
export function logBucket(scope: Construct, bucketName: string): IBucket {
  const bucket = new Bucket(scope, 'Logs', {
    ...held,
    bucketName,
    // S3 writes its logs with no other key than its own.
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [cleared, { id: 'expire', expiration: Duration.days(365) }],
  })
  acknowledge(bucket, 'AwsSolutions-S1', 'it holds the access logs: logging it would be logging the logging')
  // Its types were written for a laxer compiler.
  return bucket as IBucket
}
