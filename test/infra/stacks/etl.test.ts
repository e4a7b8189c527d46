import { expect, test } from 'vitest'
import { deploymentOf } from '../../../infra/config.ts'
import { everything } from '../deployments.ts'
import { configSchemaOfHandlers } from '../handler-configuration.ts'
import { every, ofType, resourcesOf, type Templates, templates, templatesOf } from '../templates.ts'

const functions = (of: Templates) =>
  ofType(of.etl, 'AWS::Lambda::Function').map(({ Properties }) => Properties)

test('functions run on arm64 with Node 24; one publishes at a time', () => {
  for (const each of functions(templates('everything')))
    expect(each).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    })
  const limited = functions(templates('everything')).filter(
    each => each.ReservedConcurrentExecutions !== undefined,
  )
  expect(limited.map(each => [each.FunctionName, each.ReservedConcurrentExecutions])).toEqual([
    ['connect-lake-prod-publish', 1],
  ])
})

test('functions of the job are traced; the consumer, which is called all the time, is not', () => {
  const { live, ...all } = templates('everything')
  for (const each of functions(all)) expect(each.TracingConfig).toEqual({ Mode: 'Active' })
  const consumers = live ? ofType(live, 'AWS::Lambda::Function') : []
  expect(consumers.map(({ Properties }) => Properties.TracingConfig)).toEqual([undefined])
})

test('handlers are told what Athena merges where that was asked for', () => {
  const told = (of: Templates) =>
    functions(of).map(({ Environment }) =>
      /merge_mb[^0-9]*(\d+)/.exec(JSON.stringify(Environment.Variables.CONNECT_LAKE_CONFIG))?.at(1),
    )
  expect(new Set(told(templates('smallest')))).toEqual(new Set([undefined]))
  expect(new Set(told(templates('everything')))).toEqual(new Set(['2000']))
})

test('handlers find a configuration that they take', () => {
  for (const each of every().flatMap(functions)) {
    const written = each.Environment.Variables.CONNECT_LAKE_CONFIG
    const text =
      typeof written === 'string'
        ? written
        : written['Fn::Join'][1]
            .map((part: unknown) => (typeof part === 'string' ? part : 'arn:aws:kms:key'))
            .join('')
    expect(() => configSchemaOfHandlers(text)).not.toThrow()
  }
})

test('it is started by the clock of the business, and by an audit; a start that fails is set aside', () => {
  const schedules = ofType(templates('everything').etl, 'AWS::Scheduler::Schedule').map(
    ({ Properties }) => Properties,
  )
  expect(
    schedules.map(each => [each.ScheduleExpression, each.ScheduleExpressionTimezone, each.Target.Input]),
  ).toEqual([
    ['rate(1 hour)', 'Europe/Paris', '{}'],
    ['cron(30 3 * * ? *)', 'Europe/Paris', '{"audit":true}'],
    // What no kept commit needs is removed: in S3 every commit has files of its own for the days that it changed.
    ['cron(30 5 * * ? *)', 'Europe/Paris', '{"keep_days":3}'],
    ['cron(30 2 * * ? *)', 'Europe/Paris', '{"days":3}'],
  ])
  for (const each of schedules) expect(each.Target.DeadLetterConfig.Arn).toBeDefined()
})

test('the state machine is logged and traced, and its definition is that of the function', () => {
  templates('smallest').etl.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    LoggingConfiguration: { Level: 'ALL' },
    TracingConfiguration: { Enabled: true },
  })
  const [machine] = ofType(templates('smallest').etl, 'AWS::StepFunctions::StateMachine')
  expect(JSON.stringify(machine?.Properties.DefinitionString)).toContain('TransformBatch')
})

test('small runs only where they were asked for, two at most', () => {
  expect(ofType(templates('smallest').etl, 'AWS::Lambda::EventSourceMapping')).toEqual([])
  templates('everything').etl.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    ScalingConfig: { MaximumConcurrency: 2 },
  })
})

const grantsOf = (of: Templates) =>
  ofType(of.etl, 'AWS::LakeFormation::PrincipalPermissions').flatMap(({ Properties }) =>
    Properties.Resource.Table ? [[Properties.Permissions, Properties.Resource.Table]] : [],
  )

test('the managed lake is read where it was asked for, and who reads it sees the link and what it leads to', () => {
  const named = (of: Templates) => functions(of).map(each => each.FunctionName)
  expect(named(templates('smallest'))).not.toContain('connect-lake-dev-import')
  expect(named(templates('everything'))).toContain('connect-lake-prod-import')
  expect(grantsOf(templates('everything'))).toEqual([
    [['DESCRIBE'], { CatalogId: '123456789012', DatabaseName: 'connect_managed', Name: 'contact_record' }],
    [['SELECT'], { CatalogId: '999988887777', DatabaseName: 'connect_datalake', Name: 'contact_record' }],
  ])
  expect(grantsOf(templates('smallest'))).toEqual([])
  const { etl } = everything
  const ungranted = { ...etl, managed_lake: { ...etl.managed_lake, grant: false } }
  expect(grantsOf(templatesOf(deploymentOf({ ...everything, etl: ungranted }, 'a test')))).toEqual([])
})

test('with readers the place of the lake is registered: every role that shows partitions has a right to it, and no other has', () => {
  const { etl, lake } = templates('everything')
  const grants = resourcesOf(etl).filter(
    ([, { Type }]) => Type === 'AWS::LakeFormation::PrincipalPermissions',
  )
  const [place] = ofType(lake, 'AWS::LakeFormation::Resource')
  const granted = grants.flatMap(([, { Properties }]) => {
    const { Resource, Permissions, Principal } = Properties
    if (!Resource.DataLocation) return []
    expect(Permissions).toEqual(['DATA_LOCATION_ACCESS'])
    expect(Resource.DataLocation).toEqual({
      CatalogId: '123456789012',
      ResourceArn: place?.Properties.ResourceArn,
    })
    return [Principal.DataLakePrincipalIdentifier['Fn::GetAtt'][0] as string]
  })
  const showing = resourcesOf(etl).flatMap(([id, { Type, Properties }]) =>
    Type === 'AWS::IAM::Role' && JSON.stringify(Properties.Policies).includes('glue:BatchCreatePartition')
      ? [id]
      : [],
  )
  // Publish, derive, refresh, arrived, collect, and the container.
  expect(showing).toHaveLength(6)
  expect(granted.sort()).toEqual(showing.sort())
  // One at a time, those of the managed lake too: each waits for another one, but for the first.
  const ids = grants.map(([id]) => id)
  const waits = grants.flatMap(([, { DependsOn = [] }]) => DependsOn.filter(each => ids.includes(each)))
  expect(new Set(waits).size).toBe(ids.length - 1)
  expect(waits).toHaveLength(ids.length - 1)
  expect(ofType(templates('smallest').etl, 'AWS::LakeFormation::PrincipalPermissions')).toEqual([])
})

test.each([
  // Of Fargate with so many processors 55 % for the engine, and of 100 GB of disk a quarter: 0.55 * 30720, 0.55 * 16384.
  ['4', 16_896],
  ['2', 9011],
])(
  'the container for backfills with %s processors uses what it has, and not what a worker has',
  (vcpu, memory_mb) => {
    const backfill = { ...everything.etl.backfill, vcpu }
    const { etl } = templatesOf(
      deploymentOf({ ...everything, etl: { ...everything.etl, backfill } }, 'container'),
    )
    const [task] = ofType(etl, 'AWS::ECS::TaskDefinition')
    const [{ Name, Value } = { Name: '', Value: {} }] =
      task?.Properties.ContainerDefinitions[0].Environment ?? []
    expect(Name).toBe('CONNECT_LAKE_CONFIG')
    const parts = Value['Fn::Join'][1] as readonly unknown[]
    const text = parts.map(part => (typeof part === 'string' ? part : 'arn:x')).join('')
    expect(() => configSchemaOfHandlers(text)).not.toThrow()
    expect(JSON.parse(text)).toMatchObject({ memory_mb, lanes: Number(vcpu), s3: { cache_mb: 25_600 } })
  },
)
