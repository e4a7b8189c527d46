import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Deployment } from '../../infra/config.ts'
import { deployerStatements, policiesOf } from '../../infra/deployer/policy.ts'
import { nameOf, partitionOf } from '../../infra/names.ts'
import { type Assembly, typesOf } from './assembly.ts'

/**
 * Writes what the role in whose name CloudFormation deploys needs, as policies of IAM, and prints how it is given them.
 * @param folder is made where it is not there
 */
export function writePolicies(folder: string, assembly: Assembly, deployment: Deployment): void {
  const { account, region } = deployment
  mkdirSync(folder, { recursive: true })
  const policies = policiesOf(deployerStatements(typesOf(assembly), deployment)).map((policy, n) => {
    const name = nameOf(deployment, `deployer-${n + 1}`)
    const path = join(folder, `${name}.json`)
    // Without white space, as its size is counted.
    writeFileSync(path, `${JSON.stringify(policy)}\n`)
    return { name, path }
  })
  const arns = policies.map(({ name }) => `arn:${partitionOf(deployment)}:iam::${account}:policy/${name}`)
  const lines = [
    ...policies.map(
      ({ name, path }) => `aws iam create-policy --policy-name ${name} --policy-document file://${path}`,
    ),
    `npx cdk bootstrap aws://${account}/${region} --cloudformation-execution-policies ${arns.join(',')}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
