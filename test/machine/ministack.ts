import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'

/** Nobody's account, and nobody's credentials. */
export const ACCOUNT = '000000000000'
export const REGION = 'eu-central-1'

export const settings = () => ({
  endpoint: inject('machine'),
  region: REGION,
  forcePathStyle: true,
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
})

const signed = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=testing/20250715/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`

async function answered(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return text === '' ? {} : JSON.parse(text)
}

/** A call of a service that speaks JSON: `Kinesis_20131202.PutRecords`. */
export const ask = async (service: string, target: string, body: object): Promise<Record<string, unknown>> =>
  answered(
    await fetch(inject('machine'), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
        authorization: signed(service),
      },
      body: JSON.stringify(body),
    }),
  )

const lambda = async (path: string, body: object): Promise<Record<string, unknown>> =>
  answered(
    await fetch(`${inject('machine')}/2015-03-31${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: signed('lambda') },
      body: JSON.stringify(body),
    }),
  )

/** Packages that a function finds by NODE_PATH: the layer, and what Lambda's runtime has. */
export const layer = fileURLToPath(new URL('../../node_modules', import.meta.url))

/**
 * Makes a function of a bundle, as it is deployed.
 * @param around code of a CommonJS module that is called instead, and finds the bundle as `./index.cjs`: for faults
 * @returns its ARN
 */
export async function deploy(
  handler: string,
  name: string,
  environment: Readonly<Record<string, string>>,
  around?: string,
): Promise<string> {
  const folder = inject('bundles')
  const zip = join(folder, `${name}.zip`)
  const bundle = join(folder, handler, 'index.cjs')
  // MiniStack looks for index.js only. Where no package is around it, that is CommonJS, too.
  const code = join(folder, handler, 'index.js')
  if (around === undefined) copyFileSync(bundle, code)
  else writeFileSync(code, around)
  execFileSync('python3', ['-m', 'zipfile', '-c', zip, code, bundle])
  const { FunctionArn } = await lambda('/functions', {
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Role: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    Handler: 'index.handler',
    Code: { ZipFile: readFileSync(zip).toString('base64') },
    Timeout: 60,
    MemorySize: 2048,
    Environment: { Variables: { ...environment, NODE_PATH: layer } },
  })
  return FunctionArn as string
}

/** Calls a function with an event, as Lambda does; gives what it answered. */
export const invoke = (name: string, event: object) => lambda(`/functions/${name}/invocations`, event)

/** What a function said, by its own lines of JSON. */
export async function saidBy(name: string): Promise<readonly Record<string, unknown>[]> {
  const logGroupName = `/aws/lambda/${name}`
  const { events } = await ask('logs', 'Logs_20140328.FilterLogEvents', { logGroupName, limit: 10_000 })
  return (events as { message: string }[]).flatMap(({ message }) =>
    message.startsWith('{') ? [JSON.parse(message)] : [],
  )
}

/** Lets a stream call a function, as it is deployed: a damaged record is looked for, and goes to the dead letters. */
export const mapStream = (stream_arn: string, name: string) =>
  lambda('/event-source-mappings', {
    EventSourceArn: stream_arn,
    FunctionName: name,
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 500,
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 5,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  })

/** Asks until it is so; throws with what was there last when it does not come to that. */
export async function until<T>(look: () => Promise<T>, isSo: (found: T) => boolean, most_s = 60): Promise<T> {
  for (let waited_s = 0; ; waited_s += 0.5) {
    const found = await look()
    if (isSo(found)) return found
    if (waited_s >= most_s)
      throw new Error(`it did not come to that: ${JSON.stringify(found)?.slice(0, 2000)}`)
    await pause(500)
  }
}
