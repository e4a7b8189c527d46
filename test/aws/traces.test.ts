/** What handlers tell of themselves in traces: read as the daemon of X-Ray gets it, from bundles as they are deployed. */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleHandlers } from '../../etl/handlers/bundle.js'
import { smallCounts, writeSmallRaw } from '../cli/small-raw.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { segmentsOf, type TraceDaemon, traceDaemon } from '../fixture/trace-daemon.ts'
import { awsEnvironment, awsUrl, newBucket, onStandIn, order } from './stand-in.ts'

const folder = temporaryFolder()
const bundles = join(folder, 'bundles')
const trace = '1-5759e988-bd862e3fe1be46a994272793'
const parent = '53995c3f42cd8ad8'
let daemon: TraceDaemon
let cli: CommandLine

const environment = () => ({ AWS_ENDPOINT_URL: awsUrl(), ...awsEnvironment(folder, join(folder, 'tmp')) })

/** What Lambda sets, and by which libraries know it. */
const lambda = () => ({
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'connect-lake-dev-arrived',
  LAMBDA_TASK_ROOT: '/var/task',
  _X_AMZN_TRACE_ID: `Root=${trace};Parent=${parent};Sampled=1`,
})

const script = `
const [code, event] = process.argv.slice(1)
require(code).handler(JSON.parse(event)).catch(() => { process.exitCode = 7 })
`

/** Calls a handler in a process of its own; gives its exit code and what it printed. */
async function call(handler: string, event: object, config: object, more: Readonly<Record<string, string>>) {
  const env = {
    ...{ PATH: process.env.PATH ?? '', NODE_PATH: join(import.meta.dirname, '../../node_modules') },
    ...{ ...environment(), ...more, AWS_XRAY_DAEMON_ADDRESS: daemon.address },
    CONNECT_LAKE_CONFIG: JSON.stringify({ ...config, memory_mb: 512, lanes: 1 }),
  }
  const args = ['-e', script, join(bundles, handler, 'index.cjs'), JSON.stringify(event)]
  const ran = promisify(execFile)(process.execPath, args, { env })
  return ran.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({
      code: code as number,
      stdout: stdout as string,
      stderr: stderr as string,
    }),
  )
}

/** A raw side and a place for a lake. */
async function places() {
  const raw = join(folder, 'raw')
  const [lakes, arrivals] = [await newBucket(), await newBucket()]
  const client = new S3Client(onStandIn())
  for (const each of readdirSync(raw, { recursive: true, withFileTypes: true }).filter(one => one.isFile())) {
    const path = join(each.parentPath, each.name)
    const Key = `connect/${path.slice(raw.length + 1)}`
    await client.send(new PutObjectCommand({ Bucket: arrivals, Key, Body: readFileSync(path) }))
  }
  return { lake: `s3://${lakes}/lake`, raw: `s3://${arrivals}/connect` }
}

beforeAll(async () => {
  mkdirSync(join(folder, 'tmp'))
  writeSmallRaw(join(folder, 'raw'))
  cli = await commandLine()
  await bundleHandlers(bundles)
  daemon = await traceDaemon()
})
afterAll(() => daemon.close())

test('a segment for the call, annotated with counts, and one for each call of AWS; nothing out of a record', async () => {
  const config = await places()
  const notice = { Records: [{ body: '{"customer":"+15550100999"}' }] }
  expect(await call('arrived', notice, config, lambda())).toMatchObject({ code: 0 })
  const packets = await daemon.taken()
  const segments = segmentsOf(packets)
  const [own, ...others] = segments.filter(({ namespace }) => namespace !== 'aws')
  expect(others).toEqual([])
  expect(own).toMatchObject({ name: '## arrived', trace_id: trace, parent_id: parent })
  expect(own?.annotations).toEqual({
    ...{ step: 'arrived', outcome: 'done', commits: 1, commit: expect.stringMatching(/^\d{10}-\w+$/) },
    ...{ objects: smallCounts.objects, read: smallCounts.read },
    ...{ accepted: smallCounts.accepted, quarantined: smallCounts.quarantined },
  })
  const calls = segments.filter(({ namespace }) => namespace === 'aws')
  expect(new Set(calls.map(({ name }) => name))).toEqual(new Set(['S3']))
  const operations = new Set(calls.map(({ aws }) => aws?.operation))
  for (const each of ['ListObjectsV2', 'GetObject', 'PutObject']) expect(operations).toContain(each)
  for (const each of calls) expect(each.parent_id ?? own?.id).toBe(own?.id)

  const question = `SELECT customer_endpoint_address, agent_username, queue_arn FROM contact_record`
  const rows = await cli.done(['query', question, '--lake', config.lake, '--format', 'csv'], {
    env: environment(),
  })
  const values = rows.trim().split('\n').slice(1).join().split(',').filter(Boolean)
  expect(values.some(value => value.startsWith('+'))).toBe(true)
  const told = packets.join('\n')
  expect([...values, '15550100999'].filter(value => told.includes(value))).toEqual([])
})

test('one that fails says with what, and by no value', async () => {
  const config = await places()
  await order({ method: 'GET', path: 'lake', status: 403, type: 'AccessDenied', times: 50 })
  const { code } = await call('plan', { audit: true, run: 'r1' }, config, lambda()).finally(() => order())
  expect(code).toBe(7)
  const packets = await daemon.taken()
  const own = segmentsOf(packets).find(({ name }) => name === '## plan')
  expect(own).toMatchObject({ fault: true, cause: { exceptions: [{ message: 'AWS denied access' }] } })
  expect(own?.annotations).toEqual({
    ...{ step: 'plan', run: 'r1' },
    ...{ outcome: 'failed', failure: 'AWS denied access' },
  })
})

test('nothing is sent of a call that is not sampled, nor where it is not Lambda that runs', async () => {
  const config = await places()
  const unsampled = { ...lambda(), _X_AMZN_TRACE_ID: `Root=${trace};Parent=${parent};Sampled=0` }
  for (const more of [unsampled, {}]) {
    const { code, stderr } = await call('plan', {}, config, more)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  }
  expect(await daemon.taken()).toEqual([])
})
