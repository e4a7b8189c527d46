import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { type Config, configIn } from '../../cli/config.ts'
import { jobPorts, lakeAt, required } from '../../cli/lake.ts'
import { limitsOf } from '../../cli/limits.ts'
import { checkApart, rawAt } from '../../cli/raw.ts'
import type { Spent } from '../../lake/engine/engine.ts'
import type { Counts } from '../../lake/log/commit.ts'
import type { RunPorts } from '../job/run.ts'
import type { Limits } from '../limits.ts'
import { metrics, observed } from './telemetry.ts'

/** Of a report what is measured besides counts. */
interface Sizes {
  readonly raw_bytes?: number
  readonly staged_bytes?: number
  readonly lag_ms?: number | null
}

/** The variable of the environment that holds the configuration: JSON, as in a file of the command line. */
export const CONFIG = 'CONNECT_LAKE_CONFIG'

/** What a handler works with: the lake and the raw side that the configuration names. */
export interface Work {
  readonly config: Config
  readonly ports: RunPorts
  readonly limits: Limits
}

async function opened(config: Config): Promise<Work & { close(): void }> {
  const place = required(config, 'raw')
  const lake = await lakeAt(required(config, 'lake'), config)
  await checkApart(lake.path, place)
  const raw = await rawAt(place, config, lake.scratch)
  return {
    config,
    ports: { ...(await jobPorts(lake, config)), raw },
    limits: limitsOf(config),
    close: lake.close,
  }
}

/** What Lambda says of a call. */
interface Called {
  getRemainingTimeInMillis?(): number
}

/** So long before its time is up a step stops what Athena does for it. */
const ENDS_MS = 15_000

const OUTCOMES = ['read', 'accepted', 'duplicate', 'superseded', 'quarantined', 'replaced'] as const

/** What Athena read for merges, which is what they cost. */
function measureSpent({ statements, scanned_bytes }: Spent): void {
  if (statements > 0) metrics.addMetric('merge_scanned_bytes', MetricUnit.Bytes, scanned_bytes)
}

/** Says what became of records, how much was read and how old it was, for alarms and charts. No record, and nothing out of one. */
function measure(report: Partial<Counts> & Sizes): void {
  for (const name of OUTCOMES)
    if (report[name] !== undefined) metrics.addMetric(`records_${name}`, MetricUnit.Count, report[name])
  const { read = 0, quarantined = 0, raw_bytes, staged_bytes, lag_ms } = report
  if (read > 0) metrics.addMetric('quarantine_share', MetricUnit.Percent, (100 * quarantined) / read)
  if (raw_bytes !== undefined) metrics.addMetric('raw_bytes', MetricUnit.Bytes, raw_bytes)
  if (staged_bytes !== undefined) metrics.addMetric('staged_bytes', MetricUnit.Bytes, staged_bytes)
  if (typeof lag_ms === 'number') metrics.addMetric('freshness_lag_s', MetricUnit.Seconds, lag_ms / 1000)
}

/**
 * Makes a handler of Lambda out of a step: opens what the configuration names, does the step, and closes. How it went is
 * said in logs, metrics and traces.
 * @param step its name
 */
export function handlerOf<E extends object, R extends object>(
  step: string,
  work: (event: E, opened: Work) => Promise<R>,
): (event: E, context?: Called) => Promise<R> {
  return (event, context) =>
    observed(step, event, async () => {
      const { close, ...open } = await opened(configIn(CONFIG))
      const { in_place } = open.ports
      const left_ms = context?.getRemainingTimeInMillis?.()
      // Killed at the end of its time, a step would leave a statement of Athena going, which is billed, and begun again.
      const ending =
        in_place && left_ms !== undefined && setTimeout(() => void in_place.interrupt(), left_ms - ENDS_MS)
      try {
        const report = await work(event, open)
        measure(report)
        return { answer: report, report }
      } finally {
        if (ending) clearTimeout(ending)
        if (in_place) measureSpent(in_place.spent())
        close()
      }
    })
}
