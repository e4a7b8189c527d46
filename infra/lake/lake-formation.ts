import { createHash } from 'node:crypto'
import { type CfnResource, CustomResource } from 'aws-cdk-lib'
import { type CfnPrincipalPermissions, CfnResource as Registered } from 'aws-cdk-lib/aws-lakeformation'
import { Construct } from 'constructs'
import type { Column, Table } from '../../schema/table.ts'
import { allow, readsFrom, roleFor } from '../access.ts'
import type { HandlerCode } from '../code.ts'
import type { Deployment } from '../config.ts'
import { Handler } from '../function.ts'
import { LAKE } from '../names.ts'
import type { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'
import { granted, inTurn } from './grants.ts'

const personal = (table: Table): readonly string[] =>
  Object.entries<Column>(table.columns).flatMap(([name, { pii }]) => (pii ? [name] : []))

/** The place of the lake, as it is registered where there are readers. */
export const registeredArn = ({ lake }: StorageStack): string => `${lake.bucketArn}/${LAKE}`

/** What ids of a reader's resources end with: of who it is, not of where it stands, so that none is taken for another. */
const endOf = (reader: string): string => createHash('sha256').update(reader).digest('hex').slice(0, 8)

/**
 * Lake Formation rules who reads: the lake's place is registered, and roles see each table without the columns that the
 * schema marks as personal. A column that is marked later is left out with the next deployment.
 */
export function governed(
  part: Part,
  database: string,
  tables: readonly Table[],
  { readers = [], opt_in }: Deployment['lake'],
  storage: StorageStack,
  after: readonly CfnResource[],
  code: HandlerCode,
): void {
  const at = new Construct(part, 'LakeFormation')
  // Lake Formation reads in whose name it hands out access; the job writes in its own.
  const role = roleFor(at, 'Role', 'lakeformation.amazonaws.com', readsFrom(storage.lake, `${LAKE}/`))
  const location = new Registered(at, 'Location', {
    resourceArn: registeredArn(storage),
    useServiceLinkedRole: false,
    roleArn: role.roleArn,
    hybridAccessEnabled: true,
  })
  for (const each of after) location.addResourceDependency(each)
  const { role: caller, lambda } = optsIn(part, database, code)
  const of = { catalogId: part.account }
  const grants: CfnPrincipalPermissions[] = []
  const optIns: CfnResource[] = []
  for (const reader of readers) {
    const end = endOf(reader)
    const own = [
      granted(at, `Database-${end}`, reader, 'DESCRIBE', { database: { ...of, name: database } }),
      ...tables.map(table =>
        granted(at, `Table-${table.name}-${end}`, reader, 'SELECT', {
          tableWithColumns: {
            ...of,
            ...{ databaseName: database, name: table.name },
            columnWildcard: { excludedColumnNames: [...personal(table)] },
          },
        }),
      ),
    ]
    grants.push(...own)
    if (!opt_in) continue
    const opted = new CustomResource(at, `OptIn-${end}`, {
      serviceToken: lambda.functionArn,
      resourceType: 'Custom::LakeFormationOptIn',
      properties: {
        ...{ Reader: reader, Database: database, Caller: caller.roleArn },
        Tables: tables.map(({ name }) => name),
      },
    })
    // Who is opted in before it is granted anything sees nothing; nor is it left opted in to what it has no more.
    opted.node.addDependency(...own)
    optIns.push(opted.node.defaultChild as CfnResource)
  }
  inTurn([location, ...grants, ...optIns])
}

/**
 * The function that opts readers in, for which CloudFormation has no resource. It is there before it is called: its role has
 * to be made an administrator of the data lake first, and what it may do as one is these three actions.
 */
const optsIn = (part: Part, database: string, code: HandlerCode): Handler =>
  new Handler(
    part,
    'OptIn',
    {
      name: 'opt-in',
      description: 'Opts readers in to Lake Formation, and out again of what it opted them in to.',
      memory_mb: 256,
      timeout_s: 300,
      allowed: [
        allow(
          [
            'lakeformation:CreateLakeFormationOptIn',
            'lakeformation:DeleteLakeFormationOptIn',
            'lakeformation:ListLakeFormationOptIns',
          ],
          '*',
        ),
        // Lake Formation looks at what is named in the name of its caller, as it does for grants.
        allow(
          ['glue:GetDatabase', 'glue:GetTable'],
          part.arn('glue', 'catalog'),
          part.arn('glue', `database/${database}`),
          part.arn('glue', `table/${database}/*`),
        ),
      ],
    },
    code,
  )
