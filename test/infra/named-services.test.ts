/**
 * What services do in the name of a role, or need of a key or a topic: no request of ours shows it, so rules of AWS's guides
 * stand here.
 */
import { expect, test } from 'vitest'
import { allTemplates, every, ofType, type Resource, resourcesOf, templates } from './templates.ts'

interface Statement {
  readonly Action: string | readonly string[]
  readonly Resource: unknown
  readonly Principal?: unknown
  readonly Condition?: unknown
}
const actionsOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Action }) => Action)
const statementsOf = ({ Properties }: Resource): readonly Statement[] =>
  (Properties.Policies ?? []).flatMap(
    (each: { PolicyDocument: { Statement: Statement[] } }) => each.PolicyDocument.Statement,
  )

test('who puts into a delivery stream may use the key that encrypts it', () => {
  const roles = every()
    .flatMap(allTemplates)
    .flatMap(resourcesOf)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([id, role]) => ({ id, actions: actionsOf(statementsOf(role)) }))
    .filter(({ actions }) => actions.includes('firehose:PutRecord'))
  expect(new Set(roles.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')))).toEqual(
    new Set(['contacteventsRuleRole', 'flowlogsFilterRole', 'metricsMetricRole']),
  )
  for (const { id, actions } of roles)
    expect(actions, id).toEqual(expect.arrayContaining(['kms:GenerateDataKey', 'kms:Decrypt']))
})

test('Connect may use the key of the streams that it writes into', () => {
  for (const { storage } of every()) {
    const statements: readonly Statement[] = ofType(storage, 'AWS::KMS::Key').flatMap(
      ({ Properties }) => Properties.KeyPolicy.Statement,
    )
    const ofConnect = statements.filter(each =>
      JSON.stringify(each).includes('AWSServiceRoleForAmazonConnect_'),
    )
    expect(ofConnect).toEqual([
      expect.objectContaining({
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // Of this account only.
        Condition: expect.objectContaining({ StringEquals: { 'kms:CallerAccount': expect.anything() } }),
      }),
    ])
  }
})

test('alarms may publish to their topic', () => {
  for (const { watch } of every()) {
    const [policy] = ofType(watch, 'AWS::SNS::TopicPolicy')
    const statements: readonly Statement[] = policy?.Properties.PolicyDocument.Statement ?? []
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': expect.anything() } },
      }),
    )
  }
})

test('a function that a stream calls may describe it, which Lambda does for it', () => {
  const { live } = templates('everything')
  const roles = live ? resourcesOf(live).filter(([, { Type }]) => Type === 'AWS::IAM::Role') : []
  const reading = roles
    .map(([, role]) => actionsOf(statementsOf(role)))
    .filter(all => all.includes('kinesis:GetRecords'))
  expect(reading).toHaveLength(1)
  expect(reading[0]).toContain('kinesis:DescribeStream')
})

test('of two deployments in one account each has metrics of its own', () => {
  for (const of of every()) {
    const names = allTemplates(of).flatMap(each =>
      ofType(each, 'AWS::Lambda::Function').flatMap(
        ({ Properties }) => Properties.Environment?.Variables?.POWERTOOLS_SERVICE_NAME ?? [],
      ),
    )
    const [name, ...others] = new Set(names)
    expect(others).toEqual([])
    const dimensions = ofType(of.watch, 'AWS::CloudWatch::Alarm').flatMap(({ Properties }) =>
      (Properties.Metrics ?? [{ MetricStat: { Metric: Properties } }]).flatMap(
        (each: { MetricStat?: { Metric: { Dimensions?: { Name: string; Value: string }[] } } }) =>
          each.MetricStat?.Metric.Dimensions ?? [],
      ),
    )
    const services = new Set(dimensions.filter(({ Name }) => Name === 'service').map(({ Value }) => Value))
    expect([...services]).toEqual([name])
  }
})
