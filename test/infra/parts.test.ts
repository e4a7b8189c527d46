/** What finds the stacks of a deployment in an account: their names, and their tag. */
import { expect, test } from 'vitest'
import { deployed } from '../../infra/deployment.ts'
import { nameOf, partsOf, TAG } from '../../infra/names.ts'
import { deploymentFor, files, noCode } from './deployments.ts'

test.each(Object.keys(files) as (keyof typeof files)[])(
  '%s: makes the stacks that its sections say, by their names, each with the tag of its environment',
  name => {
    process.env.CDK_VALIDATION = 'false'
    const deployment = deploymentFor(name)
    const { stacks } = deployed(deployment, noCode).app.synth()
    const names = partsOf(deployment).map(part => nameOf(deployment, part))
    expect(stacks.map(({ stackName }) => stackName).sort()).toEqual([...names].sort())
    for (const { tags } of stacks) expect(tags).toEqual({ [TAG]: deployment.environment })
  },
)
