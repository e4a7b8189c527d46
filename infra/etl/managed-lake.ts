import { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation'
import { Construct } from 'constructs'
import type { Deployment } from '../config.ts'
import type { Part } from '../part.ts'

export type ManagedLake = NonNullable<Deployment['etl']['managed_lake']>

/**
 * Lets a role read a table that Connect shares: it has to see the link, and to read what the link leads to. A grant on the
 * link alone gives no rows.
 */
export function grantManaged(
  part: Part,
  roleArn: string,
  { database, table, target }: Pick<ManagedLake, 'database' | 'table' | 'target'>,
): void {
  const at = new Construct(part, 'ManagedLake')
  const grant = (id: string, permission: string, catalogId: string, databaseName: string, name: string) =>
    new CfnPrincipalPermissions(at, id, {
      principal: { dataLakePrincipalIdentifier: roleArn },
      permissions: [permission],
      permissionsWithGrantOption: [],
      resource: { table: { catalogId, databaseName, name } },
    })
  grant('Link', 'DESCRIBE', part.account, database, table)
  grant('Target', 'SELECT', target.account, target.database, target.table)
}
