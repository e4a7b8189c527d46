import type { QuickSightPlace } from '../../dashboards/quicksight/place.ts'
import { isOf, type Request } from '../../dashboards/quicksight/request.ts'
import { LakeError } from '../../schema/error.ts'
import { type Asked, type Denied, deniedTo } from '../simulated-policy.ts'
import type { Reader } from './athena-preflight.ts'
import type { Note } from './note.ts'

/** What a reader reads, as far as the configuration tells. */
export interface Read {
  /** `s3://bucket/prefix`; undefined of a lake that is not in S3. */
  readonly lake: string | undefined
  /** The key that objects of the lake are encrypted with; undefined where the bucket says it. */
  readonly key_arn: string | undefined
}

const partitionOf = (roleArn: string): string => roleArn.split(':')[1] ?? 'aws'

/** A bucket and what lies in a place of it, as ARNs. */
function placeIn(location: string, partition: string): { readonly bucket: string; readonly objects: string } {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(location) ?? []
  const arn = `arn:${partition}:s3:::${bucket}`
  return { bucket: arn, objects: `${arn}/${prefix === '' ? '' : `${prefix}/`}any` }
}

/**
 * What QuickSight cannot show a lake without: each action on what it is about, so that narrow policies pass, too. Any
 * table and any object stand for all. `lakeformation:GetDataAccess` is not asked about: only a lake that is registered with
 * Lake Formation needs it, and the configuration does not say whether one is.
 */
export function rightsOf(
  { role_arn = '', workgroup, results }: Reader,
  { lake, key_arn }: Read,
  databases: readonly string[],
  { account_id, region }: Pick<QuickSightPlace, 'account_id' | 'region'>,
): readonly Asked[] {
  const partition = partitionOf(role_arn)
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${region}:${account_id}:${resource}`
  const ask = (actions: string, ...Resource: string[]): Asked => ({ Action: actions.split(' '), Resource })
  const [from, to] = [lake, results.location].map(place => place && placeIn(place, partition))
  return [
    ...(workgroup === undefined
      ? []
      : [
          ask(
            'athena:StartQueryExecution athena:GetQueryExecution athena:GetQueryResults ' +
              'athena:GetQueryResultsStream athena:GetWorkGroup',
            arn('athena', `workgroup/${workgroup}`),
          ),
        ]),
    ...databases.flatMap(database => {
      const above = [arn('glue', 'catalog'), arn('glue', `database/${database}`)]
      return [
        ask('glue:GetDatabase', ...above),
        ask(
          'glue:GetTable glue:GetTables glue:GetPartitions',
          ...above,
          arn('glue', `table/${database}/any`),
        ),
      ]
    }),
    ...(from ? [ask('s3:ListBucket', from.bucket), ask('s3:GetObject', from.objects)] : []),
    ...(to
      ? [ask('s3:GetBucketLocation s3:ListBucket', to.bucket), ask('s3:GetObject s3:PutObject', to.objects)]
      : []),
    ...(key_arn === undefined ? [] : [ask('kms:Decrypt', key_arn)]),
    ...(results.key_arn === undefined ? [] : [ask('kms:Decrypt kms:GenerateDataKey', results.key_arn)]),
  ]
}

/** So many are named of what is denied. */
const MOST_NAMED = 6

const unseen = (why: string): Note => ({
  is_seen: false,
  text: `What the role of QuickSight may read was not looked at: ${why}.`,
})

/**
 * What is told of the rights of the roles by which QuickSight reads, and ends nothing: IAM computes them from the policies
 * of a role alone, policies of buckets and keys may give it more, and QuickSight tries some of it itself when the data
 * source is made.
 */
export async function readerNotes(
  place: QuickSightPlace,
  wanted: readonly Request[],
  readers: readonly Reader[],
  read: Read,
): Promise<readonly Note[]> {
  const tables = wanted
    .filter(isOf('CreateDataSet'))
    .flatMap(({ input }) => Object.values(input.PhysicalTableMap ?? {}))
  const databases = [...new Set(tables.flatMap(({ RelationalTable }) => RelationalTable?.Schema ?? []))]
  const notes: Note[] = []
  for (const reader of readers) {
    const { role_arn } = reader
    if (role_arn === undefined) {
      notes.push(unseen('it is that of the account, without "role_arn" in the section quicksight'))
      continue
    }
    try {
      const denied: Denied[] = []
      for (const right of rightsOf(reader, read, databases, place))
        denied.push(...((await deniedTo(role_arn, right, place.region)) ?? []))
      if (denied.length === 0) continue
      const named = denied.slice(0, MOST_NAMED).map(({ action, resource }) => `${action} on ${resource}`)
      const more = denied.length > MOST_NAMED ? [`and ${denied.length - MOST_NAMED} more`] : []
      notes.push({
        is_seen: true,
        text: `By its policies ${role_arn} may not\n  ${[...named, ...more].join(',\n  ')}.
Unless a policy of the bucket, the key or the catalog allows it, QuickSight cannot read the lake.`,
      })
    } catch (error) {
      if (!(error instanceof LakeError)) throw error
      notes.push(unseen(`${error.what}, ${error.value}. It needs ${error.allowed}`))
    }
  }
  return notes
}
