import { Stack, Tags } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Deployment } from './config.ts'
import { nameOf, type PartName, TAG } from './names.ts'
import { limitedSynthesizer } from './synthesizer.ts'
import { SMALLER } from './template-limits.ts'

/** A stack of a deployment: bound to its account and region, so that nothing has to be looked up to synthesise it. */
export class Part extends Stack {
  readonly deployment: Deployment

  /** @param what is in the name of the stack, and never changes */
  constructor(scope: Construct, what: PartName, deployment: Deployment, description: string) {
    const { account, region } = deployment
    super(scope, what, {
      stackName: nameOf(deployment, what),
      description: `connect-lake ${deployment.environment}: ${description}`,
      env: { account, region },
      synthesizer: limitedSynthesizer(SMALLER),
      // Data, and what leads to data, is not deleted by a slip.
      terminationProtection: what === 'storage',
    })
    this.deployment = deployment
    Tags.of(this).add(TAG, deployment.environment)
  }

  /** The ARN of something of this account and region. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`
  }
}
