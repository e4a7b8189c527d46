/**
 * Each handler as it is deployed: its bundle, with the layer and the configuration that the stack gives it, in a process
 * of its own that has no more memory than the stack gives it, called by events in their shape. The load is a small day;
 * `npm run bench -- --only worker` has a whole batch. No database of Glue and no Athena: test/aws has them.
 */
import { join } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { handlerConfig } from '../../infra/etl/handler-config.ts'
import { memoryLimit } from '../bench/limited.ts'
import { measure } from '../bench/measure.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { deploymentFor } from '../infra/deployments.ts'
import { bucket, upload } from './bucket.ts'
import { contents } from './contents.ts'
import { environment } from './job.ts'
import { ACCOUNT, layer, REGION } from './ministack.ts'

const folder = temporaryFolder()
const deployment = { ...deploymentFor('smallest'), region: REGION } as const
const memory_bytes = deployment.etl.memory_mb * 1024 * 1024
const key = `arn:aws:kms:${REGION}:${ACCOUNT}:key/00000000-aaaa-bbbb-cccc-000000000000`
const { glue: _, engine: __, athena: ___, ...config } = handlerConfig(deployment, key)
let cli: CommandLine
let local: readonly string[]

/** What Lambda's runtime does: loads the code, and calls its handler with an event and a context. */
const runtime = `
const [code, event] = process.argv.slice(1)
const context = { functionName: 'worker', awsRequestId: '1', getRemainingTimeInMillis: () => 900_000 }
require(code).handler(JSON.parse(event), context).then(answer => console.log('\\n' + JSON.stringify(answer)))
`

/** Calls a bundle; one that needs more memory is killed where the system allows a limit, and fails either way. */
async function call(handler: string, event: object, lake: string): Promise<Record<string, unknown>> {
  const CONNECT_LAKE_CONFIG = JSON.stringify({ ...config, lake })
  const variables = { ...environment(folder), CONNECT_LAKE_CONFIG, NODE_PATH: layer, POWERTOOLS_DEV: 'false' }
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  const code = join(inject('bundles'), handler, 'index.cjs')
  const command = ['/usr/bin/env', ...set, process.execPath, '-e', runtime, code, JSON.stringify(event)]
  const limit = memoryLimit('connect-lake-worker', memory_bytes)
  try {
    const { printed, peak_rss_bytes = 0 } = await measure(limit ? limit.inside(command) : command)
    expect(peak_rss_bytes, handler).toBeLessThan(memory_bytes)
    return JSON.parse(printed.trimEnd().split('\n').at(-1) as string)
  } finally {
    limit?.remove()
  }
}

beforeAll(async () => {
  cli = await commandLine()
  const raw = join(folder, 'raw')
  await cli.done(['simulate', '--out', raw, '--days', '1', '--contacts-per-day', '900'])
  await cli.done(['run', '--raw', raw, '--lake', join(folder, 'lake')])
  local = await contents(cli, join(folder, 'lake'))
  const [, , name = '', prefix = ''] = config.raw.split('/')
  await upload(await bucket(name), prefix, raw)
  await bucket(config.lake.split('/')[2] as string)
})

test('step by step: a schedule, an item of the map, a run to publish', async () => {
  const { lake } = config
  // The input of the schedule is that of the machine, which gives it to plan.
  const planned = await call('plan', { audit: true }, lake)
  expect(planned).toMatchObject({ batches: 1 })
  const item = { run: planned.run, batch: 0 }
  expect(await call('transform', item, lake)).toMatchObject({ ...item, objects: planned.objects })
  const published = await call('publish', { run: planned.run }, lake)
  expect(published).toMatchObject({ commits: 1, missing: [] })
  expect(await call('derive', {}, lake)).toMatchObject({ partitions: expect.any(Number) })
  expect(await contents(cli, lake, { env: environment(folder) })).toEqual(local)
})

test('a message of a queue about an object that arrived', async () => {
  const lake = `${config.lake}-of-arrivals`
  const [, , name, prefix] = config.raw.split('/')
  const notice = {
    Records: [
      {
        ...{ eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: REGION, eventName: 'ObjectCreated:Put' },
        s3: { s3SchemaVersion: '1.0', bucket: { name }, object: { key: `${prefix}/2025/07/15/10/one` } },
      },
    ],
  }
  const message = {
    ...{ messageId: '1', receiptHandle: 'r', body: JSON.stringify(notice), messageAttributes: {} },
    ...{ eventSource: 'aws:sqs', eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:arrivals` },
    ...{ awsRegion: REGION, attributes: { ApproximateReceiveCount: '1' } },
  }
  expect(await call('arrived', { Records: [message] }, lake)).toMatchObject({ commits: 1 })
  expect(await call('arrived', { Records: [message] }, lake)).toMatchObject({ objects: 0, commits: 0 })
  expect(await contents(cli, lake, { env: environment(folder) })).toEqual(local)
})
