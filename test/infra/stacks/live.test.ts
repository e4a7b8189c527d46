import { Match } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { deploymentOf } from '../../../infra/config.ts'
import { smallest } from '../deployments.ts'
import { configSchemaOfHandlers } from '../handler-configuration.ts'
import { ofType, resourcesOf, type Templates, templates, templatesOf } from '../templates.ts'

test('is there only where it has rules', () => {
  expect(templates('smallest').live).toBeUndefined()
  expect(templates('everything').live).toBeDefined()
})

test('reads every stream, and sets aside what is damaged without holding up the rest', () => {
  const live = templates('everything').live as NonNullable<Templates['live']>
  const mappings = ofType(live, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties)
  expect(mappings).toHaveLength(4)
  for (const each of mappings) {
    expect(each).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
    expect(each.DestinationConfig.OnFailure.Destination).toBeDefined()
  }
})

test('its handler finds a configuration that it takes, with rules and topic', () => {
  const live = templates('everything').live as NonNullable<Templates['live']>
  const [consumer] = ofType(live, 'AWS::Lambda::Function')
  const parts = consumer?.Properties.Environment.Variables.CONNECT_LAKE_CONFIG['Fn::Join'][1] as unknown[]
  const text = parts.map(part => (typeof part === 'string' ? part : 'arn:x')).join('')
  expect(() => configSchemaOfHandlers(text)).not.toThrow()
  expect(JSON.parse(text).live).toMatchObject({ rules: [{ name: 'waiting' }], topic_arn: 'arn:x' })
})

test('who is named is told of alerts, nobody else is, and the handler knows of no addresses', () => {
  const rules = [{ name: 'waiting', when: 'queue_wait', over_s: 120 }]
  const liveOf = (live: object) =>
    templatesOf(deploymentOf({ ...smallest, live }, 'alerts')).live as NonNullable<Templates['live']>
  const live = liveOf({ rules, emails: ['floor@example.com', 'leads@example.com'] })
  const [topic] = resourcesOf(live).find(([, { Type }]) => Type === 'AWS::SNS::Topic') ?? []
  expect(ofType(live, 'AWS::SNS::Subscription').map(({ Properties }) => Properties)).toEqual(
    ['floor@example.com', 'leads@example.com'].map(Endpoint => ({
      ...{ Protocol: 'email', TopicArn: { Ref: topic }, Endpoint },
    })),
  )
  const [consumer] = ofType(live, 'AWS::Lambda::Function')
  expect(JSON.stringify(consumer?.Properties.Environment)).not.toContain('example.com')
  expect(ofType(liveOf({ rules }), 'AWS::SNS::Subscription')).toEqual([])
})

test('events and minutes that cannot be put into its stream are set aside, encrypted, for a fortnight, and wake somebody', () => {
  const { live, storage, watch } = templates('everything') as Required<Templates>
  const rules = ofType(live, 'AWS::Events::Rule').map(({ Properties }) => Properties)
  expect(rules.map(each => each.ScheduleExpression)).toEqual([undefined, 'rate(1 minute)'])
  const [id] = resourcesOf(live).find(([name]) => /^DeadEvents[0-9A-F]{8}$/.test(name)) ?? []
  const queue = { 'Fn::GetAtt': [id, 'Arn'] }
  for (const { Targets } of rules) expect(Targets[0].DeadLetterConfig).toEqual({ Arn: queue })
  live.hasResourceProperties('AWS::SQS::Queue', {
    KmsMasterKeyId: { 'Fn::ImportValue': Match.stringLikeRegexp('^connect-lake-prod-storage:.*Key') },
    MessageRetentionPeriod: 14 * 24 * 3600,
  })
  // TLS, and both rules, and nobody else.
  const [policy] = ofType(live, 'AWS::SQS::QueuePolicy').filter(
    ({ Properties }) => Properties.Queues[0].Ref === id,
  )
  const [tls, ...senders] = policy?.Properties.PolicyDocument.Statement ?? []
  expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
  const ruleIds = resourcesOf(live).flatMap(([name, { Type }]) =>
    Type === 'AWS::Events::Rule' ? [name] : [],
  )
  expect(senders).toEqual(
    ruleIds.map(rule => ({
      ...{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue },
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
    })),
  )
  storage.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
        }),
      ]),
    },
  })
  watch.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'connect-lake-prod-live-events-dead',
    AlarmDescription: Match.stringLikeRegexp('docs/runbook.md#live-events-dead$'),
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
  })
})

test('where no rule of EventBridge has a queue, the key knows nothing of it', () => {
  const ingest = { contact_events: false }
  const { storage } = templatesOf(deploymentOf({ ...smallest, ingest }, 'file.json'))
  expect(JSON.stringify(ofType(storage, 'AWS::KMS::Key'))).not.toContain('events.amazonaws.com')
})
