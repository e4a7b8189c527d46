/** From a stream to alerts: the bundle that is deployed, called by what plays Kinesis and Lambda. */
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { invoke, until } from '../ministack.ts'
import { type Consumer, deployConsumer } from './consumer.ts'
import { at, clock, damaged, kinesisRecord, left, queued, sales, support } from './records.ts'

const folder = temporaryFolder()
let consumer: Consumer

beforeAll(async () => {
  const rule = { name: 'wait', when: 'queue_wait', over_s: 120, clear_for_s: 60 } as const
  consumer = await deployConsumer('live', [rule], folder)
})

test('an alert when a wait is too long, and one when it is over: once each, of records out of order, repeated and damaged', async () => {
  // c1 waits from 10 s to 200 s: over 120 s at 130; well for a minute at 260.
  const opening = [left(200, 'c1'), queued(180, 'c2'), queued(10, 'c1'), damaged, queued(10, 'c1')]
  await consumer.put([...opening, clock(231)])
  await until(consumer.alerts, found => found.length > 0)
  await consumer.put([...opening, left(190, 'c2'), clock(231), clock(400)])
  await until(consumer.alerts, found => found.length > 1)
  // What were to come again would be here before what comes last.
  await consumer.put([...opening, clock(500), queued(600, 'c3', sales), clock(800)])
  const told = await until(consumer.alerts, found => found.some(({ queue_arn }) => queue_arn === sales))
  expect(told.map(({ change, at, queue_arn }) => [change, at, queue_arn])).toEqual([
    ['opened', at(130), support],
    ['closed', at(260), support],
    ['opened', at(720), sales],
  ])
})

// What plays Lambda takes no notice of the answer, so the answer itself is looked at; `poller.ts` plays what follows of it.
test('damaged records are given back by their places in the stream, and no other', async () => {
  const Records = [
    kinesisRecord('1', clock(810)),
    kinesisRecord('2', damaged),
    kinesisRecord('3', '{"other": true}'),
  ]
  const failures = (itemIdentifier: string) => ({ batchItemFailures: [{ itemIdentifier }] })
  expect(await invoke('live', { Records })).toEqual(failures('2'))
  expect(await invoke('live', { Records: Records.slice(1, 2) })).toEqual(failures('2'))
  expect(await invoke('live', { Records: Records.slice(0, 1) })).toEqual({ batchItemFailures: [] })
})
