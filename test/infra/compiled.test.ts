import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, test } from 'vitest'
import { dashboards } from '../../dashboards/dashboards.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { CompiledDashboards, compiledStacks } from '../../infra/dashboards/compiled.ts'
import { quickSightOf } from '../../infra/dashboards/settings.ts'
import { requests } from '../dashboards/quicksight/requests.ts'
import { deploymentFor } from './deployments.ts'
import { ofType } from './templates.ts'

/** CloudFormation takes no larger template. */
const MOST_BYTES = 1_000_000

interface Ordered {
  readonly Type: string
  readonly DependsOn?: readonly string[]
}
const resourcesIn = (template: Template): Readonly<Record<string, Ordered>> => template.toJSON().Resources

test('each is made after what it names', () => {
  const stack = new Stack(new App(), 'Small')
  new CompiledDashboards(stack, 'QuickSight', requests())
  const all = resourcesIn(Template.fromStack(stack))
  const named = (start: string): string => Object.keys(all).find(id => id.includes(start)) ?? ''
  const behind = (id: string): readonly string[] =>
    (all[id]?.DependsOn ?? []).flatMap(each => [each, ...behind(each)])
  expect(behind(named('CreateDataSetContacts'))).toEqual(
    expect.arrayContaining([named('CreateDataSetWhoSees'), named('CreateDataSource')]),
  )
  expect(behind(named('CreateDashboard'))).toEqual(
    expect.arrayContaining([named('CreateDataSetContacts'), named('CreateTheme'), named('CreateFolder')]),
  )
})

/** By what CloudFormation's validator and cfn-lint hold: test/infra/whole. */
let stacks: readonly Template[]
beforeAll(() => {
  process.env.CDK_VALIDATION = 'false'
  const settings = quickSightOf(deploymentFor('everything')) as NonNullable<ReturnType<typeof quickSightOf>>
  const all = compileQuickSight({ dashboards, settings, version: '1' })
  stacks = compiledStacks(new App(), 'quicksight', all).map(stack => Template.fromStack(stack))
})

test('every dashboard has a stack of its own, which a template can hold', () => {
  expect(stacks.slice(1).map(each => ofType(each, 'AWS::QuickSight::Dashboard').length)).toEqual(
    dashboards.map(() => 1),
  )
  expect(ofType(stacks[0] as Template, 'AWS::QuickSight::DataSet').length).toBeGreaterThan(10)
  for (const each of stacks) expect(JSON.stringify(each.toJSON()).length).toBeLessThan(MOST_BYTES)
})
