/**
 * Two consumers on two shards over one live state in S3, of which calls fail on order: the state is lost by none of it, and
 * each alert is told, and told again only under the same id.
 */
import { S3Client } from '@aws-sdk/client-s3'
import { beforeEach, expect, test } from 'vitest'
import { s3State } from '../../etl/live/aws/s3-state.ts'
import type { LiveEvent } from '../../etl/live/event.ts'
import type { Alert } from '../../etl/live/incident.ts'
import { watchOf } from '../../etl/live/rule.ts'
import { takeBatch } from '../../etl/live/state-store.ts'
import { agent, clock, iso, left, queued, said, sales, support } from '../etl/live/events.ts'
import { type Fault, newBucket, onStandIn, order } from './stand-in.ts'

const KEY = '_live/state.json'
const watch = watchOf({
  rules: [
    { name: 'wait', when: 'queue_wait', over_s: 120, clear_for_s: 60 },
    { name: 'cancel', when: 'keyword', words: ['cancel'] },
  ],
})

/** Batches of two shards, which tell of the same seconds. */
const shards: readonly (readonly (readonly LiveEvent[])[])[] = [
  [[agent(0, 'a'), queued(10, 'c1')], [queued(20, 'c2', sales)], [said(25, 'c1', 'cancel')], [clock(29)]],
  [[queued(5, 'c3', sales), queued(12, 'c4')], [left(15, 'c4'), said(18, 'c2', 'cancel')], [left(22, 'c3')]],
]
/** When both are through: c1 waits over 120 s at 130 s until 200 s, c2 at 140 s and goes on; well for a minute at 260. */
const after = [left(200, 'c1'), clock(400)]
const alerts = [
  `cancel c1 ${iso(25)} opened`,
  `cancel c2 ${iso(18)} opened`,
  `wait ${sales.arn} ${iso(140)} opened`,
  `wait ${support.arn} ${iso(130)} closed`,
  `wait ${support.arn} ${iso(130)} opened`,
]

let bucket: string
let told: Alert[]
beforeEach(async () => {
  await order()
  bucket = await newBucket()
  told = []
})

let names = 0
const unique = () => `u${++names}`

/** A consumer of a shard. A batch that failed comes again, as the stream does it. */
async function consume(batches: readonly (readonly LiveEvent[])[]): Promise<number> {
  const store = s3State({ bucket, key: KEY, client: onStandIn() })
  let failed = 0
  for (const batch of batches)
    for (let isTaken = false; !isTaken; )
      await takeBatch(store, unique, batch, watch, async more => void told.push(...more)).then(
        () => (isTaken = true),
        error => {
          if (++failed > 20) throw error
        },
      )
  return failed
}

/** What is kept in the end. */
async function kept() {
  const held = await s3State({ bucket, key: KEY, client: onStandIn() }).read()
  return JSON.parse(Buffer.from(held.bytes ?? []).toString())
}

/** Lets both consume, with faults on order, and looks at what came of it; gives how many batches had to come again. */
async function expectAllTold(...faults: readonly Fault[]): Promise<number> {
  const said = JSON.stringify(faults)
  await order(...faults)
  const failed = await Promise.all(shards.map(consume))
  failed.push(await consume([after]))
  await order()
  expect([...new Set(told.map(({ id }) => id))].sort(), said).toEqual(alerts)
  // The same id is the same alert.
  expect(new Set(told.map(each => JSON.stringify(each))).size, said).toBe(alerts.length)
  const { world, untold } = await kept()
  expect(Object.keys(world.waiting), said).toEqual(['c2'])
  expect(untold, said).toEqual([])
  return failed.reduce((a, b) => a + b)
}

test('undisturbed but by each other: each alert is told', async () => {
  expect(await expectAllTold()).toBe(0)
})

const put: Partial<Fault> = { method: 'PUT', path: `${KEY}$` }
const get: Partial<Fault> = { method: 'GET', path: `${KEY}$` }
/** From the first to the last: one for each batch, and one for what was told. Rivals make more of them. */
const moments = Array.from({ length: 9 }, (_, skip) => skip)

test.each<[string, Omit<Fault, 'skip'>, boolean]>([
  ['a put that is refused for a while', { ...put, status: 503, type: 'SlowDown', times: 2 }, false],
  ['a put whose answer is lost', { ...put, status: 500, type: 'InternalError', after: true }, false],
  ['a put that meets another', { ...put, status: 409, type: 'ConditionalRequestConflict' }, false],
  ['a put that is told of a rival', { ...put, status: 412, type: 'PreconditionFailed' }, false],
  ['a put of a worker that dies of it', { ...put, status: 403, type: 'AccessDenied' }, true],
  [
    'a worker that dies when its put was done',
    { ...put, status: 403, type: 'AccessDenied', after: true },
    true,
  ],
  [
    'a look that is refused for a while',
    { ...get, status: 503, type: 'ServiceUnavailable', times: 2 },
    false,
  ],
  ['a look of a worker that dies of it', { ...get, status: 403, type: 'AccessDenied' }, true],
])('%s', async (_, fault, dies) => {
  let failed = 0
  for (const skip of moments) {
    bucket = await newBucket()
    told = []
    failed += await expectAllTold({ ...fault, skip })
  }
  // Where a worker dies of it, its batch came again; all else the store mends by itself.
  expect(failed).toBe(dies ? moments.length : 0)
})

test('a rival that puts before the second try of a put whose answer was lost: nothing is lost, and it tells what there is', async () => {
  const { requestHandler } = new S3Client(onStandIn()).config
  const store = s3State({ bucket, key: KEY, client: onStandIn() })
  const tell = async (more: readonly Alert[]) => void told.push(...more)
  const waits = [queued(10, 'c1'), clock(200)]
  let isLost = false
  const losing: typeof requestHandler = {
    ...requestHandler,
    async handle(request, options) {
      const answer = await requestHandler.handle(request, options)
      if (isLost || request.method !== 'PUT') return answer
      isLost = true
      await takeBatch(store, unique, [queued(190, 'c2', sales)], watch, tell)
      throw new Error('socket hang up')
    },
  }
  const client = { ...onStandIn(), requestHandler: losing }
  await takeBatch(s3State({ bucket, key: KEY, client }), unique, waits, watch, tell)
  expect(told.map(({ id }) => id)).toEqual([`wait ${support.arn} ${iso(130)} opened`])
  // The rival's own is there, too: of a moment that is not yet over.
  const { world, pending, untold } = await kept()
  expect(Object.keys(world.waiting)).toEqual(['c1'])
  expect(pending.map(({ kind }: LiveEvent) => kind)).toEqual(['queued', 'clock'])
  expect(untold).toEqual([])
})
