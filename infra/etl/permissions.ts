import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { allow, readsFrom, usesKey, writesTo } from '../access.ts'
import { refreshesDataSets } from '../dashboards/permissions.ts'
import { quickSightOf } from '../dashboards/settings.ts'
import { IMPORTED, LAKE, RECORDS, RESULTS } from '../names.ts'
import type { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'

/** Where the job works. */
export interface JobPlace {
  readonly part: Part
  readonly storage: StorageStack
  readonly database: string
  readonly workgroup: string
  /** Whether partitions that are too large for a worker are merged by Athena. */
  readonly merges_by_athena: boolean
}

const readsRaw = ({ storage }: JobPlace): readonly PolicyStatement[] => readsFrom(storage.raw, `${RECORDS}/`)
/** Sees which raw objects there are, and reads none. */
const listsRaw = ({ storage }: JobPlace): PolicyStatement => allow(['s3:ListBucket'], storage.raw.bucketArn)
const usesLake = ({ storage }: JobPlace): readonly PolicyStatement[] => writesTo(storage.lake, `${LAKE}/`)

const catalogOf = ({ part, database }: Pick<JobPlace, 'part' | 'database'>): readonly string[] => [
  part.arn('glue', 'catalog'),
  part.arn('glue', `database/${database}`),
  part.arn('glue', `table/${database}/*`),
]

/** Shows the lake in Glue: tables and partitions of one database. */
const showsLake = (place: JobPlace): PolicyStatement =>
  allow(
    [
      ...['glue:GetTables', 'glue:CreateTable', 'glue:UpdateTable'],
      ...[
        'glue:GetPartitions',
        'glue:BatchCreatePartition',
        'glue:BatchUpdatePartition',
        'glue:BatchDeletePartition',
      ],
    ],
    ...catalogOf(place),
  )

/** Asks Athena, and reads what it answers. */
const asksAthena = ({ part, storage, workgroup }: JobPlace): readonly PolicyStatement[] => [
  allow(
    [
      'athena:StartQueryExecution',
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:StopQueryExecution',
    ],
    part.arn('athena', `workgroup/${workgroup}`),
  ),
  allow(['s3:GetBucketLocation', 's3:ListBucket'], storage.results.bucketArn),
  allow(
    ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
    storage.results.arnForObjects(`${RESULTS.analysts}*`),
  ),
]

/**
 * Merges: commits what was read, shows it in Glue. Where Athena merges, it does so in the name of the role: reads folders that
 * are tables for a while, and writes files in parts.
 */
const merges = (place: JobPlace): readonly PolicyStatement[] => {
  const { storage, merges_by_athena } = place
  const own = [...usesLake(place), showsLake(place)]
  if (!merges_by_athena) return own
  return [
    ...own,
    ...asksAthena(place),
    allow(['glue:GetDatabase', 'glue:GetTable', 'glue:DeleteTable'], ...catalogOf(place)),
    allow(['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], storage.lake.bucketArn),
    allow(['s3:ListMultipartUploadParts'], storage.lake.arnForObjects(`${LAKE}/*`)),
  ]
}

/** Deploys views: reads what there is, writes each, and asks each for its columns, which reads no rows. */
const deploysViews = (place: JobPlace): readonly PolicyStatement[] => {
  const { storage } = place
  return [
    allow(
      [
        ...['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartitions'],
        ...['glue:CreateTable', 'glue:UpdateTable', 'glue:DeleteTable'],
      ],
      ...catalogOf(place),
    ),
    ...asksAthena(place),
    ...readsFrom(storage.lake, `${LAKE}/`),
    allow(['kms:GenerateDataKey'], storage.key.keyArn),
  ]
}

/** Looks which views there are, for what they were made of. */
export const knowsViews = (place: Pick<JobPlace, 'part' | 'database'>): PolicyStatement =>
  allow(['glue:GetTables'], ...catalogOf(place))

const refreshes = ({ part }: JobPlace): readonly PolicyStatement[] => {
  const settings = quickSightOf(part.deployment)
  return settings ? refreshesDataSets(part, settings) : []
}

/** Tables of a database, whoever owns it. */
const tablesOf = (
  part: Part,
  {
    account,
    database,
    table,
  }: { readonly account: string; readonly database: string; readonly table: string },
): readonly string[] =>
  ['catalog', `database/${database}`, `table/${database}/${table}`].map(
    each => `arn:${part.partition}:glue:${part.region}:${account}:${each}`,
  )

/** Reads the managed lake through its link, and puts objects where imports lie and nowhere else. */
const imports = (place: JobPlace): readonly PolicyStatement[] => {
  const { part, storage } = place
  const { managed_lake } = part.deployment.etl
  if (!managed_lake) return []
  const link = { ...managed_lake, account: part.account }
  return [
    allow(
      ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartitions'],
      ...tablesOf(part, link),
      ...tablesOf(part, managed_lake.target),
    ),
    // Who asks gets access to what Lake Formation lets it read; the request names no resource.
    allow(['lakeformation:GetDataAccess'], '*'),
    ...asksAthena(place),
    listsRaw(place),
    allow(
      ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
      storage.raw.arnForObjects(`${IMPORTED}/*`),
    ),
    usesKey(storage.key.keyArn),
  ]
}

/** What each step may do, and no step more. */
export const permissions: Readonly<
  Record<
    'plan' | 'transform' | 'publish' | 'derive' | 'views' | 'refresh' | 'arrived' | 'collect' | 'import',
    (place: JobPlace) => readonly PolicyStatement[]
  >
> = {
  plan: place => [listsRaw(place), ...usesLake(place)],
  transform: place => [...readsRaw(place), ...usesLake(place)],
  publish: merges,
  derive: place => [...usesLake(place), showsLake(place)],
  views: deploysViews,
  // How it ended is told in the lake.
  refresh: place => [...usesLake(place), showsLake(place), ...refreshes(place)],
  arrived: place => [...readsRaw(place), ...merges(place)],
  collect: place => [
    ...usesLake(place),
    showsLake(place),
    allow(['s3:ListBucketMultipartUploads'], place.storage.lake.bucketArn),
  ],
  import: imports,
}

/** Steps that show the lake in Glue: its tables and partitions, which have places of their own; views have none. */
export const SHOWING = ['publish', 'derive', 'refresh', 'arrived', 'collect'] as const
