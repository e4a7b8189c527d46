import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { expect, test } from 'vitest'
import { dashboards } from '../../../dashboards/dashboards.ts'
import { compileQuickSight } from '../../../dashboards/quicksight/compile/compile.ts'
import { compiledStacks } from '../../../infra/dashboards/compiled.ts'
import { quickSightOf } from '../../../infra/dashboards/settings.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { deploymentFor, files } from '../deployments.ts'
import { cfnLint } from './cfn-lint.ts'

const folder = temporaryFolder()

test('dashboards as stacks: the validator of CloudFormation and cfn-lint find nothing', async () => {
  const settings = quickSightOf(deploymentFor('everything')) as NonNullable<ReturnType<typeof quickSightOf>>
  const all = compileQuickSight({ dashboards, settings, version: '1' })
  // The time of the validator grows with the square of a definition: that of one dashboard will do.
  const some = all.filter(
    ({ operation, id }) => !/^Create(Analysis|Dashboard)$/.test(operation) || id === 'wallboard',
  )
  const context = { '@aws-cdk/core:validateAgainstDefaultRules': true }
  const app = new App({ outdir: folder, context, analyticsReporting: false })
  compiledStacks(app, 'quicksight', some)
  app.synth()
  const templates = readdirSync(folder).filter(file => file.endsWith('.template.json'))
  expect(templates).toHaveLength(2)
  const paths = templates.map(file => join(folder, file))
  expect(await cfnLint(files.smallest.region, paths)).toEqual([])
}, 240_000)
