import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { allTemplates, every, resourcesOf } from '../templates.ts'
import { pythonWithCfnLint } from './cfn-lint.ts'

test('what CloudFormation asks for each type of the templates is what its schemas say today', async () => {
  const types = every().flatMap(allTemplates).flatMap(resourcesOf)
  const named = [...new Set(types.map(([, { Type }]) => Type))].filter(type => type.startsWith('AWS::'))
  const args = ['infra/deployer/extract.py', ...named]
  const said = execFileSync(await pythonWithCfnLint(), args, { encoding: 'utf8' })
  await expect(said).toMatchFileSnapshot('../../../infra/deployer/actions.json')
}, 240_000)
