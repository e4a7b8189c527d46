import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import { allow, readsFrom, roleFor } from '../access.ts'
import { LAKE, RESULTS } from '../names.ts'
import type { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'

/** What QuickSight asks of Athena, of the catalog, and of the buckets to show a lake. */
const reads = (
  part: Part,
  { lake, results, key }: StorageStack,
  database: string,
  workgroup: string,
): readonly PolicyStatement[] => [
  allow(
    [
      ...['athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution'],
      ...['athena:GetQueryResults', 'athena:GetQueryResultsStream', 'athena:GetWorkGroup'],
    ],
    part.arn('athena', `workgroup/${workgroup}`),
  ),
  allow(
    [
      ...['athena:GetDataCatalog', 'athena:ListDatabases', 'athena:GetDatabase'],
      ...['athena:ListTableMetadata', 'athena:GetTableMetadata'],
    ],
    part.arn('athena', 'datacatalog/AwsDataCatalog'),
  ),
  allow(['athena:ListDataCatalogs'], '*'),
  allow(
    [
      ...['glue:GetDatabase', 'glue:GetDatabases', 'glue:GetTable', 'glue:GetTables'],
      ...['glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
    ],
    part.arn('glue', 'catalog'),
    part.arn('glue', `database/${database}`),
    part.arn('glue', `table/${database}/*`),
  ),
  ...readsFrom(lake, `${LAKE}/`),
  allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], results.bucketArn),
  allow(
    ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    results.arnForObjects(`${RESULTS.dashboards}*`),
  ),
  allow(['kms:GenerateDataKey'], key.keyArn),
]

/**
 * In whose name QuickSight reads the lake: one database, and nothing else. Without it QuickSight would read by the role
 * of the account, to which every bucket has to be added in the console.
 */
export const readerRole = (part: Part, storage: StorageStack, database: string, workgroup: string): Role =>
  roleFor(part, 'Reader', 'quicksight.amazonaws.com', reads(part, storage, database, workgroup))
