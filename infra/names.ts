/*
 * Names that people and other programs know things by. A stack, a bucket or a stream with another name is another one,
 * so these never change.
 */

/** What names are made of. */
export interface NameParts {
  readonly prefix: string
  readonly environment: string
  readonly account: string
  readonly region: string
}

/** What all names of a deployment begin with, and metrics of its handlers are found by: `connect-lake-prod`. */
export const deploymentName = ({ prefix, environment }: NameParts): string => `${prefix}-${environment}`

/** `connect-lake-prod-agent-events`: a name within an account and region. */
export const nameOf = (parts: NameParts, what: string): string => `${deploymentName(parts)}-${what}`

/** What stacks are there for. One that no release makes any more stays here: it may be deployed somewhere. */
export const partNames = ['storage', 'ingest', 'lake', 'etl', 'live', 'dashboards', 'watch'] as const

/** What a stack is there for, which is in its name. */
export type PartName = (typeof partNames)[number]

/** Stacks that are made where a deployment has a section, and which section that is. */
export const sectionOf: Readonly<Partial<Record<PartName, 'live' | 'quicksight'>>> = {
  live: 'live',
  dashboards: 'quicksight',
}

/** The stacks that a deployment makes. */
export const partsOf = (
  deployment: Readonly<Partial<Record<'live' | 'quicksight', unknown>>>,
): readonly PartName[] =>
  partNames.filter(name => {
    const section = sectionOf[name]
    return section === undefined || deployment[section] !== undefined
  })

/** The tag of all that is deployed; its value is the environment. */
export const TAG = 'connect-lake'

/** The partition of AWS that a deployment lies in, which is that of its instances: `aws`. */
export const partitionOf = ({
  instances,
}: {
  readonly instances: readonly { readonly arn: string }[]
}): string => instances[0]?.arn.split(':')[1] ?? 'aws'

/** What buckets are there for. */
export type BucketKind = 'raw' | 'lake' | 'results' | 'media' | 'logs'

/** The buckets that a deployment makes. */
export const bucketKinds = ({
  ingest,
}: {
  readonly ingest: { readonly recordings: boolean }
}): readonly BucketKind[] => [
  'logs',
  'raw',
  'lake',
  'results',
  ...(ingest.recordings ? (['media'] as const) : []),
]

/** The name of a bucket, which is one in the world. */
export const bucketName = (parts: NameParts, kind: BucketKind): string =>
  `${nameOf(parts, kind)}-${parts.account}-${parts.region}`

/** `connect_lake_prod`, unless the deployment has another. */
export const databaseName = (
  parts: NameParts & { readonly lake: { readonly database?: string | undefined } },
): string => parts.lake.database ?? `${parts.prefix}_${parts.environment}`.replaceAll('-', '_')

/** Names that come closest to what a service takes. */
export const longestNames = (parts: NameParts) => [
  { of: 'a bucket', name: bucketName(parts, 'results'), most: 63 },
  { of: 'a delivery stream or a function', name: nameOf(parts, 'contact-lens-segments'), most: 64 },
]

/** Where what lies in the raw bucket. The job reads `records/` and nothing else. */
export const RECORDS = 'records'
/** Where within them what was imported of the managed analytics data lake lies: `importDay` puts it there. */
export const IMPORTED = `${RECORDS}/managed_lake`
/** Deliveries that are kept for what is to come. */
export const KEPT = 'kept'
/** What Firehose could not deliver: outside of `records/`, or a run would take the reports of failures for records. */
export const FAILED = 'failed'
/** Whose results lie where in their bucket: who may read the ones cannot read the others. */
export const RESULTS = { analysts: 'athena/', dashboards: 'dashboards/' } as const
/** The lake within its bucket. */
export const LAKE = 'lake'

/** The file that says what is deployed, unless another is named: one for each environment. */
export const DEPLOYMENT_FILE = 'connect-lake.deploy.json'
