import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { Tracer } from '@aws-lambda-powertools/tracer'
import { instrumentClients } from '../../lake/aws/instrument.ts'
import { LakeError } from '../../schema/error.ts'

/** The deployment, by which metrics are told apart. */
const SERVICE = { serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'connect-lake' }

export const logger = new Logger(SERVICE)
export const metrics = new Metrics({ namespace: 'ConnectLake', ...SERVICE })

/** Off where it is not Lambda that runs. Calls of the SDK tell more than the requests they are made of. */
const tracer = new Tracer({ ...SERVICE, captureHTTPsRequests: false })
instrumentClients(client => tracer.captureAWSv3Client(client))

/** What a trace is found by: names of ours, and counts. All else stays out of it. */
const ANNOTATED = new Set([
  ...['step', 'outcome', 'failure', 'run', 'batch', 'batches', 'missing', 'commit', 'commits'],
  ...['objects', 'files', 'partitions', 'views', 'changed', 'refreshed'],
  ...['read', 'accepted', 'quarantined', 'late', 'alerts'],
])

/** Writes what is about a call into its segment. */
type Annotate = (about: object) => void

const annotations = (about: object): readonly (readonly [string, string | number])[] =>
  Object.entries(about).flatMap(([name, value]) => {
    const shown: unknown = Array.isArray(value) ? value.length : value
    const isPlain = typeof shown === 'number' || typeof shown === 'string'
    return ANNOTATED.has(name) && isPlain ? [[name, shown] as const] : []
  })

/**
 * An error that may be told in logs, in traces and to whoever called. Words of ours name places and settings, never what
 * is in a record; an error of a library may quote one, so only its kind and where it came from are kept.
 */
function tellable(error: unknown): LakeError {
  if (error instanceof LakeError) return error
  const { name, stack = '' } = error as Error
  const frames = stack.split('\n').filter(line => /^\s+at /.test(line))
  const told = new LakeError({
    what: 'the step failed, with an error that it does not know',
    value: name,
    remedy: 'the same run from a terminal, connect-lake run, shows its words; please report it',
  })
  told.stack = [`${name}: ${told.what}`, ...frames].join('\n')
  return told
}

/** Runs in a segment of its own, where there are traces. */
function traced<R>(name: string, work: (annotate: Annotate) => Promise<R>): Promise<R> {
  if (!tracer.isTracingEnabled()) return work(() => {})
  const ran = tracer.provider.captureAsyncFunc(`## ${name}`, async segment => {
    try {
      return await work(about => {
        for (const [key, value] of annotations(about)) segment?.addAnnotation(key, value)
      })
    } catch (error) {
      segment?.addError((error as LakeError).what)
      throw error
    } finally {
      segment?.close()
    }
  })
  return ran as Promise<R>
}

/**
 * Does a step, and says how it went: in lines of JSON, in metrics, in a segment of the trace. What fails is thrown on, for
 * who called repeats it.
 * @param step its name, a dimension of the metrics
 * @param event what it is about; of this, as of the report, only what `ANNOTATED` names goes into the trace
 * @param work gives its answer, and what the log is to say of it
 */
export function observed<R>(
  step: string,
  event: object,
  work: () => Promise<{ readonly answer: R; readonly report: object }>,
): Promise<R> {
  const begun_ms = performance.now()
  metrics.addDimension('step', step)
  return traced(step, async annotate => {
    try {
      annotate({ ...event, step })
      const { answer, report } = await work()
      annotate({ ...report, outcome: 'done' })
      logger.info('done', { step, report })
      return answer
    } catch (error) {
      const told = tellable(error)
      const { what, value, allowed, remedy, stack } = told
      logger.error('failed', { step, what, value, allowed, remedy, stack })
      metrics.addMetric('failures', MetricUnit.Count, 1)
      annotate({ outcome: 'failed', failure: what })
      throw told
    } finally {
      metrics.addMetric('duration_ms', MetricUnit.Milliseconds, performance.now() - begun_ms)
      metrics.publishStoredMetrics()
    }
  })
}
