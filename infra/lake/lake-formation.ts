import type { CfnResource } from 'aws-cdk-lib'
import { CfnPrincipalPermissions, CfnResource as Registered } from 'aws-cdk-lib/aws-lakeformation'
import { Construct } from 'constructs'
import type { Column, Table } from '../../schema/table.ts'
import { readsFrom, roleFor } from '../access.ts'
import { LAKE } from '../names.ts'
import type { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'

const personal = (table: Table): readonly string[] =>
  Object.entries<Column>(table.columns).flatMap(([name, { pii }]) => (pii ? [name] : []))

/**
 * Lake Formation rules who reads: the lake's place is registered, and roles see each table without the columns that the
 * schema marks as personal. A column that is marked later is left out with the next deployment.
 */
export function governed(
  part: Part,
  database: string,
  tables: readonly Table[],
  readers: readonly string[],
  { lake }: StorageStack,
  after: readonly CfnResource[],
): void {
  const at = new Construct(part, 'LakeFormation')
  // Lake Formation reads in whose name it hands out access; the job writes in its own.
  const role = roleFor(at, 'Role', 'lakeformation.amazonaws.com', readsFrom(lake, `${LAKE}/`))
  new Registered(at, 'Location', {
    resourceArn: `${lake.bucketArn}/${LAKE}`,
    useServiceLinkedRole: false,
    roleArn: role.roleArn,
    hybridAccessEnabled: true,
  })
  for (const [n, reader] of readers.entries()) {
    const grant = (
      id: string,
      resource: CfnPrincipalPermissions['resource'],
      permissions: string[],
    ): void => {
      const granted = new CfnPrincipalPermissions(at, `${id}-${n}`, {
        principal: { dataLakePrincipalIdentifier: reader },
        ...{ permissions, permissionsWithGrantOption: [], resource },
      })
      for (const each of after) granted.addResourceDependency(each)
    }
    const of = { catalogId: part.account }
    grant('Database', { database: { ...of, name: database } }, ['DESCRIBE'])
    for (const table of tables)
      grant(
        `Table-${table.name}`,
        {
          tableWithColumns: {
            ...of,
            ...{ databaseName: database, name: table.name },
            columnWildcard: { excludedColumnNames: [...personal(table)] },
          },
        },
        ['SELECT'],
      )
  }
}
