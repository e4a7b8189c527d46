import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { IConstruct } from 'constructs'

/** What a pack of rules asks before it tells of a finding; its types keep it to itself. */
interface Asks {
  isAcknowledged(construct: IConstruct, rule: string): boolean
}

/**
 * Has an app checked by the AwsSolutions rules when it is synthesised: a finding that nobody explains ends it. A rule that
 * is acknowledged holds for all of its findings that name something; what is a star alone is acknowledged by itself.
 */
export function check(app: App): void {
  const checks = new AwsSolutionsChecks(app)
  const asks = checks as unknown as Asks
  const known = asks.isAcknowledged.bind(checks)
  asks.isAcknowledged = (construct, rule) => {
    const named = /^(AwsSolutions-\w+)\[Resource::.+\*\]$/.exec(rule)?.[1]
    return known(construct, rule) || (named !== undefined && known(construct, named))
  }
  Validations.of(app).addPlugins(checks)
}
