import { GetBucketEncryptionCommand, GetBucketTaggingCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Deployment } from '../../infra/config.ts'
import { bucketKinds, bucketName, nameOf, TAG } from '../../infra/names.ts'
import { asked } from '../../lake/aws/failure.ts'
import { s3Client } from '../../lake/aws/s3.ts'
import { LakeError } from '../../schema/error.ts'
import { isByPath } from '../s3.ts'
import { stackResources } from './stack-resources.ts'

/** What a stack of storage left behind when it went, or when an option was switched off, and no stack has now. */
export interface Retained {
  /** Names of buckets. */
  readonly buckets: readonly string[]
  /** Buckets that have names of ours, and were not made by this deployment. */
  readonly foreign: readonly string[]
  /** The key by which they are encrypted, by its id, where no stack has one; undefined where the stack has its key. */
  readonly key_id: string | undefined
}

/** The environment whose deployment made a bucket, by its tag: null for that of none, undefined where there is no bucket. */
async function environmentOf(s3: S3Client, Bucket: string): Promise<string | null | undefined> {
  const found = s3.send(new GetBucketTaggingCommand({ Bucket })).then(
    ({ TagSet = [] }) => TagSet.find(({ Key }) => Key === TAG)?.Value ?? null,
    (error: Error) => {
      if (error.name === 'NoSuchTagSet') return null
      if (error.name === 'NoSuchBucket') return undefined
      throw error
    },
  )
  return asked('s3:GetBucketTagging', Bucket, found)
}

/** The id of the key by which a bucket encrypts; undefined for that of S3. */
async function keyOf(s3: S3Client, Bucket: string): Promise<string | undefined> {
  const found = s3.send(new GetBucketEncryptionCommand({ Bucket }))
  const { ServerSideEncryptionConfiguration: of } = await asked(
    's3:GetEncryptionConfiguration',
    Bucket,
    found,
  )
  return of?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID?.split('/').at(-1)
}

/** What is there of a deployment's storage though no stack has it. Throws a `LakeError` where AWS does not say. */
export async function retainedOf(deployment: Deployment): Promise<Retained> {
  const { region, environment } = deployment
  const has = await stackResources(nameOf(deployment, 'storage'), region)
  const s3 = s3Client({ region, forcePathStyle: isByPath() })
  const found = { buckets: [] as string[], foreign: [] as string[] }
  for (const kind of bucketKinds(deployment)) {
    const name = bucketName(deployment, kind)
    const made = has.has(name) ? undefined : await environmentOf(s3, name)
    if (made !== undefined) found[made === environment ? 'buckets' : 'foreign'].push(name)
  }
  let key_id: string | undefined
  const hasKey = [...has.values()].includes('AWS::KMS::Key')
  for (const name of hasKey ? [] : found.buckets) key_id ??= await keyOf(s3, name)
  return { ...found, key_id }
}

/** Throws a `LakeError` for a bucket of a name that a deployment needs, which was not made by it. */
export function checkForeign({ foreign: [name] }: Retained, { environment }: Deployment): void {
  if (name === undefined) return
  throw new LakeError({
    what: 'there is a bucket of a name that this deployment needs, and it was not made by it',
    value: name,
    allowed: `no such bucket, or one with the tag ${TAG}: ${environment}, which an earlier deployment left behind`,
    remedy: 'choose another prefix or environment; or remove the bucket, if nobody needs it',
  })
}

/** What was left behind, for people: a line each. */
export const retainedLines = ({ buckets, key_id }: Retained): readonly string[] => [
  ...buckets.map(name => `the bucket ${name} is there, with what is in it, and no stack has it`),
  ...(key_id === undefined ? [] : [`so is its key, ${key_id}, without which nobody could read it`]),
]
