/** The job as it is deployed: a function for each of its steps, out of the bundles, and the state machine that calls them. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type StateMachineDefinition, stateMachine } from '../../infra/etl/state-machine.ts'
import { deploymentName } from '../../infra/names.ts'
import { deploymentFor } from '../infra/deployments.ts'
import { bucket } from './bucket.ts'
import { createMachine } from './execution.ts'
import { deploy, REGION } from './ministack.ts'

type Step = 'plan' | 'transform' | 'publish' | 'derive' | 'views' | 'refresh'

/** How processes reach MiniStack, and where they keep what they fetched of lakes. */
export const environment = (folder: string) => ({
  AWS_ENDPOINT_URL: inject('machine'),
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_EC2_METADATA_DISABLED: 'true',
  XDG_CACHE_HOME: join(folder, 'cache'),
})

/** When a call dies: before its work; after it, when only the answer is lost; or in the middle, the process with it, when it has made a commit. */
type Death = 'before' | 'after' | 'at-its-commit'

/** Faults on order for the next calls of steps, a file for each; of `transform` one for each batch: `transform-1`. */
export interface Faults {
  readonly folder: string
  /** The next calls of a step, each by its death; those behind them go well. */
  order(step: string, ...deaths: readonly Death[]): void
  /** Deaths that were ordered and did not come. */
  left(step: string): number
  clear(): void
}

export function faultsIn(folder: string): Faults {
  const path = (step: string): string => join(folder, step)
  return {
    folder,
    order: (step, ...deaths) => writeFileSync(path(step), JSON.stringify(deaths)),
    left: step => JSON.parse(readFileSync(path(step), 'utf8')).length,
    clear() {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder)
    },
  }
}

/** Around a bundle: a call of whose faults there are some left dies. */
const faulty = `
const { readFileSync, writeFileSync, existsSync } = require('node:fs')
const { S3Client } = require('@aws-sdk/client-s3')
const { handler } = require('./index.cjs')
const send = S3Client.prototype.send
let isDying = false
S3Client.prototype.send = async function (command, ...more) {
  const answer = await send.call(this, command, ...more)
  if (isDying && command.constructor.name === 'PutObjectCommand' && /_log\\/commit\\//.test(command.input.Key))
    process.exit(1)
  return answer
}
exports.handler = async event => {
  const { FAULTS, STEP } = process.env
  const order = [FAULTS + '/' + STEP, event.batch].filter(part => part !== undefined).join('-')
  const [death, ...left] = existsSync(order) ? JSON.parse(readFileSync(order, 'utf8')) : []
  if (death === undefined) return handler(event)
  writeFileSync(order, JSON.stringify(left))
  isDying = death === 'at-its-commit'
  if (death !== 'before') await handler(event)
  throw new Error('on order')
}
`

/** A job, and the lake that it fills. */
export interface Job {
  readonly machine: string
  readonly name: string
  readonly definition: StateMachineDefinition
  readonly lake: string
}

export interface JobOptions {
  /** For lake and functions; a bucket of this name is made. */
  readonly name: string
  /** Where the raw side is. */
  readonly raw: string
  /** The rest of what the functions find configured. */
  readonly config: object
  readonly faults: Faults
  /** For what processes keep. */
  readonly folder: string
  /** How QuickSight is reached; with it data sets are refreshed, too. */
  readonly quicksight?: Readonly<Record<string, string>>
}

/** Makes a lake with nothing in it, and a job that fills it. */
export async function deployJob({ name, raw, config, faults, folder, quicksight }: JobOptions): Promise<Job> {
  const lake = `s3://${await bucket(name)}/lake`
  const CONNECT_LAKE_CONFIG = JSON.stringify({ lake, raw, ...config })
  // As it is deployed: alarms find metrics by it.
  const POWERTOOLS_SERVICE_NAME = deploymentName(deploymentFor('everything'))
  const variables = {
    ...{ ...environment(folder), CONNECT_LAKE_CONFIG, POWERTOOLS_SERVICE_NAME },
    ...{ FAULTS: faults.folder, ...quicksight },
  }
  const step = (handler: Step): Promise<string> =>
    deploy(handler, `${name}-${handler}`, { ...variables, STEP: handler }, faulty)
  const definition = stateMachine({
    functions: {
      plan: await step('plan'),
      transform: await step('transform'),
      publish: await step('publish'),
      derive: await step('derive'),
      views: await step('views'),
      ...(quicksight && { refresh: await step('refresh') }),
    },
    lake: { bucket: name, prefix: 'lake' },
    concurrency: 2,
  })
  return { machine: await createMachine(name, definition), name, definition, lake }
}
