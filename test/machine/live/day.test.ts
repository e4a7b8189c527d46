/**
 * A simulated day through a stream and the bundle that is deployed: told is what has to be told by the world's own books,
 * each once. The records come out of order, some again, and damaged ones among them. A day takes seconds, and the stream's
 * own time is that of this machine: real-time segments, whose time is that of the stream, come when the day is over.
 */
import { beforeAll, expect, test } from 'vitest'
import type { Alert } from '../../../etl/live/incident.ts'
import { randomStreams } from '../../../simulator/random.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { until } from '../ministack.ts'
import { type Consumer, deployConsumer } from './consumer.ts'
import { abandonment, agentError, agentsAvailable, queueWait, type Turn } from './truth.ts'
import { type Sent, simulatedDay, type World } from './world.ts'

const folder = temporaryFolder()
const random = randomStreams(3).flow
const wait = { name: 'wait', when: 'queue_wait', over_s: 90 } as const
const few = { name: 'few', when: 'agents_available', below: 2, for_s: 30 } as const
const shares = { over_percent: 15, of_at_least: 4, within_s: 1800 }
const leave = { name: 'leave', when: 'abandonment', ...shares } as const
const error = { name: 'error', when: 'agent_error', for_s: 5, clear_for_s: 20 } as const
const keyword = 'keyword' as const
const refund = { name: 'refund', when: keyword, words: ['refund'], said_by: 'CUSTOMER' as const }
const angry = { name: 'angry', when: keyword, categories: ['Complaint'] }
/** Is said last, when all before it was told. */
const last = { name: 'last', when: keyword, words: ['goodbye'] }

let world: World
let consumer: Consumer
let told: readonly Alert[]

/** Records as they arrive: up to 25 s out of order, a tenth of them once more, some of those an hour later. */
function arriving(records: readonly Sent[]): readonly string[] {
  const copies = records.flatMap(({ at_ms, text }) => {
    const first = { at_ms: at_ms + random.integer(0, 25_000), text }
    const again = { at_ms: first.at_ms + random.integer(0, random.chance(0.5) ? 10_000 : 3_600_000), text }
    return random.chance(0.1) ? [first, again] : [first]
  })
  return copies.sort((a, b) => a.at_ms - b.at_ms).map(({ text }) => text)
}

/** Puts a record in between that cannot be read, now and then. */
const withDamage = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text, n) => {
    if (n % 50 !== 7) return [text]
    const ways = [
      text.slice(0, random.integer(1, text.length - 1)),
      'Service Unavailable',
      '{"ContactId":null,"EventType":"SEGMENTS"}',
      text.replace(/"(EventTimestamp|LastUpdateTimestamp|time)":"\d{4}/, '"$1":"2100'),
    ]
    return [random.pick(ways), text]
  })

/** What real-time segments say of a contact: the agent asks everybody for what is looked for, some customers say it. */
function segmentsOf({ contact: { id, channel, attributes } }: World['contacts'][number]): readonly string[] {
  const { reason = '' } = attributes
  const record = (...Segments: object[]) =>
    JSON.stringify({ Version: '1.0.0', Channel: channel, ContactId: id, EventType: 'SEGMENTS', Segments })
  const transcript = (ParticipantRole: string, Content: string) => ({
    Transcript: { Id: `${id} ${ParticipantRole}`, ParticipantRole, Content },
  })
  const customer = transcript('CUSTOMER', `Hello, it is about ${reason}, please.`)
  return [
    record(transcript('AGENT', 'Is it about a refund?'), {
      Utterance: { PartialContent: 'He', ParticipantRole: 'CUSTOMER' },
    }),
    record(customer),
    record(customer, transcript('CUSTOMER', `As I said: ${reason}!`)),
    ...(reason === 'complaint'
      ? [record({ Categories: { MatchedCategories: ['Complaint'], MatchedDetails: {} } })]
      : []),
  ]
}

beforeAll(async () => {
  world = await simulatedDay(700)
  const rules = [wait, few, leave, error, refund, angry, last]
  consumer = await deployConsumer('day', rules, folder)
  const records = arriving(world.records)
  await consumer.put(withDamage(records))
  const segments = world.contacts.filter(({ contact }) => contact.work).flatMap(segmentsOf)
  await consumer.put(withDamage(segments))
  // Long ago by then, and once more.
  await consumer.put([...segments, ...records.filter(() => random.chance(0.02))])
  const goodbye = { Transcript: { Content: 'Goodbye' } }
  // The stream's time goes on: by more than what may be out of order.
  const time = new Date(Date.now() + 200_000).toISOString()
  await consumer.put([
    JSON.stringify({ ContactId: 'the last one', EventType: 'SEGMENTS', Segments: [goodbye] }),
    JSON.stringify({ id: 'last', 'detail-type': 'Scheduled Event', source: 'aws.events', time }),
  ])
  told = await until(consumer.alerts, alerts => alerts.some(({ rule }) => rule === last.name), 200)
})

/** What the day has to tell of a rule, and what was told, in order; what comes of its end is of no day. */
const turnsOf = (rule: string, all: readonly Turn[]): readonly Turn[] =>
  all
    .filter(each => each.rule === rule && each.at_ms < world.end_ms)
    .sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.at_ms - b.at_ms))
const toldOf = (rule: string): readonly Turn[] =>
  turnsOf(
    rule,
    told.map(({ rule, change, at, queue_arn, agent_arn }) => {
      return { rule, change, at_ms: Date.parse(at), subject: queue_arn ?? agent_arn ?? '' }
    }),
  )

test('every alert is told once', () => {
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
})

test.each([
  ['a wait over the limit', wait.name, () => queueWait(world, wait)],
  ['customers who leave', leave.name, () => abandonment(world, leave)],
])('%s: each incident opens and closes at its second', (_, rule, truth) => {
  const expected = turnsOf(rule, truth())
  expect(expected.filter(({ change }) => change === 'closed').length).toBeGreaterThan(4)
  expect(toldOf(rule)).toEqual(expected)
})

/** An agent event tells of a state up to 58 ms after it began. */
const REPORT_DELAY_MS = 58

test.each([
  ['too few agents', few.name, () => agentsAvailable(world, few)],
  ['an agent in Error', error.name, () => agentError(world, error)],
])('%s: each incident opens and closes, as soon as it is reported', (_, rule, truth) => {
  const expected = turnsOf(rule, truth())
  expect(expected.filter(({ change }) => change === 'closed').length).toBeGreaterThan(4)
  const found = toldOf(rule)
  const shape = ({ subject, change }: Turn) => [subject, change]
  expect(found.map(shape)).toEqual(expected.map(shape))
  const delays_ms = found.map(({ at_ms }, n) => at_ms - (expected[n] as Turn).at_ms)
  expect(Math.min(...delays_ms)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...delays_ms)).toBeLessThanOrEqual(REPORT_DELAY_MS)
})

test.each([
  ['by the words of a customer, not of the agent', refund.name, 'refund'],
  ['by a category', angry.name, 'complaint'],
])('what is said is told once a contact: %s', (_, rule, reason) => {
  const expected = world.contacts.flatMap(({ contact: { id, work, attributes } }) =>
    work && attributes.reason === reason ? [id] : [],
  )
  expect(expected.length).toBeGreaterThan(5)
  const found = told.flatMap(alert => (alert.rule === rule ? [alert.contact_id] : []))
  expect(found.toSorted()).toEqual(expected.toSorted())
})
