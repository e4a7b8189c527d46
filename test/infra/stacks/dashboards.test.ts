import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Match, type Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { deploymentOf } from '../../../infra/config.ts'
import { deployed } from '../../../infra/deployment.ts'
import { everything, noCode } from '../deployments.ts'
import { configSchemaOfHandlers } from '../handler-configuration.ts'
import { ofType, resourcesOf, type Templates, templates, templatesOf } from '../templates.ts'

const dashboards = (): Template => templates('everything').dashboards as NonNullable<Templates['dashboards']>

/** The settings of a function as it will have them. */
function settings(template: Template, name: string): string {
  const [found] = ofType(template, 'AWS::Lambda::Function').filter(
    ({ Properties }) => Properties.FunctionName === `connect-lake-prod-${name}`,
  )
  const whole = found?.Properties.Environment.Variables.CONNECT_LAKE_CONFIG
  const parts: unknown[] = typeof whole === 'string' ? [whole] : whole['Fn::Join'][1]
  return parts.map(part => (typeof part === 'string' ? part : 'arn:aws:iam::123456789012:role/x')).join('')
}

test('they are there only where they were asked for', () => {
  expect(templates('smallest').dashboards).toBeUndefined()
  expect(JSON.stringify(templates('smallest').etl.toJSON())).not.toContain('refresh')
})

test('handlers find a configuration that they take: ids of this environment, groups, and who sees what', () => {
  for (const [template, name] of [
    [dashboards(), 'dashboards'],
    [templates('everything').etl, 'refresh'],
  ] as const) {
    const text = settings(template, name)
    expect(() => configSchemaOfHandlers(text)).not.toThrow()
    expect(JSON.parse(text)).toMatchObject({
      quicksight: {
        ...{ account_id: '123456789012', region: 'eu-west-2', identity_region: 'us-east-1' },
        ...{ prefix: 'connect-lake-prod-', workgroup: 'connect-lake-prod-dashboards' },
        ...{ database: 'connect_lake_prod', groups: { leads: 'viewer', makers: 'owner' } },
      },
      access: [{ group: 'leads', rows: { queue_name: ['Sales'] } }],
    })
  }
  expect(JSON.parse(settings(dashboards(), 'dashboards')).quicksight.role_arn).toMatch(/:role\//)
})

test('QuickSight reads one database and one workgroup, by a role that it alone takes', () => {
  const [, reader] = resourcesOf(dashboards()).find(([id]) => id.startsWith('Reader')) ?? []
  const { AssumeRolePolicyDocument, Policies } = reader?.Properties ?? {}
  expect(AssumeRolePolicyDocument.Statement).toEqual([
    expect.objectContaining({ Principal: { Service: 'quicksight.amazonaws.com' } }),
  ])
  const text = JSON.stringify(Policies)
  expect(text).toContain('workgroup/connect-lake-prod-dashboards')
  expect(text).not.toContain('analysts')
  expect(text).toContain('table/connect_lake_prod/*')
  // Objects of the bucket of results: those of dashboards, and of nobody else.
  const objects = text.match(/Results[^"]*"\},"[^"]*"/g)
  expect(objects?.every(each => each.endsWith('"/dashboards/*"'))).toBe(true)
  expect(objects).not.toEqual([])
  expect(text).not.toMatch(/glue:(Create|Update|Delete)/)
})

test('the deployer hands that role to QuickSight and no other, and writes only what begins with its names', () => {
  const roles = resourcesOf(dashboards()).filter(([id]) => /^DeployRole/.test(id))
  const statements = roles.flatMap(([, { Properties }]) => Properties.Policies[0].PolicyDocument.Statement)
  const pass = statements.filter(({ Action }) => Action === 'iam:PassRole')
  expect(pass).toEqual([
    expect.objectContaining({
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Reader/), 'Arn'] },
      Condition: { StringEquals: { 'iam:PassedToService': 'quicksight.amazonaws.com' } },
    }),
  ])
  const writes = /quicksight:(Update|Delete|Pass|Tag|Put|Restore)/
  for (const { Action, Resource } of statements) {
    if (!writes.test(JSON.stringify(Action))) continue
    for (const each of [Resource].flat())
      expect(JSON.stringify(each), JSON.stringify(Action)).toMatch(
        /\/connect-lake-prod-\*|group\/default\/(leads|makers)/,
      )
  }
})

test('the deployer may ask what its code asks, and nothing else', () => {
  const folder = 'dashboards/deploy'
  // These are of commands, and of the step that refreshes.
  const others = ['export.ts', 'refresh.ts', 'versions.ts']
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && !others.includes(name),
  )
  const asked = sources.flatMap(name =>
    [
      ...readFileSync(join(folder, name), 'utf8').matchAll(
        /\b(?:ask|find|sharingOf)\((?:[\w, ]*,)?\s*'(\w+)'/g,
      ),
    ].map(([, operation]) => operation as string),
  )
  // Permissions of QuickSight are given to groups only; a data set is handed to what shows it, and a source to it.
  const wanted = new Set([...asked.filter(each => each !== 'DescribeUser'), 'PassDataSet', 'PassDataSource'])
  const roles = resourcesOf(dashboards()).filter(([id]) => /^DeployRole/.test(id))
  const actions: string[] = roles
    .flatMap(([, { Properties }]) => Properties.Policies[0].PolicyDocument.Statement)
    .flatMap(({ Action }) => Action)
    .filter(each => each.startsWith('quicksight:'))
  expect([...new Set(actions)].map(each => each.slice('quicksight:'.length)).sort()).toEqual(
    [...wanted].sort(),
  )
})

test('a group more has dashboards deployed anew and refreshed, and touches nothing else of any stack', () => {
  const quicksight = {
    ...everything.quicksight,
    groups: { ...everything.quicksight.groups, staff: 'viewer' },
  }
  const after = templatesOf(deploymentOf({ ...everything, quicksight }, 'file.json'))
  const changed = Object.entries<Template>(templates('everything')).flatMap(([part, template]) => {
    const before = new Map(resourcesOf(template))
    return resourcesOf(after[part as keyof Templates] as Template)
      .filter(([id, resource]) => JSON.stringify(resource) !== JSON.stringify(before.get(id)))
      .map(([id, { Type }]) => `${part} ${Type} ${id.replace(/[0-9A-F]{8}$/, '')}`)
  })
  expect(changed).toEqual([
    'etl AWS::Lambda::Function SteprefreshFunction',
    'dashboards AWS::IAM::Role DeployRole',
    'dashboards AWS::Lambda::Function DeployFunction',
    'dashboards Custom::Dashboards Dashboards',
  ])
})

test('settings that are too many for a function end the synthesis', () => {
  const rules = Array.from({ length: 60 }, (_, n) => ({
    group: `team-${n}`,
    rows: { queue_name: [`Q ${n}`] },
  }))
  expect(() => deployed(deploymentOf({ ...everything, access: rules }, 'file.json'), noCode)).toThrow(
    expect.objectContaining({ what: expect.stringContaining('larger than Lambda takes') }),
  )
})

test('queries of QuickSight have a workgroup of their own: place, key, bound and metrics', () => {
  dashboards().hasResourceProperties('AWS::Athena::WorkGroup', {
    Name: 'connect-lake-prod-dashboards',
    WorkGroupConfiguration: {
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: 20_000_000_000,
      ResultConfiguration: {
        EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' },
        OutputLocation: { 'Fn::Join': ['', ['s3://', Match.anyValue(), '/dashboards/']] },
      },
    },
  })
  templates('everything').lake.hasResourceProperties('AWS::Athena::WorkGroup', {
    WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 100_000_000_000 },
  })
  // Analysts, and the job, have no right on it nor on its results.
  for (const { etl, lake } of [templates('everything')])
    expect(JSON.stringify([etl.toJSON(), lake.toJSON()])).not.toMatch(
      /workgroup\/connect-lake-prod-dashboards|"\/dashboards\/\*/,
    )
})

test('what the deployer looks at before the first write it may look at, and nothing else of its kind', () => {
  const roles = resourcesOf(dashboards()).filter(([id]) => /^DeployRole/.test(id))
  const statements = roles.flatMap(([, { Properties }]) => Properties.Policies[0].PolicyDocument.Statement)
  const resourceOf = (action: string) =>
    statements.flatMap(({ Action, Resource }) => ([Action].flat().includes(action) ? [Resource] : []))
  expect(JSON.stringify(resourceOf('athena:GetWorkGroup'))).toMatch(
    /workgroup\/connect-lake-prod-dashboards"/,
  )
  for (const action of ['iam:GetRole', 'iam:SimulatePrincipalPolicy'])
    expect(resourceOf(action)).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^Reader/), 'Arn'] }])
  expect(JSON.stringify(resourceOf('s3:ListBucket'))).toMatch(/Results\w+Arn/)
  // It is asked after the workgroup is there.
  const [custom] = ofType(dashboards(), 'Custom::Dashboards')
  expect((custom as { DependsOn?: unknown }).DependsOn).toEqual(['Workgroup'])
})
