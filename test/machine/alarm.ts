/** Alarms as they are deployed, over the metrics that functions write into their logs. */
import { ofType, templates } from '../infra/templates.ts'
import { ask } from './ministack.ts'

const cloudWatch = (operation: string, body: object) =>
  ask('monitoring', `GraniteServiceVersion20100801.${operation}`, body)

interface Dimension {
  readonly Name: string
  readonly Value: string
}

/** Metrics in a line of a log, in the embedded metric format, as CloudWatch takes them out. */
const metricsIn = (line: Readonly<Record<string, unknown>>) => {
  const { CloudWatchMetrics = [] } = (line._aws ?? {}) as {
    CloudWatchMetrics?: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[]
  }
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions: [names = []], Metrics }) =>
    Metrics.map(({ Name }) => ({
      Namespace,
      MetricName: Name,
      Value: line[Name] as number,
      Dimensions: names.map((name): Dimension => ({ Name: name, Value: String(line[name]) })),
    })),
  )
}

const sorted = (dimensions: readonly Dimension[]): string =>
  JSON.stringify(dimensions.map(({ Name, Value }) => [Name, Value]).sort())

/** The alarm of a metric, out of the template of a deployment. */
export interface Alarm {
  /**
   * Takes what lines of a log say of its metric, and tells its state then. MiniStack takes no metrics out of logs, and no
   * notice of dimensions: both is done here.
   */
  after(lines: readonly Readonly<Record<string, unknown>>[]): Promise<string>
}

export async function deployAlarm(metric: string): Promise<Alarm> {
  const [alarm] = ofType(templates('everything').watch, 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties)
    .filter(({ MetricName }) => MetricName === metric)
  const { AlarmActions: _, OKActions: __, Tags: ___, AlarmName, ...settings } = alarm
  await cloudWatch('PutMetricAlarm', { AlarmName, ...settings })
  return {
    async after(lines) {
      const meant = lines
        .flatMap(metricsIn)
        .filter(
          each =>
            each.Namespace === alarm.Namespace &&
            each.MetricName === metric &&
            sorted(each.Dimensions) === sorted(alarm.Dimensions),
        )
      for (const { Namespace, ...MetricData } of meant)
        await cloudWatch('PutMetricData', { Namespace, MetricData: [MetricData] })
      const { MetricAlarms } = await cloudWatch('DescribeAlarms', { AlarmNames: [AlarmName] })
      return (MetricAlarms as { StateValue: string }[])[0]?.StateValue ?? 'no such alarm'
    },
  }
}
