/** The live consumer as it is deployed: a stream, the bundle, a topic, and a queue that hears of alerts. */
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import type { Alert } from '../../../etl/live/incident.ts'
import type { LiveSettings } from '../../../etl/live/rule.ts'
import { bucket } from '../bucket.ts'
import { environment } from '../job.ts'
import { ACCOUNT, ask, deploy, mapStream, REGION, settings } from '../ministack.ts'

/** Kinesis takes no more at once. */
const MOST_AT_ONCE = 500

export interface Consumer {
  /** The function. */
  readonly name: string
  /** Puts records on the stream, in this order: it has one shard. */
  put(records: readonly string[]): Promise<void>
  /** All alerts that have come until now, in the order in which they came. */
  alerts(): Promise<readonly Alert[]>
}

/** @param name of function, stream, topic and queue; the lake is `<name>-lake` */
export async function deployConsumer(
  name: string,
  rules: LiveSettings['rules'],
  folder: string,
): Promise<Consumer> {
  const lake = `s3://${await bucket(`${name}-lake`)}/connect`
  const sns = new SNSClient(settings())
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }))
  const { QueueUrl } = await ask('sqs', 'AmazonSQS.CreateQueue', { QueueName: name })
  const Endpoint = `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }))
  await ask('kinesis', 'Kinesis_20131202.CreateStream', { StreamName: name, ShardCount: 1 })
  await deploy('live', name, {
    ...environment(folder),
    CONNECT_LAKE_CONFIG: JSON.stringify({ lake, live: { topic_arn: TopicArn, rules } }),
  })
  await mapStream(`arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${name}`, name)
  const seen: Alert[] = []
  return {
    name,
    async put(records) {
      for (let from = 0; from < records.length; from += MOST_AT_ONCE)
        await ask('kinesis', 'Kinesis_20131202.PutRecords', {
          StreamName: name,
          Records: records.slice(from, from + MOST_AT_ONCE).map((text, n) => ({
            Data: Buffer.from(text).toString('base64'),
            PartitionKey: String(n),
          })),
        })
    },
    async alerts() {
      for (;;) {
        const { Messages = [] } = (await ask('sqs', 'AmazonSQS.ReceiveMessage', {
          ...{ QueueUrl, MaxNumberOfMessages: 10 },
        })) as { Messages?: { Body: string; ReceiptHandle: string }[] }
        for (const { Body, ReceiptHandle } of Messages) {
          seen.push(JSON.parse(JSON.parse(Body).Message))
          await ask('sqs', 'AmazonSQS.DeleteMessage', { QueueUrl, ReceiptHandle })
        }
        if (Messages.length === 0) return seen
      }
    },
  }
}
