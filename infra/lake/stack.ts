import { RemovalPolicy } from 'aws-cdk-lib'
import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena'
import { CfnCrawler, CfnDatabase, CfnSecurityConfiguration, CfnTable } from 'aws-cdk-lib/aws-glue'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { sources } from '../../etl/sources.ts'
import { lakeTable, landingTable } from '../../lake/catalog/glue-table.ts'
import { shapeOf } from '../../schema/shape.ts'
import type { Table } from '../../schema/table.ts'
import { allow, readsFrom, roleFor } from '../access.ts'
import type { HandlerCode } from '../code.ts'
import type { Deployment } from '../config.ts'
import { workgroupName } from '../dashboards/settings.ts'
import { databaseName, LAKE, nameOf, RECORDS, RESULTS } from '../names.ts'
import { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'
import { governed } from './lake-formation.ts'
import { namedQueries } from './named-queries.ts'
import { boundedWorkgroup } from './workgroup.ts'

/**
 * What analysts see: tables, a workgroup that bounds what a query reads, queries to begin with. Apart from the job, for
 * who may change the one need not be able to change the other.
 *
 * Tables have two writers and one definition. This stack declares them, so that they are there, can be granted and are
 * removed with it; the job adds what CloudFormation has no words for, partitions and marks of personal columns, and
 * writes a table only where it differs. Both take it from `lake/catalog/glue-table.ts`.
 */
export class LakeStack extends Part {
  readonly database: string
  readonly workgroup: string

  constructor(
    scope: Construct,
    deployment: Deployment,
    storage: StorageStack,
    tables: readonly Table[],
    code: HandlerCode,
  ) {
    super(scope, 'lake', deployment, 'tables, workgroup and queries')
    this.database = databaseName(deployment)
    this.workgroup = workgroupName(deployment)
    const database = new CfnDatabase(this, 'Database', {
      catalogId: this.account,
      databaseInput: {
        name: this.database,
        description: 'Contacts of Amazon Connect, as connect-lake keeps them.',
      },
    })
    const address = `s3://${storage.lake.bucketName}/${LAKE}`
    const shown = [
      ...tables.map(table => lakeTable({ table, partitions: {} }, address)),
      landingTable(
        {
          location: `s3://${storage.raw.bucketName}/${RECORDS}`,
          shapes: sources.map(({ table }) => shapeOf(table)),
        },
        address,
      ),
    ].map(({ input }) => {
      const table = new CfnTable(this, `Table-${input.Name}`, {
        catalogId: this.account,
        databaseName: this.database,
        tableInput: tableInput(input),
      })
      table.addResourceDependency(database)
      return table
    })
    const workgroup = boundedWorkgroup(this, 'Workgroup', storage, {
      name: this.workgroup,
      description: 'Questions to the lake: results encrypted and gone soon, what a query may read bounded.',
      results: RESULTS.analysts,
      cutoff_gb: deployment.lake.cutoff_gb,
    })
    for (const { name, doc, sql } of namedQueries)
      new CfnNamedQuery(this, `Query-${name}`, {
        ...{ name, description: doc, queryString: sql, database: this.database },
        workGroup: this.workgroup,
      }).addResourceDependency(workgroup)
    if (deployment.lake.crawler) this.#crawler(storage).addResourceDependency(database)
    if (deployment.lake.readers)
      governed(this, this.database, tables, deployment.lake, storage, [database, ...shown], code)
  }

  /** Looks into raw objects for forms that nobody knew of; what it finds is for looking, in tables of its own. */
  #crawler(storage: StorageStack): CfnCrawler {
    const name = nameOf(this.deployment, 'discovery')
    // Logs of crawlers are encrypted with a key that their group is allowed to use, or not at all.
    const key = new Key(this, 'CrawlerKey', {
      description: `${name}: logs of the crawler`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const group = `log-group:/aws-glue/crawlers-role/*`
    const logs = allow(['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'], '*')
    logs.addPrincipals(new ServicePrincipal(`logs.${this.region}.amazonaws.com`))
    logs.addCondition('ArnLike', { 'kms:EncryptionContext:aws:logs:arn': this.arn('logs', group) })
    key.addToResourcePolicy(logs)
    const encryption = new CfnSecurityConfiguration(this, 'CrawlerEncryption', {
      name,
      encryptionConfiguration: {
        cloudWatchEncryption: { cloudWatchEncryptionMode: 'SSE-KMS', kmsKeyArn: key.keyArn },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: 'DISABLED' },
        s3Encryptions: [{ s3EncryptionMode: 'DISABLED' }],
      },
    })
    const catalog = this.arn('glue', 'catalog')
    const database = this.arn('glue', `database/${this.database}`)
    const tables = this.arn('glue', `table/${this.database}/discovered_*`)
    const role = roleFor(this, 'CrawlerRole', 'glue.amazonaws.com', [
      ...readsFrom(storage.raw, `${RECORDS}/`),
      allow(['glue:GetDatabase'], catalog, database),
      allow(['glue:GetTable', 'glue:CreateTable', 'glue:UpdateTable'], catalog, database, tables),
      allow(['glue:BatchGetPartition', 'glue:BatchCreatePartition'], catalog, database, tables),
      allow(['glue:GetSecurityConfiguration'], '*'),
      allow(
        ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:AssociateKmsKey'],
        this.arn('logs', group),
      ),
    ])
    return new CfnCrawler(this, 'Crawler', {
      name,
      role: role.roleArn,
      databaseName: this.database,
      tablePrefix: 'discovered_',
      crawlerSecurityConfiguration: encryption.ref,
      schedule: { scheduleExpression: 'cron(0 2 * * ? *)' },
      recrawlPolicy: { recrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' },
      schemaChangePolicy: { updateBehavior: 'LOG', deleteBehavior: 'LOG' },
      targets: { s3Targets: [{ path: `s3://${storage.raw.bucketName}/${RECORDS}/` }] },
    })
  }
}

type Input = ReturnType<typeof lakeTable>['input']

/** A table of Glue's API as CloudFormation writes it: the same words with small letters; marks of columns it has no place for. */
function tableInput({
  Name,
  Description,
  TableType,
  Parameters,
  PartitionKeys,
  StorageDescriptor: of,
}: Input) {
  const columns = (from: Input['PartitionKeys']) =>
    (from ?? []).map(({ Name = '', Type, Comment }) => ({
      name: Name,
      ...(Type !== undefined && { type: Type }),
      ...(Comment !== undefined && { comment: Comment }),
    }))
  return {
    name: Name,
    description: Description ?? '',
    tableType: TableType ?? '',
    parameters: Parameters,
    partitionKeys: columns(PartitionKeys),
    storageDescriptor: {
      columns: columns(of?.Columns),
      location: of?.Location ?? '',
      inputFormat: of?.InputFormat ?? '',
      outputFormat: of?.OutputFormat ?? '',
      serdeInfo: {
        serializationLibrary: of?.SerdeInfo?.SerializationLibrary ?? '',
        parameters: of?.SerdeInfo?.Parameters,
      },
    },
  }
}
