import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/**
 * Says why a rule of cdk-nag does not hold for a construct and what is below it.
 * @param rule   its id, with what was found where a rule finds several things
 * @param reason one that a reviewer would accept
 */
export const acknowledge = (of: IConstruct, rule: string, reason: string): void =>
  Validations.of(of).acknowledge({ id: rule, reason })
