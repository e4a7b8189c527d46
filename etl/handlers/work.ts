import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { type Config, configIn } from '../../cli/config.ts'
import { jobPorts, lakeAt, required } from '../../cli/lake.ts'
import { checkApart, rawAt } from '../../cli/raw.ts'
import type { Counts } from '../../lake/log/commit.ts'
import { LakeError } from '../../schema/error.ts'
import type { RunPorts } from '../job/run.ts'
import { defaultLimits, type Limits } from '../limits.ts'

/** The variable of the environment that holds the configuration: JSON, as in a file of the command line. */
const CONFIG = 'CONNECT_LAKE_CONFIG'

/** What a handler works with: the lake and the raw side that the configuration names. */
export interface Work {
  readonly ports: RunPorts
  readonly limits: Limits
}

const logger = new Logger({ serviceName: 'connect-lake' })
const metrics = new Metrics({ namespace: 'ConnectLake', serviceName: 'connect-lake' })

async function opened(config: Config): Promise<Work & { close(): void }> {
  const place = required(config, 'raw')
  const lake = await lakeAt(required(config, 'lake'), config)
  await checkApart(lake.path, place)
  const raw = await rawAt(place, config, lake.scratch)
  const { batch_bytes, record_limit_bytes } = config
  return {
    ports: { ...(await jobPorts(lake, config)), raw },
    limits: { ...defaultLimits, batch_bytes, record_limit_bytes },
    close: lake.close,
  }
}

/** Says what became of records, for alarms and charts. No record, and nothing out of one. */
function count(counts: Partial<Counts>): void {
  for (const [name, value] of Object.entries(counts))
    if (typeof value === 'number') metrics.addMetric(`records_${name}`, MetricUnit.Count, value)
  const { read = 0, quarantined = 0 } = counts
  if (read > 0) metrics.addMetric('quarantine_share', MetricUnit.Percent, (100 * quarantined) / read)
}

const countsOf = ({ read, accepted, duplicate, superseded, quarantined, replaced }: Counts) => ({
  ...{ read, accepted, duplicate, superseded, quarantined, replaced },
})

/**
 * Makes a handler of Lambda out of a step: opens what the configuration names, does the step, says how it went in lines
 * of JSON and in metrics, and closes. What fails is thrown on, for who called repeats it.
 * @param step its name, a dimension of the metrics
 */
export function handlerOf<E, R extends object>(
  step: string,
  work: (event: E, opened: Work) => Promise<R>,
): (event: E) => Promise<R> {
  return async event => {
    const begun_ms = performance.now()
    metrics.addDimension('step', step)
    try {
      const config = configIn(CONFIG)
      const { close, ...open } = await opened(config)
      try {
        const report = await work(event, open)
        if ('accepted' in report) count(countsOf(report as unknown as Counts))
        logger.info('done', { step, report })
        return report
      } finally {
        close()
      }
    } catch (error) {
      // Its words name places and settings, never what is in a record.
      const said = error instanceof LakeError ? error : { what: (error as Error).message }
      const { what, value, allowed, remedy } = {
        value: undefined,
        allowed: undefined,
        remedy: undefined,
        ...said,
      }
      logger.error('failed', { step, what, value, allowed, remedy, stack: (error as Error).stack })
      metrics.addMetric('failures', MetricUnit.Count, 1)
      throw error
    } finally {
      metrics.addMetric('duration_ms', MetricUnit.Milliseconds, performance.now() - begun_ms)
      metrics.publishStoredMetrics()
    }
  }
}
