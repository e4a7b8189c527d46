import { HeadBucketCommand } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { QUALIFIER } from '../../infra/deployer/policy.ts'
import { asked } from '../../lake/aws/failure.ts'
import { s3Client } from '../../lake/aws/s3.ts'
import { isByPath } from '../s3.ts'
import type { Finding } from './finding.ts'

/** An account and a region of it. */
export interface AccountPlace {
  /** Undefined where any will do. */
  readonly account: string | undefined
  /** Undefined for that of the environment. */
  readonly region: string | undefined
}

/** Who asks. */
export interface Caller {
  readonly account: string
  readonly arn: string
}

/** Who asks, as AWS sees it. Throws a `LakeError`. */
export async function callerOf({ region }: AccountPlace): Promise<Caller> {
  const sts = new STSClient({ ...(region && { region }) })
  const identity = sts.send(new GetCallerIdentityCommand({}))
  const { Account = '', Arn = '' } = await asked('sts:GetCallerIdentity', 'the caller', identity)
  return { account: Account, arn: Arn }
}

/** Whether these are credentials of the account. */
export function credentialFinding({ account: own, arn }: Caller, { account }: AccountPlace): Finding {
  const check = 'credentials'
  if (account === undefined || own === account) return { check, verdict: 'ok', found: arn }
  return {
    ...{ check, verdict: 'failed', found: `${arn}, and the deployment is of account ${account}` },
    remedy: 'name a profile of that account in AWS_PROFILE, or mend the account in the deployment',
  }
}

/** Whether the region was made ready for the CDK: it keeps code and templates in a bucket of a known name. */
export async function bootstrapFinding({ account }: Caller, region: string): Promise<Finding> {
  const check = 'bootstrap'
  const bucket = `cdk-${QUALIFIER}-assets-${account}-${region}`
  const s3 = s3Client({ region, forcePathStyle: isByPath() })
  const found = s3.send(new HeadBucketCommand({ Bucket: bucket })).then(
    () => true,
    error => {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404)
        return false
      throw error
    },
  )
  if (await asked('s3:ListBucket', bucket, found)) return { check, verdict: 'ok', found: bucket }
  return {
    ...{ check, verdict: 'failed', found: `there is no bucket ${bucket}` },
    remedy: `make the region ready, once: npx cdk bootstrap aws://${account}/${region}`,
  }
}
