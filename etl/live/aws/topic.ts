import { PublishBatchCommand, SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns'
import { asked } from '../../../lake/aws/failure.ts'
import { instrumented } from '../../../lake/aws/instrument.ts'
import type { Alert } from '../incident.ts'

/** SNS takes no more at once. */
const MOST_AT_ONCE = 10

/**
 * Publishes alerts, as JSON, with the rule and the turn as attributes to filter by. To a FIFO topic the id keeps what is told
 * again from coming twice.
 */
export function alertTopic(
  topic_arn: string,
  client: SNSClientConfig = {},
): (alerts: readonly Alert[]) => Promise<void> {
  const sns = instrumented(new SNSClient(client))
  const isFifo = topic_arn.endsWith('.fifo')
  const text = (StringValue: string) => ({ DataType: 'String', StringValue })
  return async alerts => {
    for (let from = 0; from < alerts.length; from += MOST_AT_ONCE) {
      const entries = alerts.slice(from, from + MOST_AT_ONCE).map((alert, n) => ({
        Id: String(n),
        Subject: `${alert.rule} ${alert.change}`,
        Message: JSON.stringify(alert),
        MessageAttributes: { rule: text(alert.rule), when: text(alert.when), change: text(alert.change) },
        // An id may be longer than SNS takes.
        ...(isFifo && {
          MessageGroupId: alert.rule,
          MessageDeduplicationId: alert.id.slice(-128).replaceAll(' ', '_'),
        }),
      }))
      const publish = new PublishBatchCommand({ TopicArn: topic_arn, PublishBatchRequestEntries: entries })
      const { Failed = [] } = await asked('sns:Publish', topic_arn, sns.send(publish))
      if (Failed[0]) throw new Error(`${Failed.length} alerts were not published: ${Failed[0].Code}`)
    }
  }
}
