import { LakeError } from '../../schema/error.ts'

/** What was asked of AWS: the name that a policy knows it by. */
export type Action =
  | 's3:GetObject'
  | 's3:PutObject'
  | 's3:GetObject and s3:PutObject' // A copy reads one object and writes another.
  | 's3:DeleteObject'
  | 's3:ListBucket'
  | 's3:ListBucketMultipartUploads'
  | 's3:AbortMultipartUpload'
  | 's3:GetBucketTagging'
  | 's3:GetEncryptionConfiguration'
  | 'athena:StartQueryExecution'
  | 'athena:GetQueryExecution'
  | 'athena:GetQueryResults'
  | 'athena:StopQueryExecution'
  | 'athena:GetWorkGroup'
  | 'sns:Publish'
  | 'glue:GetTables'
  | 'glue:GetPartitions'
  | 'glue:CreateDatabase'
  | 'glue:CreateTable'
  | 'glue:UpdateTable'
  | 'glue:DeleteTable'
  | 'glue:BatchCreatePartition'
  | 'glue:BatchUpdatePartition'
  | 'glue:BatchDeletePartition'
  | `${'quicksight' | 'sts' | 'iam' | 'connect' | 'servicequotas' | 'ecs' | 'logs' | 'cloudformation' | 'cloudwatch' | 'kms'}:${string}`

/** The part of an error of the SDK that tells what happened. */
interface AwsError {
  readonly name?: string
  readonly message?: string
  /** Of an error of the network. */
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/** Where else than in its own policy a role can be denied. */
const governed = {
  s3: 'in its policy and in that of the bucket',
  glue: 'in its policy; where Lake Formation governs the catalog, grant it there, too',
  athena: 'in its policy',
  quicksight: 'in its policy; an asset of QuickSight is also shared by permissions of its own',
  sns: 'in its policy and in that of the topic',
  sts: 'in its policy',
  iam: 'in its policy',
  connect: 'in its policy',
  servicequotas: 'in its policy',
  ecs: 'in its policy',
  logs: 'in its policy',
  cloudformation: 'in its policy',
  kms: 'in its policy and in that of the key',
  cloudwatch: 'in its policy',
}

/** What a denial names, where it does: more than one permission can be needed for what was asked. */
const DENIAL = /not authorized to perform: (\S+) on resource: "?([^" ]+)/

/** Refusals that are none the next time: a timeout, a conflict with somebody else, too many at once. */
const MAY_PASS: ReadonlySet<number> = new Set([408, 409, 412, 425, 429])

const DENIED = 'AWS denied access'

/** Whether AWS knows the answer, and does not give it to this caller. */
export const isDenied = ({ what }: LakeError): boolean => what === DENIED

type Told = Pick<ConstructorParameters<typeof LakeError>[0], 'what' | 'allowed' | 'remedy'>

function told({ name = '', message = '', code = '', $metadata }: AwsError, action: Action): Told {
  if (name === 'CredentialsProviderError') {
    return {
      what: 'no credentials for AWS were found',
      allowed: 'a profile, an instance role, or the variables of the AWS SDK',
      remedy: 'log in, for example with: aws sso login, or name a profile in AWS_PROFILE',
    }
  }
  if (
    /^Request(?:TimeTooSkewed|Expired|InTheFuture)$/.test(name) ||
    /signature (?:expired|not yet current)/i.test(message)
  ) {
    return {
      what: 'the clock of this machine is wrong',
      allowed: 'a clock that is less than 15 minutes from that of AWS',
      remedy: 'set the clock, or let it be set over the network (NTP), then run the same command again',
    }
  }
  if (
    /^(?:UnrecognizedClient|InvalidClientTokenId|ExpiredToken|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId)/.test(
      name,
    )
  ) {
    return {
      what: 'AWS does not take these credentials',
      allowed: 'credentials of this account that have not expired',
      remedy: 'log in again, for example with: aws sso login, or name another profile in AWS_PROFILE',
    }
  }
  if (/region is missing|region not accepted/i.test(message)) {
    return {
      what: 'no region of AWS was named',
      allowed: 'a region, such as eu-central-1',
      remedy: 'set AWS_REGION, or the region of the profile',
    }
  }
  if (/^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH)$/.test(code)) {
    return {
      what: 'AWS cannot be reached',
      allowed: 'a region that exists, and a way to it',
      remedy:
        'see whether AWS_REGION is right, and whether AWS_ENDPOINT_URL names another place; check the network',
    }
  }
  if (/Throttl|TooManyRequests|SlowDown/.test(name)) {
    return {
      what: 'AWS is asked too often',
      allowed: `as many calls of ${action} at once as the quota of the account`,
      remedy: 'run the same command again later, or have the quota raised',
    }
  }
  if (name === 'NoSuchBucket') {
    return {
      what: 'there is no such bucket',
      allowed: 'a bucket that exists',
      remedy: 'see whether its name is right, and whether it is in this account',
    }
  }
  // HEAD has no body, so that it does not say why.
  if (
    /Redirect|AuthorizationHeaderMalformed|IllegalLocationConstraint/.test(name) ||
    $metadata?.httpStatusCode === 301
  ) {
    return {
      what: 'the bucket lies in another region',
      allowed: 'the region of the bucket',
      remedy: 'set AWS_REGION, or the region of s3 in connect-lake.config.json, to that of the bucket',
    }
  }
  if (name === 'GlueEncryptionException') {
    return {
      what: 'AWS KMS refused the key that the Glue catalog is encrypted with',
      allowed: 'kms:Decrypt, kms:Encrypt and kms:GenerateDataKey on the key of the catalog',
      remedy: 'allow them to the role in the policy of the key, and see that the key is enabled',
    }
  }
  // Older words of S3 do not name the action.
  if (/kms/i.test(name) || /\bkms:|customer master key|ciphertext refers/i.test(message)) {
    return {
      what: 'AWS KMS refused the key that objects are encrypted with',
      allowed: 'kms:Decrypt and kms:GenerateDataKey on the key of the bucket',
      remedy: 'allow them to the role in the policy of the key, and see that the key is enabled',
    }
  }
  if (name === 'InvalidObjectState') {
    return {
      what: 'an object is archived, and cannot be read as it lies',
      allowed: 'objects that S3 gives at once: not those of GLACIER and DEEP_ARCHIVE',
      remedy:
        'restore it for some days (aws s3api restore-object), and those that lie beside it, then run the same command again; ' +
        'or take in the days that are not archived: connect-lake backfill --from',
    }
  }
  if (/AccessDenied|Forbidden/.test(name) || $metadata?.httpStatusCode === 403) {
    const [, needed = action, place = 'it'] = DENIAL.exec(message) ?? []
    const service = needed.split(':')[0] as keyof typeof governed
    // Who may not list a bucket is not told that an object is not there.
    const unless =
      needed === 's3:GetObject' ? '; s3:ListBucket on the bucket, too, for an object that is not there' : ''
    return {
      what: DENIED,
      allowed: `the permission ${needed} on ${place}${unless}`,
      remedy: `allow ${needed} to the role, ${governed[service] ?? 'in its policy'}`,
    }
  }
  if ($metadata?.httpStatusCode === undefined) {
    return {
      what: 'AWS did not answer, or not to the end',
      allowed: `an answer to ${action}`,
      remedy: 'see that the network and the endpoint can be reached, then run the same command again',
    }
  }
  if (/LimitExceeded|ResourceNumberLimit|TooManyBuckets/.test(name)) {
    return {
      what: 'a quota of the account is used up',
      allowed: `what the quota of the account gives ${action}`,
      remedy: 'remove what is not needed any more, or have the quota raised in Service Quotas',
    }
  }
  if ($metadata.httpStatusCode < 500 && !MAY_PASS.has($metadata.httpStatusCode)) {
    return {
      what: 'AWS does not take this request',
      allowed: `a request of ${action} as AWS wants it`,
      remedy: 'see in its words what is wrong: to run the same again does not help; what was committed stays',
    }
  }
  return {
    what: 'AWS answered with an error',
    allowed: `an answer to ${action}`,
    remedy: 'run the same command again; what was committed stays',
  }
}

/** An error of the SDK as ours: what was asked of which resource, and what to change. Ours pass as they are. */
export function failure(error: unknown, action: Action, resource: string): LakeError {
  if (error instanceof LakeError) return error
  const { name = 'Error', message = '' } = error as AwsError
  return new LakeError({
    ...told(error as AwsError, action),
    value: `${resource}: ${name}${message === '' ? '' : `, ${message}`}`,
    cause: error,
  })
}

/** The answer to what was asked of a resource; an error says what to change. */
export async function asked<T>(action: Action, resource: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw failure(error, action, resource)
  }
}
