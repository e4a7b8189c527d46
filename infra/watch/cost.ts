import { Duration } from 'aws-cdk-lib'
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { prices } from '../../sql/cost/prices.ts'
import { dashboardsWorkgroup, workgroupName } from '../dashboards/settings.ts'
import { nameOf } from '../names.ts'
import type { Watching } from './alarms.ts'

const GB = 1e9
const TB = 1e12
const DAY = Duration.days(1)

type Terms = readonly (readonly [metric: Metric, usd: number])[]

/** A sum of what is metered, each with what one of it costs; undefined where nothing is metered. */
function costOf(label: string, id: string, terms: Terms): MathExpression | undefined {
  if (terms.length === 0) return undefined
  const named = terms.map(([metric, usd], n) => [`${id}_${n}`, metric, usd] as const)
  return new MathExpression({
    label,
    period: DAY,
    expression: named.map(([name, , usd]) => `FILL(${name}, 0) * ${usd.toFixed(18)}`).join(' + '),
    usingMetrics: Object.fromEntries(named.map(([name, metric]) => [name, metric])),
  })
}

const summed = (namespace: string, metricName: string, dimensionsMap: Record<string, string>): Metric =>
  new Metric({ namespace, metricName, dimensionsMap, statistic: 'Sum', period: DAY })

/**
 * About what a day costs of what grows with contacts and questions, USD, by the prices of the model of docs/cost.md. Less
 * than the bill: records are not counted in whole steps, and what is paid by the month is not in it.
 */
export function costs({ ingest, etl }: Watching): readonly IMetric[] {
  const lambdas = Object.values(etl.handlers).map(({ lambda, functionName }): Terms[number] => {
    const { memorySize = 128 } = lambda.node.defaultChild as CfnFunction
    const usd = (prices.lambda_gb_s.usd * memorySize) / 1024 / 1000
    return [summed('AWS/Lambda', 'Duration', { FunctionName: functionName }), usd]
  })
  const deliveries = [...ingest.deliveries.values()].map(({ stream }): Terms[number] => [
    summed('AWS/Firehose', 'IncomingBytes', { DeliveryStreamName: stream.deliveryStreamName ?? '' }),
    prices.firehose_gb.usd / GB,
  ])
  // Streams on demand pay for bytes, shards for puts; the hours of either are not of what grows.
  const [written, usd] =
    ingest.deployment.ingest.shards === undefined
      ? (['IncomingBytes', prices.stream_in_gb.usd / GB] as const)
      : (['IncomingRecords', prices.shard_million_puts.usd / 1e6] as const)
  const streams = [...ingest.streams.keys()].map((source): Terms[number] => [
    summed('AWS/Kinesis', written, { StreamName: nameOf(ingest.deployment, source) }),
    usd,
  ])
  const groups = [workgroupName, ...(etl.deployment.quicksight ? [dashboardsWorkgroup] : [])]
  const asked = groups.map(name => `WorkGroup="${name(etl.deployment)}"`).join(' OR ')
  const athena = new MathExpression({
    label: 'Athena',
    period: DAY,
    // By a search: it is metered by kind and state of queries.
    expression: `SUM(SEARCH('{AWS/Athena,QueryState,QueryType,WorkGroup} MetricName="ProcessedBytes" (${asked})', 'Sum', ${DAY.toSeconds()})) * ${(prices.athena_tb.usd / TB).toFixed(18)}`,
    usingMetrics: {},
  })
  const other = [
    costOf('Lambda', 'lambda', lambdas),
    costOf('Firehose', 'firehose', deliveries),
    costOf('Kinesis, written', 'kinesis', streams),
  ]
  return [athena, ...other.flatMap(each => each ?? [])]
}
