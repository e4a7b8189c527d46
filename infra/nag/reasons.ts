import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs'
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam'
import { CfnStream } from 'aws-cdk-lib/aws-kinesis'
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose'
import { CfnQueue } from 'aws-cdk-lib/aws-sqs'
import type { IConstruct } from 'constructs'
import { acknowledge } from './acknowledge.ts'

/** A rule that does not hold for some constructs, and why. */
interface Reason {
  readonly rule: string
  readonly holds_for: (construct: IConstruct) => boolean
  readonly reason: string
}

const reasons: readonly Reason[] = [
  {
    rule: 'AwsSolutions-IAM5',
    holds_for: construct => construct instanceof CfnRole || construct instanceof CfnPolicy,
    reason:
      'resources end with a star where objects, log streams, tables or executions of one name are meant, none of which is there when the role is made; no action has a star, and a test lists each resource that is a star alone with what the service demands',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    // The functions and machines whose actions cannot be told which: each is in the list of test/infra/least-privilege.
    holds_for: construct =>
      construct instanceof CfnRole &&
      /Associate\/Role|OptIn\/Role|JobRole|StartRole|CrawlerRole|Step-import\/Role|dashboards\/Reader|Deploy\/Role/.test(
        construct.node.path,
      ),
    reason:
      'the service takes no resource for what is listed in test/infra/least-privilege.test.ts, action by action',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    holds_for: construct =>
      construct instanceof CfnPolicy && /\/(Job)?Role\/DefaultPolicy\//.test(construct.node.path),
    reason: 'traces, and the delivery of logs of Step Functions: they take no resource',
  },
  {
    rule: 'AwsSolutions-ECS2',
    holds_for: construct => construct instanceof CfnTaskDefinition,
    reason:
      'the configuration has names of places and limits; there is no secret in this system that a task would be told',
  },
  {
    rule: 'AwsSolutions-SQS3',
    holds_for: construct => construct instanceof CfnQueue && /Dead/.test(construct.node.path),
    reason: 'it is the queue behind another: what lies in it wakes a person',
  },
  {
    rule: 'AwsSolutions-KDS3',
    holds_for: construct => construct instanceof CfnStream,
    reason:
      'with a key of the deployment the account says who may read contacts; that of AWS is for everyone in it',
  },
  {
    rule: 'AwsSolutions-KDF1',
    holds_for: construct =>
      construct instanceof CfnDeliveryStream && construct.deliveryStreamType === 'KinesisStreamAsSource',
    reason:
      'what it reads comes encrypted from its stream, and Firehose takes no key of its own for such a source',
  },
]

/** Says to cdk-nag why it is not followed, construct by construct; each finding that nobody explains is an error. */
export function explain(stacks: readonly IConstruct[]): void {
  for (const construct of stacks.flatMap(stack => stack.node.findAll()))
    for (const { rule, holds_for, reason } of reasons)
      if (holds_for(construct)) acknowledge(construct, rule, reason)
}
