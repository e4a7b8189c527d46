/** What plays Athena, where the project does not ask it: as the SDK of AWS knows the service. */
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  paginateListQueryExecutions,
} from '@aws-sdk/client-athena'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, expect, test } from 'vitest'
import { athenaEngine } from '../../lake/engine/athena.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { canned } from './athena/canned.ts'
import type { Keep, WorkGroup } from './athena/execution.ts'
import { type PlayedAthena, playAthena } from './athena/server.ts'
import { newBucket, onStandIn } from './stand-in.ts'

const keys = { accessKeyId: 'testing', secretAccessKey: 'testing' }
const sdk = () => new AthenaClient({ endpoint: athena.url, region: 'eu-central-1', credentials: keys })
let athena: PlayedAthena
let engine: QueryEngine
afterEach(() => {
  engine.close()
  athena.stop()
})

async function played(workgroups: Readonly<Record<string, WorkGroup>>, keep?: Keep): Promise<void> {
  const answer = (sql: string) =>
    sql.startsWith('SHOW')
      ? { columns: { tab_name: 'string' }, rows: [['contact'], ['journey']] }
      : {
          columns: { a: 'varchar', n: 'bigint' },
          rows: [
            ['say "x"', 1],
            [null, 2],
            ['', 3],
          ],
        }
  athena = await playAthena(canned(answer), workgroups, keep)
  engine = athenaEngine({
    ...{ workgroup: 'primary', catalog: 'AwsDataCatalog', database: 'lake' },
    client: { endpoint: athena.url, region: 'eu-central-1', credentials: keys },
  })
}

test('knows its workgroups', async () => {
  await played({ thrifty: { output: 's3://r/', cutoff_bytes: 10_000_000, state: 'DISABLED' } })
  const of = (WorkGroup: string) => sdk().send(new GetWorkGroupCommand({ WorkGroup }))
  expect((await of('thrifty')).WorkGroup).toMatchObject({
    ...{ Name: 'thrifty', State: 'DISABLED' },
    Configuration: {
      ResultConfiguration: { OutputLocation: 's3://r/' },
      BytesScannedCutoffPerQuery: 10_000_000,
    },
  })
  await expect(of('nobody')).rejects.toMatchObject({ name: 'InvalidRequestException' })
})

test('lists the queries of a workgroup page by page, the newest first', async () => {
  await played({ primary: { output: 's3://r/' }, other: { output: 's3://r/' } })
  for (let i = 0; i < 3; i++) await engine.query(`SELECT ${i}`)
  const ids = [...athena.executions.keys()].toReversed()
  const pages = paginateListQueryExecutions({ client: sdk(), pageSize: 2 }, { WorkGroup: 'primary' })
  const found: (readonly string[] | undefined)[] = []
  for await (const { QueryExecutionIds } of pages) found.push(QueryExecutionIds)
  expect(found).toEqual([ids.slice(0, 2), ids.slice(2)])
  const none = await sdk().send(new ListQueryExecutionsCommand({ WorkGroup: 'other' }))
  expect(none.QueryExecutionIds).toEqual([])
})

test('puts the file of a result into S3, before it says that there is one', async () => {
  const bucket = await newBucket()
  const s3 = new S3Client(onStandIn())
  await played({ primary: { output: `s3://${bucket}/results` } }, async (location, Body) => {
    const [Bucket, ...key] = location.slice('s3://'.length).split('/')
    await s3.send(new PutObjectCommand({ Bucket, Key: key.join('/'), Body }))
  })
  await engine.query('SELECT a, n FROM t')
  await engine.query('SHOW TABLES')
  const texts: (string | undefined)[] = []
  for (const QueryExecutionId of athena.executions.keys()) {
    const { QueryExecution } = await sdk().send(new GetQueryExecutionCommand({ QueryExecutionId }))
    const location = QueryExecution?.ResultConfiguration?.OutputLocation ?? ''
    const Key = location.slice(`s3://${bucket}/`.length)
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))
    texts.push(await Body?.transformToString())
  }
  expect(texts).toEqual(['"a","n"\n"say ""x""","1"\n,"2"\n"","3"\n', 'contact\njourney\n'])
})
