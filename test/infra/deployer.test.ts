import { expect, test } from 'vitest'
import {
  deployerStatements,
  MOST_POLICY_CHARACTERS,
  policiesOf,
  type Statement,
} from '../../infra/deployer/policy.ts'
import { deploymentFor, files } from './deployments.ts'
import { allTemplates, resourcesOf, templates } from './templates.ts'

type Name = keyof typeof files

const typesOf = (name: Name): readonly string[] => [
  ...new Set(
    allTemplates(templates(name))
      .flatMap(resourcesOf)
      .map(([, { Type }]) => Type),
  ),
]
const statementsOf = (name: Name): readonly Statement[] =>
  deployerStatements(typesOf(name), deploymentFor(name))
const actionsOf = (name: Name): readonly string[] => statementsOf(name).flatMap(({ Action }) => Action)

test.each(Object.keys(files) as Name[])(
  '%s: each type of its templates is covered, no action is a star',
  name => {
    const services = new Set(actionsOf(name).map(action => action.split(':')[0]))
    // AWS::SQS::Queue → sqs; of some types the service has another name in policies.
    const named = { kinesisfirehose: 'firehose', stepfunctions: 'states' }
    for (const type of typesOf(name).filter(each => each.startsWith('AWS::'))) {
      const service = type.split('::')[1]?.toLowerCase() ?? ''
      expect(services, type).toContain(named[service as keyof typeof named] ?? service)
    }
    expect(actionsOf(name).filter(action => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action))).toEqual([])
  },
)

test('what one deployment has, only its deployer may make', () => {
  expect(actionsOf('smallest')).not.toContain('ecs:RegisterTaskDefinition')
  expect(actionsOf('everything')).toContain('ecs:RegisterTaskDefinition')
  expect(actionsOf('smallest')).not.toContain('lakeformation:RegisterResource')
  expect(actionsOf('everything')).toContain('lakeformation:RegisterResource')
})

test('roles and buckets of others are out of reach, and so is every object but the code', () => {
  const { account, region } = files.everything
  const of = (service: string): readonly string[] =>
    statementsOf('everything')
      .filter(({ Action }) => Action.some(action => action.startsWith(`${service}:`)))
      .flatMap(({ Resource }) => Resource)
  expect(of('iam')).toEqual([
    `arn:aws:iam::${account}:role/connect-lake-prod-*`,
    `arn:aws:iam::${account}:role/aws-service-role/*`,
  ])
  expect(of('s3')).toEqual([
    'arn:aws:s3:::connect-lake-prod-*',
    `arn:aws:s3:::cdk-hnb659fds-assets-${account}-${region}/*`,
  ])
  for (const { Resource, Condition } of statementsOf('everything'))
    if (Resource.includes('*')) expect(Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': region } })
})

test('policies are no larger than IAM takes, no more than it attaches to a role, and lose nothing', () => {
  const statements = statementsOf('everything')
  const policies = policiesOf(statements)
  for (const each of policies) expect(JSON.stringify(each).length).toBeLessThanOrEqual(MOST_POLICY_CHARACTERS)
  expect(policies.length).toBeLessThanOrEqual(10)
  expect(policies.flatMap(({ Statement }) => Statement)).toEqual(statements)
})

test('a type of which nobody knows what it needs is an error that says how to learn it', () => {
  expect(() => deployerStatements(['AWS::Braket::Task'], deploymentFor('smallest'))).toThrow(
    'nobody knows which permissions a resource needs',
  )
})
