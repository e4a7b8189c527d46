/** What an error of AWS is made of, by the words of the services themselves. */
import { expect, test } from 'vitest'
import { type Action, failure } from '../../lake/aws/failure.ts'

const role = 'User: arn:aws:sts::111122223333:assumed-role/lake/me is not authorized to perform:'
const because = 'because no identity-based policy allows the action'
const key = 'arn:aws:s3:::lake/connect/contact_record/dt=2025-07-01/v2/a.parquet'

interface Case {
  readonly name: string
  readonly message: string
  readonly status?: number
  readonly action: Action
  readonly says: { readonly what: string; readonly allowed: string; readonly remedy: string }
}

const cases: Readonly<Record<string, Case>> = {
  'a copy that may read, and not write': {
    name: 'AccessDenied',
    message: `${role} s3:PutObject on resource: "${key}" ${because}`,
    action: 's3:GetObject and s3:PutObject',
    says: {
      what: 'AWS denied access',
      allowed: `the permission s3:PutObject on ${key}`,
      remedy: 'allow s3:PutObject to the role, in its policy and in that of the bucket',
    },
  },
  'a copy that is denied without a word': {
    name: 'AccessDenied',
    message: 'Access Denied',
    action: 's3:GetObject and s3:PutObject',
    says: {
      what: 'AWS denied access',
      allowed: 'the permission s3:GetObject and s3:PutObject on it',
      remedy: 'allow s3:GetObject and s3:PutObject to the role, in its policy and in that of the bucket',
    },
  },
  'an object that is not there, for who may not list': {
    name: 'AccessDenied',
    message: `${role} s3:ListBucket on resource: "arn:aws:s3:::lake" ${because}`,
    action: 's3:GetObject',
    says: {
      what: 'AWS denied access',
      allowed: 'the permission s3:ListBucket on arn:aws:s3:::lake',
      remedy: 'allow s3:ListBucket to the role, in its policy and in that of the bucket',
    },
  },
  'the same, without a word': {
    name: 'AccessDenied',
    message: 'Access Denied',
    action: 's3:GetObject',
    says: {
      what: 'AWS denied access',
      allowed:
        'the permission s3:GetObject on it; s3:ListBucket on the bucket, too, for an object that is not there',
      remedy: 'allow s3:GetObject to the role, in its policy and in that of the bucket',
    },
  },
  'a resource of Glue, which has no quotation marks': {
    name: 'AccessDeniedException',
    message: `${role} glue:GetDatabase on resource: arn:aws:glue:eu-central-1:111122223333:catalog ${because}`,
    status: 400,
    action: 'glue:CreateTable',
    says: {
      what: 'AWS denied access',
      allowed: 'the permission glue:GetDatabase on arn:aws:glue:eu-central-1:111122223333:catalog',
      remedy:
        'allow glue:GetDatabase to the role, in its policy; where Lake Formation governs the catalog, grant it there, too',
    },
  },
  'a permission of a service that is not asked itself': {
    name: 'AccessDeniedException',
    message: `${role} lakeformation:GetDataAccess on resource: arn:aws:lakeformation:eu-central-1:1:catalog:1 ${because}`,
    status: 400,
    action: 'glue:GetTables',
    says: {
      what: 'AWS denied access',
      allowed: 'the permission lakeformation:GetDataAccess on arn:aws:lakeformation:eu-central-1:1:catalog:1',
      remedy: 'allow lakeformation:GetDataAccess to the role, in its policy',
    },
  },
  'a key of KMS, in older words': {
    name: 'AccessDenied',
    message:
      'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    action: 's3:GetObject',
    says: {
      what: 'AWS KMS refused the key that objects are encrypted with',
      allowed: 'kms:Decrypt and kms:GenerateDataKey on the key of the bucket',
      remedy: 'allow them to the role in the policy of the key, and see that the key is enabled',
    },
  },
  'a secret that was mistyped': {
    name: 'SignatureDoesNotMatch',
    message: 'The request signature we calculated does not match the signature you provided.',
    action: 's3:PutObject',
    says: {
      what: 'AWS does not take these credentials',
      allowed: 'credentials of this account that have not expired',
      remedy: 'log in again, for example with: aws sso login, or name another profile in AWS_PROFILE',
    },
  },
  'a clock that is off, as S3 says it': {
    name: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
    action: 's3:PutObject',
    says: {
      what: 'the clock of this machine is wrong',
      allowed: 'a clock that is less than 15 minutes from that of AWS',
      remedy: 'set the clock, or let it be set over the network (NTP), then run the same command again',
    },
  },
  'a clock that is off, as Glue and Athena say it': {
    name: 'InvalidSignatureException',
    message:
      'Signature expired: 20250701T080000Z is now earlier than 20250701T081500Z (20250701T082000Z - 5 min.)',
    status: 400,
    action: 'glue:GetTables',
    says: {
      what: 'the clock of this machine is wrong',
      allowed: 'a clock that is less than 15 minutes from that of AWS',
      remedy: 'set the clock, or let it be set over the network (NTP), then run the same command again',
    },
  },
  'an object in an archive: it is no lack of a permission': {
    name: 'InvalidObjectState',
    message: "The operation is not valid for the object's storage class",
    action: 's3:GetObject',
    says: {
      what: 'an object is archived, and cannot be read as it lies',
      allowed: 'objects that S3 gives at once: not those of GLACIER and DEEP_ARCHIVE',
      remedy:
        'restore it for some days (aws s3api restore-object), and those that lie beside it, then run the same command again; or take in the days that are not archived: connect-lake backfill --from',
    },
  },
  'the wrong region, as HEAD says it': {
    name: '301',
    message: 'UnknownError',
    status: 301,
    action: 's3:GetObject',
    says: {
      what: 'the bucket lies in another region',
      allowed: 'the region of the bucket',
      remedy: 'set AWS_REGION, or the region of s3 in connect-lake.config.json, to that of the bucket',
    },
  },
  'a quota that is used up': {
    name: 'ResourceNumberLimitExceededException',
    message: 'Number of tables per database exceeded',
    status: 400,
    action: 'glue:CreateTable',
    says: {
      what: 'a quota of the account is used up',
      allowed: 'what the quota of the account gives glue:CreateTable',
      remedy: 'remove what is not needed any more, or have the quota raised in Service Quotas',
    },
  },
  'a request that will never be taken': {
    name: 'InvalidRequest',
    message:
      'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    status: 400,
    action: 's3:PutObject',
    says: {
      what: 'AWS does not take this request',
      allowed: 'a request of s3:PutObject as AWS wants it',
      remedy: 'see in its words what is wrong: to run the same again does not help; what was committed stays',
    },
  },
  'a conflict, which may pass': {
    name: 'OperationAborted',
    message: 'A conflicting conditional operation is currently in progress against this resource.',
    status: 409,
    action: 's3:PutObject',
    says: {
      what: 'AWS answered with an error',
      allowed: 'an answer to s3:PutObject',
      remedy: 'run the same command again; what was committed stays',
    },
  },
}

test.each(Object.entries(cases))('%s', (_, { name, message, status = 403, action, says }) => {
  const error = { name, message, $metadata: { httpStatusCode: status } }
  expect(failure(error, action, 's3://lake/old')).toMatchObject(says)
})
