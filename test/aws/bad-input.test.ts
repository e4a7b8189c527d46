/**
 * What can be wrong with S3 and Glue, as a user meets it: a process that ends with 1, an error that names the resource
 * and what to change, and a lake that is as it was, and whole after the next run.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { UpdateTableCommand } from '@aws-sdk/client-glue'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { errorParts } from '../cli/error-parts.ts'
import { moreRaw, writeSmallRaw } from '../cli/small-raw.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { client, found } from './glue.ts'
import { awsEnvironment, awsUrl, type Fault, newBucket, newDatabase, order } from './stand-in.ts'

const folder = temporaryFolder()
const temporary = join(folder, 'tmp')
let cli: CommandLine
let lake: string
let raw: string
let glue: string
let raws = 0

const env = (): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: awsUrl(),
  ...awsEnvironment(folder, temporary),
  AWS_CONFIG_FILE: join(folder, 'none'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
})
const run = () => ['run', '--raw', raw, '--lake', lake, '--glue', glue, '--no-derive']

beforeAll(async () => {
  cli = await commandLine()
  mkdirSync(temporary)
})
/** A lake with one commit, and more to come. */
beforeEach(async () => {
  await order()
  lake = `s3://${await newBucket()}/connect/lake`
  glue = newDatabase()
  raw = join(folder, `raw-${++raws}`)
  writeSmallRaw(raw)
  await cli.done(run(), { env: env() })
  writeTree(raw, moreRaw)
})

async function failing(without: readonly string[] = []) {
  const told = Object.fromEntries(Object.entries(env()).filter(([name]) => !without.includes(name)))
  const { code, out, err } = await cli.call(run(), { env: told })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  return errorParts(err.slice(err.lastIndexOf('✗')))
}

/** Fails unless the next run takes in what this one could not. */
async function expectNothingLost(): Promise<void> {
  await order()
  const report = JSON.parse(await cli.done([...run(), '--json'], { env: env() }))
  expect(report).toMatchObject({ accepted: 2, replaced: 1 })
}

test('no credentials: what can give some is named', async () => {
  const error = await failing(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
  expect(error).toMatchObject({
    what: 'no credentials for AWS were found',
    value: expect.stringContaining(lake),
  })
  expect(error.do).toContain('AWS_PROFILE')
  await expectNothingLost()
})

test('no region', async () => {
  const error = await failing(['AWS_REGION'])
  expect(error).toMatchObject({
    what: 'no region of AWS was named',
    do: expect.stringContaining('AWS_REGION'),
  })
  await expectNothingLost()
})

const kms = 'User: arn:aws:iam::1:role/lake is not authorized to perform: kms:GenerateDataKey on key/1'
test.each<[name: string, fault: Fault, what: string, allowed: string, remedy: string]>([
  [
    'another region than that of the bucket',
    { path: 'connect/lake', status: 301, type: 'PermanentRedirect' },
    'the bucket lies in another region',
    'the region of the bucket',
    'set AWS_REGION, or the region of s3',
  ],
  [
    'access denied on one prefix',
    { method: 'PUT', path: 'connect/lake/contact_record/', status: 403, type: 'AccessDenied' },
    'AWS denied access',
    's3:PutObject',
    'allow s3:PutObject to the role',
  ],
  [
    'a key of KMS that may not be used',
    { method: 'PUT', path: 'connect/lake', status: 403, type: 'AccessDenied', message: kms },
    'AWS KMS refused the key that objects are encrypted with',
    'kms:GenerateDataKey',
    'in the policy of the key',
  ],
  [
    'credentials that have expired',
    { path: 'connect/lake', status: 400, type: 'ExpiredToken' },
    'AWS does not take these credentials',
    'have not expired',
    'log in again',
  ],
])('%s', async (_, fault, what, allowed, remedy) => {
  await order({ ...fault, times: 100 })
  const error = await failing()
  expect(error.what).toBe(what)
  // The object, or the prefix that was listed.
  expect(error.value).toContain(lake)
  expect(error.allowed).toContain(allowed)
  expect(error.do).toContain(remedy)
  await expectNothingLost()
})

test('a table of Glue whose columns were changed by hand: the column is named, and what sets it back', async () => {
  const { table } = (await found(glue, 'contact_record')) ?? {}
  const { Name = '', StorageDescriptor, PartitionKeys, TableType, Description, Parameters } = table ?? {}
  const Columns = StorageDescriptor?.Columns?.map(each =>
    each.Name === 'queue_duration_s' ? { ...each, Type: 'string' } : each,
  )
  const changed = { ...StorageDescriptor, Columns }
  const TableInput = { Name, StorageDescriptor: changed, PartitionKeys, TableType, Description, Parameters }
  await client.send(new UpdateTableCommand({ DatabaseName: glue, TableInput }))
  const error = await failing()
  expect(error.what).toContain('a column in Glue has another type than the files of the lake')
  expect(error.value).toContain(`${glue}.contact_record.queue_duration_s is string`)
  expect(error.allowed).toBe('bigint')
  expect(error.do).toContain('connect-lake catalog repair')
  // It was committed before Glue was asked, and is shown once Glue is as it should be.
  await cli.done(['catalog', 'repair', '--lake', lake, '--glue', glue], { env: env() })
  const count = ['query', 'SELECT count(*) AS n FROM contact_record', '--lake', lake, '--format', 'csv']
  expect(await cli.done(count, { env: env() })).toBe('n\n4\n')
  expect(await cli.done(['catalog', 'status', '--lake', lake, '--glue', glue], { env: env() })).toContain(
    'as the log says',
  )
})
