import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { REGION, settings } from './ministack.ts'

/** Makes a bucket; gives its name. */
export async function bucket(name: string): Promise<string> {
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const
  await new S3Client(settings()).send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }))
  return name
}

/** Puts the files of a folder under a prefix, such as `connect`. */
export async function upload(Bucket: string, prefix: string, folder: string): Promise<void> {
  const client = new S3Client(settings())
  for (const each of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!each.isFile()) continue
    const path = join(each.parentPath, each.name)
    const Key = `${prefix}/${path.slice(folder.length + 1)}`
    await client.send(new PutObjectCommand({ Bucket, Key, Body: readFileSync(path) }))
  }
}

/** Keys below an address such as `s3://bucket/prefix/`, in order; no more than a page of them. */
export async function keysIn(address: string): Promise<readonly string[]> {
  const [, , Bucket, ...rest] = address.split('/')
  const list = new ListObjectsV2Command({ Bucket, Prefix: rest.join('/') })
  const { Contents = [] } = await new S3Client(settings()).send(list)
  return Contents.map(({ Key = '' }) => Key).sort()
}
