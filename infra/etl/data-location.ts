import type { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation'
import { Construct } from 'constructs'
import { granted } from '../lake/grants.ts'
import { registeredArn } from '../lake/lake-formation.ts'
import type { JobPlace } from './permissions.ts'

/**
 * Lets roles show tables and partitions of the lake where its place is registered: Lake Formation asks for that right of
 * whoever makes one, or gives it another location, in hybrid access mode too, opted in or not.
 * @param roles their ARNs, by what ids end with
 */
export function grantLocation(
  { part, storage }: JobPlace,
  roles: Readonly<Record<string, string>>,
): readonly CfnPrincipalPermissions[] {
  const at = new Construct(part, 'DataLocation')
  const dataLocation = { catalogId: part.account, resourceArn: registeredArn(storage) }
  return Object.entries(roles).map(([id, role]) =>
    granted(at, id, role, 'DATA_LOCATION_ACCESS', { dataLocation }),
  )
}
