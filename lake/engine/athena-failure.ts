import type { QueryExecution } from '@aws-sdk/client-athena'
import { LakeError } from '../../schema/error.ts'
import { failure } from '../aws/failure.ts'
import type { AthenaPlace } from './athena-place.ts'
import { unanswered } from './failure.ts'
import { trinoFailure } from './trino-failure.ts'

/** Athena takes no longer statement. */
const LONGEST_BYTES = 262_144

/** Throws for a statement that is longer than Athena takes. */
export function checkLength(sql: string): void {
  const bytes = Buffer.byteLength(sql)
  if (bytes <= LONGEST_BYTES) return
  throw new LakeError({
    what: 'the query is longer than Athena takes',
    value: `${bytes} bytes`,
    allowed: `${LONGEST_BYTES} bytes of UTF-8`,
    remedy: 'name fewer values or metrics, or ask in parts',
  })
}

type Told = ConstructorParameters<typeof LakeError>[0]

/** What Athena refuses to begin with, by its words: it has one code for all of it. */
const refusals: readonly (readonly [RegExp, (place: AthenaPlace) => Omit<Told, 'value' | 'cause'>])[] = [
  [
    /WorkGroup\b.*\bnot found/i,
    ({ workgroup }) => ({
      what: `there is no workgroup ${workgroup} in this region`,
      allowed: 'a workgroup of Athena in the region that is asked',
      remedy:
        'name another with --workgroup or athena.workgroup, or its region with AWS_REGION or athena.region',
    }),
  ],
  [
    /WorkGroup\b.*\bdisabled/i,
    ({ workgroup }) => ({
      what: `the workgroup ${workgroup} is disabled`,
      allowed: 'a workgroup that is enabled',
      remedy: `enable it: aws athena update-work-group --work-group ${workgroup} --state ENABLED`,
    }),
  ],
  [
    /no output location/i,
    ({ workgroup }) => ({
      what: 'Athena was not told where to put results',
      allowed: `a location set in the workgroup ${workgroup}, or one named here`,
      remedy: 'set the result location of the workgroup, or athena.output to s3://bucket/prefix/',
    }),
  ],
  [
    /output (?:location|bucket)|location provided to save/i,
    ({ workgroup, output }) => ({
      what: 'Athena cannot put results where it was told to',
      allowed:
        's3:PutObject and s3:GetBucketLocation on the location of the results, in the region that is asked',
      remedy: `check ${output === undefined ? `the result location of the workgroup ${workgroup}` : `athena.output, which is ${output}`}`,
    }),
  ],
]

/** Why a query was not begun. */
export function notBegun(error: unknown, place: AthenaPlace): LakeError {
  if (error instanceof LakeError) return error
  const { name, message = '', AthenaErrorCode } = error as Error & { readonly AthenaErrorCode?: string }
  const known = refusals.find(([pattern]) => pattern.test(message))
  if (name === 'InvalidRequestException' && known)
    return new LakeError({ ...known[1](place), value: message, cause: error })
  if (AthenaErrorCode === 'MALFORMED_QUERY') return unanswered(message, undefined, error)
  return failure(error, 'athena:StartQueryExecution', `workgroup ${place.workgroup}`)
}

const CUT_OFF = 'the query read more than its workgroup allows, and was cut off'

/** Whether a query was ended by the data usage control of its workgroup. */
export const isCutOff = (error: unknown): boolean => error instanceof LakeError && error.what === CUT_OFF

/** Why a query did not come to its end, as Athena says it. */
export function notAnswered(execution: QueryExecution, { workgroup }: AthenaPlace): LakeError {
  const { QueryExecutionId, Status: { State, StateChangeReason: reason = '' } = {} } = execution
  if (/bytes scanned limit was exceeded/i.test(reason))
    return new LakeError({
      what: CUT_OFF,
      value: `workgroup ${workgroup}: ${reason}`,
      allowed: 'what the data usage control of the workgroup allows for one query; what was read is billed',
      remedy: 'ask about fewer days or columns, or raise BytesScannedCutoffPerQuery of the workgroup',
      cause: execution,
    })
  if (State === 'CANCELLED')
    return new LakeError({
      what: 'the query was cancelled from outside',
      value: `${QueryExecutionId} in workgroup ${workgroup}${reason === '' ? '' : `: ${reason}`}`,
      remedy: 'ask whoever looks after the workgroup, and run it again',
      cause: execution,
    })
  const [, url] = /writing output to url:? *(s3:\S+)/i.exec(reason) ?? []
  if (url !== undefined) return failure({ name: 'AccessDenied', message: reason }, 's3:PutObject', url)
  if (/\bkms:|access denied.*\bs3\b|\bs3\b.*access denied|status code: 403/i.test(reason))
    return failure({ name: 'AccessDenied', message: reason }, 's3:GetObject', 'the data that the query reads')
  if (/not authorized to perform|insufficient (?:lake formation )?permission/i.test(reason))
    return new LakeError({
      what: 'AWS denied Athena access, in the name of whoever asks',
      value: reason,
      allowed: 'the permissions that are named there',
      remedy:
        'allow them to the role in its policy; where Lake Formation governs the catalog, grant SELECT there, too',
      cause: execution,
    })
  const [, errorName, message] = /^([A-Z][A-Z0-9_]+): ([\s\S]*)$/.exec(reason) ?? []
  if (errorName === undefined || message === undefined) return unanswered(reason, undefined, execution)
  return trinoFailure({ errorName, message }, 'athena', execution)
}
