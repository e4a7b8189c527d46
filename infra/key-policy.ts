import type { Deployment } from './config.ts'
import { type PartName, partitionOf } from './names.ts'

/** A statement of the policy of a key, as IAM writes it. */
export interface KeyStatement {
  readonly Effect: 'Allow'
  readonly Principal: { readonly AWS: string } | { readonly Service: string }
  readonly Action: readonly string[]
  readonly Resource: '*'
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Somebody whom the policy of a key has to let in. */
export interface KeyUse {
  /** Who, and what for, for people. */
  readonly user: string
  readonly statement: KeyStatement
}

const allow = (
  Principal: KeyStatement['Principal'],
  Action: readonly string[],
  Condition?: KeyStatement['Condition'],
): KeyStatement => ({
  ...{ Effect: 'Allow', Principal, Action, Resource: '*' },
  ...(Condition && { Condition }),
})

const ENCRYPTS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const

/** What CDK writes into every key: without it no policy of a role counts. */
const ofAccount = (deployment: Deployment): KeyUse => ({
  user: 'the account, by the policies of its roles: those of Firehose, of functions and of rules',
  statement: allow({ AWS: `arn:${partitionOf(deployment)}:iam::${deployment.account}:root` }, ['kms:*']),
})

/**
 * Connect writes into streams as a role of its own in the account, which nobody can give a policy: without this it puts
 * nothing into them, and says so to nobody.
 */
const ofConnect = (deployment: Deployment): KeyUse => {
  const { account } = deployment
  const roles = 'role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*'
  return {
    user: 'Connect, which writes into the streams by its role of this account',
    statement: allow({ AWS: '*' }, ENCRYPTS, {
      StringEquals: { 'kms:CallerAccount': account },
      ArnLike: { 'aws:PrincipalArn': `arn:${partitionOf(deployment)}:iam::${account}:${roles}` },
    }),
  }
}

/** EventBridge, for queues of events that it could not deliver: their own policies say for which rules. */
const ofEvents = ({ account }: Deployment): KeyUse => ({
  user: 'EventBridge, which sets aside events that it could not deliver',
  statement: allow({ Service: 'events.amazonaws.com' }, ENCRYPTS, {
    StringEquals: { 'aws:SourceAccount': account },
  }),
})

const ofAlarms: KeyUse = {
  user: 'alarms of CloudWatch, which publish to their topic',
  statement: allow({ Service: 'cloudwatch.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey*']),
}

/** The keys of a deployment, by the stacks that have them, and whom each has to let in beside roles with policies. */
export const keyUses = (deployment: Deployment): Readonly<Partial<Record<PartName, readonly KeyUse[]>>> => ({
  storage: [
    ofAccount(deployment),
    ...(deployment.ingest.contact_events || deployment.live ? [ofEvents(deployment)] : []),
    ofConnect(deployment),
  ],
  watch: [ofAccount(deployment), ofAlarms],
})
