import { randomUUID } from 'node:crypto'
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { configIn } from '../../cli/config.ts'
import { liveStateIn } from '../../cli/live.ts'
import { LakeError } from '../../schema/error.ts'
import type { LiveState } from '../live/advance.ts'
import { isAvailable, isOnline } from '../live/condition.ts'
import { decoded } from '../live/decode.ts'
import type { LiveEvent } from '../live/event.ts'
import { type KeywordRule, type Watch, watchOf } from '../live/rule.ts'
import { takeBatch } from '../live/state-store.ts'
import { logger, metrics, observed } from './telemetry.ts'
import { CONFIG } from './work.ts'

/** A record of a stream, as Lambda gives it. */
interface KinesisRecord {
  readonly kinesis: {
    readonly data: string
    /** Epoch seconds. */
    readonly approximateArrivalTimestamp: number
    readonly sequenceNumber: string
  }
  /** Shard and sequence number. */
  readonly eventID: string
}

interface KinesisBatch {
  readonly Records: KinesisRecord[]
}

/** Reads the records of a batch. Which of them are damaged is said by their place in the stream, with nothing out of them. */
async function readBatch(event: KinesisBatch, { rules }: Watch) {
  const keywords = rules.filter((rule): rule is KeywordRule => rule.when === 'keyword')
  const events: LiveEvent[] = []
  const counts = { read: 0, unknown: 0, damaged: 0 }
  let latest_ms = 0
  function read({ kinesis, eventID }: KinesisRecord): void {
    const arrived_ms = Math.round(kinesis.approximateArrivalTimestamp * 1000)
    latest_ms = Math.max(latest_ms, arrived_ms)
    counts.read++
    try {
      const found = decoded({ bytes: Buffer.from(kinesis.data, 'base64'), arrived_ms }, keywords)
      if (found) events.push(...found)
      else counts.unknown++
    } catch (error) {
      if (!(error instanceof LakeError)) throw error
      counts.damaged++
      logger.warn('a record is left out', { place: eventID, what: error.what, value: error.value })
      throw error
    }
  }
  const processor = new BatchProcessor(EventType.KinesisDataStreams, { logger: silent })
  const response = await processPartialResponse(
    event,
    async (record: KinesisRecord) => read(record),
    processor,
    {
      throwOnFullBatchFailure: false,
    },
  )
  return { events, counts, latest_ms, response }
}

/** Powertools would tell of a failure a second time, with the error's own words. */
const silent = { ...console, debug() {}, warn() {}, error() {} }

/** How it stands, for charts. No queue and no agent by itself: each would be a metric to pay for. */
function measure({ world, incidents, untold, now_ms }: LiveState, latest_ms: number): void {
  const agents = Object.values(world.agents)
  const waiting = Object.values(world.waiting)
  const turns = (change: string): number => untold.filter(alert => alert.change === change).length
  const open = Object.values(incidents).flatMap(each => Object.values(each))
  const gauges = {
    agents_online: agents.filter(isOnline).length,
    agents_available: agents.filter(isAvailable).length,
    contacts_waiting: waiting.length,
    incidents_open: open.filter(({ opened_ms }) => opened_ms !== undefined).length,
    alerts_opened: turns('opened'),
    alerts_closed: turns('closed'),
  }
  for (const [name, value] of Object.entries(gauges)) metrics.addMetric(name, MetricUnit.Count, value)
  const longest_ms = Math.max(0, ...waiting.map(({ since_ms }) => now_ms - since_ms))
  metrics.addMetric('longest_wait_s', MetricUnit.Seconds, longest_ms / 1000)
  metrics.addMetric('behind_s', MetricUnit.Seconds, Math.max(0, (latest_ms - now_ms) / 1000))
}

/**
 * A batch of a stream of Kinesis, on which agent events, contact records, contact events, real-time segments and scheduled
 * events may come mixed: keeps the live state, and publishes alerts. Damaged records are given back, so that the stream
 * sends them to its dead letters; all others of the batch are taken nevertheless, and once more do no harm.
 */
export const handler = (event: KinesisBatch) =>
  observed('live', event, async () => {
    const config = configIn(CONFIG)
    const watch = watchOf(config.live)
    const { events, counts, latest_ms, response } = await readBatch(event, watch)
    const { store, tell } = await liveStateIn(config)
    const { state, late } = await takeBatch(store, randomUUID, events, watch, tell)
    for (const [name, value] of Object.entries({ ...counts, late }))
      metrics.addMetric(`live_records_${name}`, MetricUnit.Count, value)
    measure(state, latest_ms)
    const alerts = state.untold.map(({ rule, change, at }) => ({ rule, change, at }))
    return { answer: response, report: { ...counts, late, alerts } }
  })
