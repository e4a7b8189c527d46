import type { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation'
import { Construct } from 'constructs'
import type { Deployment } from '../config.ts'
import { granted } from '../lake/grants.ts'
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
): readonly CfnPrincipalPermissions[] {
  const at = new Construct(part, 'ManagedLake')
  const grant = (id: string, permission: string, catalogId: string, databaseName: string, name: string) =>
    granted(at, id, roleArn, permission, { table: { catalogId, databaseName, name } })
  return [
    grant('Link', 'DESCRIBE', part.account, database, table),
    grant('Target', 'SELECT', target.account, target.database, target.table),
  ]
}
