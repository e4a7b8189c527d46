import { mkdtempSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { beforeEach, describe, expect, inject, test } from 'vitest'
import type { CachePlace } from '../../lake/storage/cache.ts'
import { s3Storage } from '../../lake/storage/s3.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import { newCache } from '../fixture/cache.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { storageContract } from '../lake/storage.contract.ts'
import { minioUser } from './server/minio.ts'
import { calls, newBucket, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
const scratch = (): string => mkdtempSync(join(folder, 'scratch-'))
const bytes = (text: string): Buffer => Buffer.from(text)

async function storageIn(bucket: string, prefix = 'lake'): Promise<Storage> {
  return s3Storage({ bucket, prefix, client: onStandIn(), cache: newCache(folder) })
}

for (const [name, prefix] of [
  ['S3', 'lake'],
  ['S3, a whole bucket', ''],
] as const) {
  storageContract(name, async () => {
    await order()
    return storageIn(await newBucket(), prefix)
  })
}

const minio = inject('minio')
if (minio !== undefined) {
  const client = { ...onStandIn(), endpoint: minio, credentials: minioUser }
  storageContract('S3, MinIO', async () => {
    const bucket = await newBucket(client)
    return s3Storage({ bucket, prefix: 'lake', client, cache: newCache(folder) })
  })
}

describe('S3', () => {
  let bucket: string
  let storage: Storage
  const client = new S3Client(onStandIn())
  beforeEach(async () => {
    await order()
    bucket = await newBucket()
    storage = await storageIn(bucket)
  })

  test('two lakes in one bucket do not see each other', async () => {
    const other = await storageIn(bucket, 'lake-2')
    await storage.put('a', bytes('one'))
    await other.put('a', bytes('two'))
    expect(Buffer.from((await storage.get('a')) ?? []).toString()).toBe('one')
    for (const one of [storage, other]) {
      const keys = []
      for await (const { key } of one.list('')) keys.push(key)
      expect(keys).toEqual(['a'])
    }
    await other.remove(['a'])
    expect(await storage.get('a')).toBeDefined()
  })

  test('an answer that was lost: the put that won knows so, and it is there once', async () => {
    await order({ method: 'PUT', path: '/log/1', status: 500, type: 'InternalError', after: true })
    expect(await storage.putIfAbsent('log/1', bytes('mine'))).toBe(true)
    const puts = (await calls()).filter(
      ({ method, path }) => method === 'PUT' && path.includes(`${bucket}/lake/log/1`),
    )
    expect(puts.map(({ status }) => status)).toEqual([500, 412])
  })

  test('an answer that was lost, of a put that another had preceded: it lost', async () => {
    await storage.put('log/1', bytes('theirs'))
    await order({ method: 'PUT', path: '/log/1', status: 503, type: 'SlowDown' })
    expect(await storage.putIfAbsent('log/1', bytes('mine'))).toBe(false)
    expect(Buffer.from((await storage.get('log/1')) ?? []).toString()).toBe('theirs')
  })

  test.each([
    ['409, which the SDK does not try again', { status: 409, type: 'ConditionalRequestConflict' }],
    ['503 SlowDown', { status: 503, type: 'SlowDown' }],
    ['500', { status: 500, type: 'InternalError' }],
  ])('put if absent, after twice %s', async (_, fault) => {
    await order({ method: 'PUT', path: '/log/1', times: 2, ...fault })
    expect(await storage.putIfAbsent('log/1', bytes('mine'))).toBe(true)
    expect(await storage.putIfAbsent('log/1', bytes('yours'))).toBe(false)
  })

  test('20 writers while the store is slow and loses answers: one wins, and it knows', async () => {
    for (let round = 0; round < 5; round++) {
      await order(
        { method: 'PUT', path: `/log/${round}$`, status: 503, type: 'SlowDown', times: 5 },
        { method: 'PUT', path: `/log/${round}$`, status: 500, type: 'InternalError', times: 3, after: true },
        { method: 'PUT', path: `/log/${round}$`, status: 409, type: 'ConditionalRequestConflict', times: 5 },
      )
      const won = await Promise.all(
        Array.from({ length: 20 }, (_, writer) =>
          storage.putIfAbsent(`log/${round}`, bytes(`writer ${writer}`)),
        ),
      )
      const winners = won.flatMap((each, writer) => (each ? [writer] : []))
      expect(winners).toHaveLength(1)
      expect(Buffer.from((await storage.get(`log/${round}`)) ?? []).toString()).toBe(`writer ${winners[0]}`)
    }
  })

  test.each(['GET', 'PUT', 'POST'])('a %s that is throttled is tried again', async method => {
    await storage.put('a/x', bytes('one'))
    await order({ method, path: bucket, status: 503, type: 'SlowDown', times: 2 })
    await storage.put('a/y', bytes('two'))
    await storage.copy('a/x', 'a/z')
    expect(await storage.get('a/z')).toBeDefined()
    await storage.remove(['a/x'])
    expect(await storage.get('a/x')).toBeUndefined()
  })

  describe('a large file', () => {
    const content = Buffer.alloc(40 * 1024 * 1024, 'connect-lake ')
    const file = (): string => {
      const path = join(scratch(), 'large.parquet')
      writeFileSync(path, content)
      return path
    }
    const unfinished = async () =>
      (await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? []

    test('goes up in parts, some of them twice, and comes back as it was', async () => {
      await order({ method: 'PUT', path: 'large', status: 503, type: 'SlowDown', times: 2 })
      await storage.upload(file(), 't/dt=2025-07-01/v=1/large.parquet')
      const parts = (await calls()).filter(
        ({ query, status }) => query.includes('partNumber') && status === 200,
      )
      expect(parts.length).toBeGreaterThan(2)
      const path = await storage.local('t/dt=2025-07-01/v=1/large.parquet', content.length)
      expect(content.equals(await readFile(path))).toBe(true)
    })

    test('whose process was killed on the way: what it left is given up, what may go on is not', async () => {
      const begin = (key: string) =>
        client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }))
      for (const key of ['lake/t/dt=1/v=1/left', 'lake/t/dt=1/v=2/going-on', 'lake-2/t/dt=1/v=1/of-another'])
        await begin(key)
      expect(await storage.giveUpUploads(key => key.includes('v=1'))).toBe(1)
      expect((await unfinished()).map(({ Key }) => Key).sort()).toEqual([
        'lake-2/t/dt=1/v=1/of-another',
        'lake/t/dt=1/v=2/going-on',
      ])
    })

    test('that does not go up whole is not there, and leaves no parts', async () => {
      await order({ method: 'PUT', path: 'large', status: 403, type: 'AccessDenied', times: 100 })
      const path = file()
      await expect(storage.upload(path, 't/large.parquet')).rejects.toMatchObject({
        what: 'AWS denied access',
        allowed: 'the permission s3:PutObject on it',
        value: expect.stringContaining(`s3://${bucket}/lake/t/large.parquet`),
      })
      await order()
      expect(await storage.get('t/large.parquet')).toBeUndefined()
      expect(await unfinished()).toEqual([])
      // The file is still there, to be tried again.
      expect((await readFile(path)).length).toBe(content.length)
    })
  })

  test('2,500 objects are listed page by page, and removed a thousand at a time', async () => {
    const keys = Array.from({ length: 2500 }, (_, i) => `many/${String(i).padStart(5, '0')}`)
    for (let i = 0; i < keys.length; i += 100)
      await Promise.all(keys.slice(i, i + 100).map(key => storage.put(key, bytes(key))))
    const listed = []
    for await (const { key } of storage.list('many/')) listed.push(key)
    expect(listed).toEqual(keys)
    await storage.remove(keys)
    for await (const { key } of storage.list('')) expect.unreachable(key)
  })

  test('with a key of one’s own objects are encrypted with it', async () => {
    const kms_key_id = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    const encrypted = s3Storage({
      bucket,
      prefix: 'lake',
      kms_key_id,
      client: onStandIn(),
      cache: newCache(folder),
    })
    const file = join(scratch(), 'x')
    writeFileSync(file, 'x')
    await encrypted.put('put', bytes('x'))
    await encrypted.putIfAbsent('once', bytes('x'))
    await encrypted.upload(file, 'uploaded')
    await encrypted.copy('put', 'copied')
    for (const key of ['put', 'once', 'uploaded', 'copied']) {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: `lake/${key}` }))
      expect(head, key).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kms_key_id })
    }
  })

  describe('what is fetched', () => {
    const key = 't/dt=2025-07-01/v=1/data.parquet'
    const content = Buffer.alloc(3 * 1024 * 1024, 'connect-lake ')
    const gets = async () =>
      (await calls()).filter(({ method, path }) => method === 'GET' && path.includes(bucket))
    const reader = (place: CachePlace) =>
      s3Storage({ bucket, prefix: 'lake', client: onStandIn(), cache: place })

    test('goes on where the connection broke, and is whole', async () => {
      await storage.put(key, content)
      await order({ method: 'GET', path: 'data', status: 200, type: '', cut: true, times: 3 })
      expect(content.equals(await readFile(await storage.local(key, content.length)))).toBe(true)
      expect(await gets()).toHaveLength(4)
      await order({ method: 'GET', path: 'data', status: 200, type: '', cut: true, times: 2 })
      expect(content.equals((await storage.get(key)) ?? Buffer.alloc(0))).toBe(true)
    })

    test('is given up, and named, when the connection breaks again and again', async () => {
      await storage.put(key, content)
      await order({ method: 'GET', path: 'data', status: 200, type: '', cut: true, times: 100 })
      await expect(storage.local(key, content.length)).rejects.toMatchObject({
        what: expect.stringMatching(/AWS did not answer|AWS cannot be reached/),
        value: expect.stringContaining(`s3://${bucket}/lake/${key}`),
      })
    })

    test('once is there for the next reader, and for two at once', async () => {
      await storage.put(key, content)
      const { kept } = newCache(folder)
      const [one, two, three] = Array.from({ length: 3 }, () => reader(newCache(folder, kept)))
      await Promise.all([one?.local(key, content.length), one?.local(key, content.length)])
      expect(await gets()).toHaveLength(1)
      for (const next of [two, three]) {
        expect(content.equals(await readFile((await next?.local(key, content.length)) ?? ''))).toBe(true)
      }
      expect(await gets()).toHaveLength(1)
    })

    test('is not what was stored or copied from here', async () => {
      const file = join(scratch(), 'x')
      writeFileSync(file, content)
      await storage.upload(file, key)
      const copy = key.replace('v=1', 'v=2')
      await storage.copy(key, copy)
      for (const each of [key, copy])
        expect(content.equals(await readFile(await storage.local(each, content.length)))).toBe(true)
      expect(await gets()).toEqual([])
    })

    test('of another size than the log says is refused', async () => {
      await storage.put(key, content)
      await expect(storage.local(key, 17)).rejects.toMatchObject({
        what: expect.stringContaining('not the one that was written'),
        allowed: expect.stringContaining('17 bytes'),
      })
    })
  })

  test.each([
    ['NoSuchBucket', 404, 'there is no such bucket'],
    ['AccessDenied', 403, 'AWS denied access'],
    ['AuthorizationHeaderMalformed', 400, 'the bucket lies in another region'],
    ['KMS.DisabledException', 400, 'AWS KMS refused the key that objects are encrypted with'],
  ])('%s says what to change', async (type, status, what) => {
    for (const [method, ask] of [
      ['GET', () => storage.get('a')],
      ['PUT', () => storage.put('a', bytes('x'))],
      ['PUT', () => storage.putIfAbsent('a', bytes('x'))],
    ] as const) {
      await order({ method, path: bucket, status, type })
      await expect(ask()).rejects.toMatchObject({
        what,
        value: expect.stringContaining(`s3://${bucket}/lake/a`),
        remedy: expect.any(String),
      })
    }
  })
})
