import type { CfnResource } from 'aws-cdk-lib'
import { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation'
import type { Construct } from 'constructs'

/**
 * Grants a role something in Lake Formation, and not to grant it on.
 * @param role its ARN
 */
export const granted = (
  scope: Construct,
  id: string,
  role: string,
  permission: string,
  resource: CfnPrincipalPermissions['resource'],
): CfnPrincipalPermissions =>
  new CfnPrincipalPermissions(scope, id, {
    principal: { dataLakePrincipalIdentifier: role },
    ...{ permissions: [permission], permissionsWithGrantOption: [], resource },
  })

/**
 * Has each wait for the one before. Lake Formation refuses changes that come at once, and CloudFormation makes at once what
 * waits for nothing.
 */
export function inTurn(all: readonly CfnResource[]): void {
  for (const [n, each] of all.entries()) {
    const before = all[n - 1]
    if (before) each.addResourceDependency(before)
  }
}
