import { Duration } from 'aws-cdk-lib'
import type { CfnRule } from 'aws-cdk-lib/aws-events'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { allowService } from './access.ts'

const EVENTS = 'events.amazonaws.com'

/**
 * A queue for events that a rule could not deliver, with the key of the deployment: they name contacts and agents. Rules
 * send to it when they name it; say which, with `sentBy`.
 */
export const deadEvents = (scope: Construct, id: string, queueName: string, key: Key): Queue =>
  new Queue(scope, id, {
    queueName,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  })

/** Lets rules, and nobody else who speaks for EventBridge, send to a queue. */
export function sentBy(queue: Queue, ...rules: readonly CfnRule[]): void {
  for (const { attrArn } of rules)
    queue.addToResourcePolicy(allowService(EVENTS, ['sqs:SendMessage'], queue.queueArn, attrArn))
}
