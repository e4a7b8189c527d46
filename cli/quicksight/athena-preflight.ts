import type { S3ClientConfig } from '@aws-sdk/client-s3'
import type { QuickSightPlace } from '../../dashboards/quicksight/place.ts'
import { isOf, type Request } from '../../dashboards/quicksight/request.ts'
import { failure } from '../../lake/aws/failure.ts'
import { LakeError } from '../../schema/error.ts'

const workgroupFault = (what: string, value: string, remedy: string): LakeError =>
  new LakeError({
    what,
    value,
    allowed: 'a workgroup that is enabled, in the region of the assets',
    remedy: `${remedy}, or name another one as "workgroup" in the section quicksight of connect-lake.config.json`,
  })

/** Where a workgroup puts results, and the key that encrypts them. */
interface Results {
  /** Undefined where the workgroup leaves that to whoever asks, or where Athena keeps them itself. */
  readonly location: string | undefined
  readonly key_arn: string | undefined
}

async function resultsOf(name: string, region: string): Promise<Results> {
  const { GetWorkGroupCommand } = await import('@aws-sdk/client-athena')
  const { athenaClient } = await import('../../lake/engine/athena-execution.ts')
  const { WorkGroup } = await athenaClient({ client: { region } })
    .send(new GetWorkGroupCommand({ WorkGroup: name }))
    .catch(error => {
      if (/WorkGroup\b.*\bnot found/i.test(error.message))
        throw workgroupFault('there is no such workgroup of Athena', `${name}, in ${region}`, 'make it')
      throw failure(error, 'athena:GetWorkGroup', `workgroup ${name}`)
    })
  if (WorkGroup?.State === 'DISABLED')
    throw workgroupFault('the workgroup of Athena is disabled', name, 'enable it')
  const { OutputLocation: location, EncryptionConfiguration } =
    WorkGroup?.Configuration?.ResultConfiguration ?? {}
  return { location, key_arn: EncryptionConfiguration?.KmsKey }
}

const bucketFault = (what: string, location: string, name: string, allowed: string): LakeError =>
  new LakeError({
    what,
    value: `${location}, of workgroup ${name}`,
    allowed,
    remedy: `give workgroup ${name} another location of results, or name another workgroup as "workgroup" in the section quicksight of connect-lake.config.json`,
  })

/** That whoever deploys may not look into the bucket says nothing of QuickSight, which has rights of its own. */
async function checkBucket(location: string, workgroup: string, region: string, config: S3ClientConfig) {
  const { HeadBucketCommand } = await import('@aws-sdk/client-s3')
  const { s3Client } = await import('../../lake/aws/s3.ts')
  const [, Bucket = ''] = /^s3:\/\/([^/]+)/.exec(location) ?? []
  const answer = await s3Client({ region, ...config })
    .send(new HeadBucketCommand({ Bucket }))
    .catch(error => {
      const status: number | undefined = error.$metadata?.httpStatusCode
      if (status === 404)
        throw bucketFault('the bucket for results is not there', location, workgroup, 'a bucket that exists')
      if (status === 301 || status === 400)
        return { BucketRegion: error.$response?.headers?.['x-amz-bucket-region'] ?? 'another region' }
      if (status === 403) return undefined
      throw failure(error, 's3:ListBucket', `s3://${Bucket}`)
    })
  const { BucketRegion = region } = answer ?? {}
  if (BucketRegion !== region)
    throw bucketFault(
      'the bucket for results lies in another region',
      `${location}, in ${BucketRegion}`,
      workgroup,
      `a bucket in ${region}`,
    )
}

const QUICKSIGHT = 'quicksight.amazonaws.com'

const roleFault = (what: string, arn: string, account_id: string): LakeError =>
  new LakeError({
    what,
    value: arn,
    allowed: `a role of account ${account_id} that trusts ${QUICKSIGHT}`,
    remedy: 'name one as "role_arn" in the section quicksight of connect-lake.config.json, or mend its trust',
  })

/** What a policy of trust says, as far as it is read here. */
interface Trust {
  readonly Statement?: Statement | readonly Statement[]
}
interface Statement {
  readonly Effect?: string
  readonly Principal?: string | { readonly Service?: string | readonly string[] }
}

/** Whether a role can be assumed by QuickSight. Conditions are for IAM to judge. */
function trusts(document: string): boolean {
  const { Statement = [] } = JSON.parse(decodeURIComponent(document)) as Trust
  return [Statement].flat().some(({ Effect, Principal }) => {
    const services = typeof Principal === 'object' ? [Principal.Service ?? []].flat() : []
    return Effect === 'Allow' && services.includes(QUICKSIGHT)
  })
}

/** That whoever deploys may not look at roles says nothing of this one. */
async function checkRole(arn: string, { account_id, region }: QuickSightPlace): Promise<void> {
  if (arn.split(':')[4] !== account_id)
    throw roleFault('QuickSight takes no role of another account', arn, account_id)
  const { GetRoleCommand, IAMClient } = await import('@aws-sdk/client-iam')
  const found = await new IAMClient({ region })
    .send(new GetRoleCommand({ RoleName: arn.split('/').at(-1) }))
    .catch(error => {
      if (error.name === 'NoSuchEntityException') throw roleFault('there is no such role', arn, account_id)
      if (/AccessDenied/.test(error.name)) return undefined
      throw failure(error, 'iam:GetRole', arn)
    })
  const { AssumeRolePolicyDocument: document } = found?.Role ?? {}
  if (document !== undefined && !trusts(document))
    throw roleFault('the role does not trust QuickSight', arn, account_id)
}

/** By whom, and through what, QuickSight asks Athena. */
export interface Reader {
  /** Undefined where it is the role of the account. */
  readonly role_arn: string | undefined
  /** Undefined where Athena takes its own. */
  readonly workgroup: string | undefined
  readonly results: Results
}

/**
 * What has to hold of Athena before the first write: the workgroup is there and enabled, the bucket of its results is
 * there, in the same region, and the role that reads the lake is one of the account that trusts QuickSight. Gives the
 * readers whose rights can be looked at. Throws a `LakeError`, which names the setting.
 * @param s3 how S3 is reached where that is not as the environment says
 */
export async function athenaPreflight(
  place: QuickSightPlace,
  wanted: readonly Request[],
  s3: S3ClientConfig = {},
): Promise<readonly Reader[]> {
  const readers: Reader[] = []
  for (const { input } of wanted.filter(isOf('CreateDataSource'))) {
    const { WorkGroup: workgroup, RoleArn: role_arn } = input.DataSourceParameters?.AthenaParameters ?? {}
    if (role_arn !== undefined) await checkRole(role_arn, place)
    const nowhere: Results = { location: undefined, key_arn: undefined }
    const results = workgroup === undefined ? nowhere : await resultsOf(workgroup, place.region)
    if (workgroup !== undefined && results.location !== undefined)
      await checkBucket(results.location, workgroup, place.region, s3)
    readers.push({ role_arn, workgroup, results })
  }
  return readers
}
