/** What damaged records do to a stream that goes on: the bundle that is deployed, called by what plays Lambda's poller. */
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { invoke, saidBy, until } from '../ministack.ts'
import { type Consumer, deployConsumer } from './consumer.ts'
import { polled } from './poller.ts'
import { at, clock, kinesisRecord, left, queued } from './records.ts'

const folder = temporaryFolder()
const arnOf = (queue: string): string => `arn:aws:connect:eu-central-1:000000000000:instance/i/queue/${queue}`
/** As the stack deploys it, but for batches so small that a person can work them out. */
const mapping = { batch_size: 4, most_retries: 5 }
let consumer: Consumer

beforeAll(async () => {
  const rule = { name: 'wait', when: 'queue_wait', over_s: 120, clear_for_s: 60 } as const
  consumer = await deployConsumer('dead-letters', [rule], folder)
})

type Batch = readonly ReturnType<typeof kinesisRecord>[]

/** Calls the function; throws what it threw. */
async function call(Records: Batch) {
  const answer = await invoke(consumer.name, { Records })
  if (!('batchItemFailures' in answer)) throw new Error(JSON.stringify(answer))
  return answer as { batchItemFailures: { itemIdentifier: string }[] }
}

/** The records of a case that begins so many seconds after the start: `<case>1`, `<case>2` and so on. */
const numbered = (name: string, texts: readonly string[]): Batch =>
  texts.map((text, n) => kinesisRecord(`${name}${n + 1}`, text))

/** All that is told of a queue, once the time has come. */
async function toldOf(queue: string): Promise<readonly (readonly string[])[]> {
  const ofQueue = (all: Awaited<ReturnType<typeof consumer.alerts>>) =>
    all.filter(({ queue_arn }) => queue_arn === arnOf(queue))
  const all = await until(consumer.alerts, found => ofQueue(found).length > 1)
  return ofQueue(all).map(({ change, at }) => [change, at])
}

/**
 * c1 waits from 10 s to 200 s: over 120 s at 130. From 200 s on none has waited for a minute, c2 from 190 s to 230 s
 * neither: well for a minute at 260.
 */
const waits = (from_s: number, queue: string) => ({
  records: {
    c1_queued: queued(from_s + 10, `${queue} c1`, arnOf(queue)),
    c1_left: left(from_s + 200, `${queue} c1`),
    c2_queued: queued(from_s + 190, `${queue} c2`, arnOf(queue)),
    c2_left: left(from_s + 230, `${queue} c2`),
    later: clock(from_s + 400),
  },
  alerts: [
    ['opened', at(from_s + 130)],
    ['closed', at(from_s + 260)],
  ],
})

const batch = (startSequenceNumber: string, endSequenceNumber: string, batchSize: number) => ({
  ...{ startSequenceNumber, endSequenceNumber, batchSize },
})

test.each([
  {
    reading: 'a batch that begins with a damaged record is given up as a whole',
    ...{ name: 'whole', from_s: 0, halves_at_first: false },
    // Of the first four what lies before the damage is done.
    discarded: [batch('whole2', 'whole4', 3), batch('whole5', 'whole7', 3)],
  },
  {
    reading: 'it is halved until the record is alone',
    ...{ name: 'halved', from_s: 1000, halves_at_first: true },
    discarded: [batch('halved2', 'halved2', 1), batch('halved5', 'halved5', 1)],
  },
])('damaged records go to the dead letters, and all others count: $reading', async each => {
  const { name, from_s, halves_at_first, discarded } = each
  const { records, alerts } = waits(from_s, name)
  const { c1_queued, c1_left, c2_queued, c2_left, later } = records
  // A clock that is a year ahead would make all else late.
  const ahead = clock(from_s + 366 * 86_400)
  const cut = `{"ContactId": "${name} c1", "CustomerEndpoint": {"Address": "+4930471147`
  const all = numbered(name, [c1_queued, cut, c1_left, c2_queued, ahead, c2_left, later])
  expect(await polled(all, call, { ...mapping, halves_at_first })).toEqual(discarded)
  expect(await toldOf(name)).toEqual(alerts)

  // The log says where they lie, for whoever looks into the dead letters, and nothing that is in them.
  const said = await saidBy(consumer.name)
  const places = said.flatMap(({ message, place }) =>
    message === 'a record is left out' && String(place).includes(name) ? [place] : [],
  )
  expect(new Set(places)).toEqual(new Set([2, 5].map(n => `shardId-0:${name}${n}`)))
  expect(JSON.stringify(said)).not.toContain('471147')
})

test('calls that fail before their work, and whose answers are lost: nothing is given up, and nothing told twice', async () => {
  const { records, alerts } = waits(2000, 'again')
  // The first batch before its work, each half of it after it, and so the second batch.
  const deaths: Readonly<Record<number, 'before' | 'after'>> = {
    1: 'before',
    2: 'after',
    5: 'after',
    8: 'after',
  }
  let calls = 0
  const failing = async (Records: Batch) => {
    const death = deaths[++calls]
    if (death === 'before') throw new Error('on order')
    const answer = await call(Records)
    if (death === 'after') throw new Error('the answer is lost')
    return answer
  }
  const all = numbered('again', Object.values(records))
  expect(await polled(all, failing, { ...mapping, halves_at_first: true })).toEqual([])
  expect(calls).toBe(9)
  expect(await toldOf('again')).toEqual(alerts)
})
