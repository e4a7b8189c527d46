import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { inject } from 'vitest'

/** How the SDK reaches the stand-in: never the network, never anybody's credentials. */
export const onStandIn = (): S3ClientConfig => ({
  endpoint: inject('aws'),
  region: 'eu-central-1',
  forcePathStyle: true,
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
})

/** A fault on order: the next so many requests that fit fail like that. */
export interface Fault {
  readonly method?: string
  /** Fits the path as a regular expression. */
  readonly path: string
  readonly status: number
  /** The code of the error. */
  readonly type: string
  readonly times?: number
  /** The work is done, and the answer is lost. */
  readonly after?: boolean
}

/** A request as it came. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly bytes: number
  readonly status: number
}

export async function order(...faults: readonly Fault[]): Promise<void> {
  await fetch(`${inject('aws')}/stand-in/faults`, { method: 'POST', body: JSON.stringify(faults) })
}

export async function calls(): Promise<readonly Call[]> {
  return (await fetch(`${inject('aws')}/stand-in/calls`)).json()
}

let buckets = 0

/** A bucket of its own. */
export async function newBucket(): Promise<string> {
  const name = `lake-${process.pid}-${++buckets}`
  await new S3Client(onStandIn()).send(
    new CreateBucketCommand({
      Bucket: name,
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    }),
  )
  return name
}
