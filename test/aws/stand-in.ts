import { join } from 'node:path'
import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { inject } from 'vitest'

/** Where the stand-in of this worker answers. */
export function awsUrl(): string {
  const urls = inject('aws')
  return urls[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % urls.length] as string
}

/** How the SDK reaches the stand-in: never the network, never anybody's credentials. */
export const onStandIn = () => ({
  endpoint: awsUrl(),
  region: 'eu-central-1',
  forcePathStyle: true,
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
})

/**
 * What a process needs in its environment to reach a stand-in, besides the address, and nothing of this machine's.
 * @param folder   for what it keeps of lakes
 * @param scratch  for what it needs for a while
 */
export const awsEnvironment = (folder: string, scratch: string) => ({
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_EC2_METADATA_DISABLED: 'true',
  TMPDIR: scratch,
  XDG_CACHE_HOME: join(folder, 'cache'),
})

/** A fault on order: the next so many requests that fit fail like that. */
export interface Fault {
  readonly method?: string
  /** Fits the path as a regular expression; any path without it. */
  readonly path?: string
  /** Of a service that speaks JSON: fits the operation as a regular expression. Without it no such service is meant. */
  readonly operation?: string
  readonly status: number
  /** The code of the error. */
  readonly type: string
  readonly message?: string
  /** So many that fit go well first. */
  readonly skip?: number
  readonly times?: number
  /** Of a batch of Glue: these of its items fail, and the request itself goes well. */
  readonly items?: readonly number[]
  /** The work is done, and the answer is lost. */
  readonly after?: boolean
  /** The answer is a good one, and breaks off in the middle. */
  readonly cut?: boolean
}

/** A request as it came. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly bytes: number
  readonly status: number
  /** Of a request that removes several objects: their keys. */
  readonly keys?: readonly string[]
  /** Of Glue: the operation, how many items its batch has, and what else was asked. */
  readonly operation?: string
  readonly items?: number
  readonly asked?: { readonly DatabaseName?: string; readonly TableName?: string } & Readonly<
    Record<string, unknown>
  >
}

export async function order(...faults: readonly Fault[]): Promise<void> {
  await fetch(`${awsUrl()}/stand-in/faults`, { method: 'POST', body: JSON.stringify(faults) })
}

export async function calls(): Promise<readonly Call[]> {
  return (await fetch(`${awsUrl()}/stand-in/calls`)).json()
}

let buckets = 0

/** A bucket of its own. */
export async function newBucket(on: S3ClientConfig = onStandIn()): Promise<string> {
  const name = `lake-${process.pid}-${++buckets}`
  await new S3Client(on).send(
    new CreateBucketCommand({
      Bucket: name,
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    }),
  )
  return name
}

let databases = 0

/** The name of a database of Glue that is not there yet. */
export const newDatabase = (): string => `connect_${process.pid}_${++databases}`
