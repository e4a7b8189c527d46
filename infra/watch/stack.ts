import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { PRICED_ON } from '../../sql/cost/prices.ts'
import { letIn } from '../access.ts'
import { keyUses } from '../key-policy.ts'
import { deploymentName, nameOf } from '../names.ts'
import { Part } from '../part.ts'
import { alarmName, operators, silences, type Watched, type Watching, watched } from './alarms.ts'
import { costs } from './cost.ts'

/**
 * What is watched, and who is told. Apart from what it watches: alarms change often, and changing them must not be able
 * to touch the job or the data.
 */
export class WatchStack extends Part {
  constructor(scope: Construct, watching: Watching) {
    const { deployment } = watching.ingest
    super(scope, 'watch', deployment, 'alarms and a dashboard of CloudWatch')
    const key = new Key(this, 'Key', {
      description: `${nameOf(deployment, 'alarms')}: messages of alarms`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    letIn(key, keyUses(deployment).watch)
    const topic = new Topic(this, 'Alarms', {
      topicName: nameOf(deployment, 'alarms'),
      ...{ masterKey: key, enforceSSL: true },
    })
    // What is enforced replaces the policy that topics have by themselves, by which alarms may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': this.arn('cloudwatch', `alarm:${nameOf(deployment, '*')}`) },
        },
      }),
    )
    for (const email of deployment.watch.emails) topic.addSubscription(new EmailSubscription(email))
    const alarms = watched(watching).map(each => {
      const alarm = this.#alarm(each)
      alarm.addAlarmAction(new SnsAction(topic))
      alarm.addOkAction(new SnsAction(topic))
      return alarm
    })
    this.#dashboard(alarms, watched(watching), watching)
  }

  #alarm(watched: Watched): Alarm {
    const { page, meaning, metric, threshold, periods, when, silence } = watched
    const name = alarmName(watched)
    const { watch } = this.deployment
    return new Alarm(this, name, {
      alarmName: nameOf(this.deployment, name),
      alarmDescription: `${meaning[0]?.toUpperCase()}${meaning.slice(1)}. What to do: ${watch.runbook}#${page}`,
      ...{ metric, threshold, evaluationPeriods: periods },
      comparisonOperator: operators[when],
      treatMissingData: silences[silence],
    })
  }

  #dashboard(alarms: readonly Alarm[], all: readonly Watched[], watching: Watching): void {
    const { ingest } = watching
    const graph = (title: string, left: readonly IMetric[]): GraphWidget =>
      new GraphWidget({ title, left: [...left], width: 12, height: 6, liveData: true })
    const named = (start: string): readonly IMetric[] =>
      all.filter(each => each.page === start).map(({ metric }) => metric)
    const connect = (metricName: string, statistic: string, group: string): readonly IMetric[] =>
      ingest.deployment.instances.map(
        ({ arn, alias }) =>
          new Metric({
            ...{ namespace: 'AWS/Connect', metricName, statistic, label: alias, period: Duration.minutes(5) },
            dimensionsMap: { InstanceId: arn.split('/')[1] ?? '', MetricGroup: group },
          }),
      )
    // By a search: their other dimensions, queues and streams, are not known here.
    const searched = (title: string, schema: string, name: string, statistic: string): GraphWidget =>
      new GraphWidget({
        ...{ title, width: 12, height: 6 },
        left: ingest.deployment.instances.map(
          ({ arn, alias }) =>
            new MathExpression({
              label: alias,
              expression: `SEARCH('{AWS/Connect,${schema}} MetricName="${name}" ${arn.split('/')[1]}', '${statistic}', 300)`,
              usingMetrics: {},
              period: Duration.minutes(5),
            }),
        ),
      })
    const ofJob = (step: string, metricName: string, statistic: string, label: string): IMetric =>
      new Metric({
        ...{ namespace: 'ConnectLake', metricName, statistic, label },
        ...{ period: Duration.hours(1), dimensionsMap: { service: deploymentName(this.deployment), step } },
      })
    const records = ['accepted', 'duplicate', 'superseded', 'quarantined'].map(outcome =>
      ofJob('publish', `records_${outcome}`, 'Sum', outcome),
    )
    const lag = ofJob('publish', 'freshness_lag_s', 'Maximum', 'oldest record')
    const bytes = [
      ofJob('plan', 'raw_bytes', 'Sum', 'raw objects'),
      ofJob('transform', 'staged_bytes', 'Sum', 'Parquet'),
    ]
    new Dashboard(this, 'Dashboard', {
      dashboardName: nameOf(this.deployment, 'watch'),
      defaultInterval: Duration.days(1),
      widgets: [
        [
          new TextWidget({
            width: 24,
            height: 2,
            markdown: `# ${nameOf(this.deployment, 'watch')}\nWhat to do about an alarm: ${this.deployment.watch.runbook}`,
          }),
        ],
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 })],
        [
          searched('Contacts in queue', 'InstanceId,MetricGroup,QueueName', 'QueueSize', 'Maximum'),
          searched(
            'Packet loss, %',
            '"Instance ID",Participant,"Stream Type","Type of Connection"',
            'ToInstancePacketLossRate',
            'Average',
          ),
        ],
        [
          graph('Concurrent calls', connect('ConcurrentCalls', 'Maximum', 'VoiceCalls')),
          graph('Missed calls', connect('MissedCalls', 'Sum', 'VoiceCalls')),
        ],
        [
          graph('Refused calls', named('calls-throttled')),
          graph('Records delivered', named('nothing-arrived')),
        ],
        [
          graph('Behind the streams, ms', [...named('iterator-age'), ...named('live-late')]),
          graph('Behind the bucket, s', named('delivery-late')),
        ],
        [graph('What became of records', records), graph('Quarantined, %', named('quarantine'))],
        [graph('Age of records when they are first seen, s', [lag]), graph('New, bytes', bytes)],
        [
          graph('Runs that succeeded', named('run-missing')),
          graph('Longest call of each step, ms', named('step-slow')),
        ],
        [
          graph('Shards, % of what they take', named('shards-full')),
          graph(
            'Where nobody could do anything',
            all.filter(({ page }) => page.endsWith('-dead')).map(({ metric }) => metric),
          ),
        ],
        // Where there is QuickSight.
        ...(named('data-set-stale').length === 0
          ? []
          : [
              [
                graph('Data sets of QuickSight behind the lake, s', named('data-set-stale')),
                graph('Refreshes that failed', named('refresh-failed')),
              ],
            ]),
        [
          new GraphWidget({
            title: `About what a day costs, USD, of what grows with use (prices of ${PRICED_ON}; all of it: docs/cost.md)`,
            ...{ left: [...costs(watching)], stacked: true, width: 24, height: 6, period: Duration.days(1) },
          }),
        ],
      ],
    })
  }
}
