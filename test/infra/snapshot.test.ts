/**
 * What no other test says of the templates, so that a change of it is seen by whoever reviews it. Where one is meant:
 * `npx vitest run test/infra/snapshot.test.ts -u`, and read the difference.
 */
import { expect, test } from 'vitest'
import { deploymentFor, type files } from './deployments.ts'
import { shownTemplates, told } from './shown-template.ts'
import { templates } from './templates.ts'

const shown = (name: keyof typeof files) => shownTemplates(templates(name), deploymentFor(name))

test('the smallest deployment, resource by resource', async () => {
  await expect(told(shown('smallest'))).toMatchFileSnapshot('snapshot/smallest.txt')
})

test.each(['everything', 'twoInstances'] as const)('%s, as it differs from the smallest', async name => {
  await expect(told(shown(name), shown('smallest'))).toMatchFileSnapshot(`snapshot/${name}.txt`)
})
