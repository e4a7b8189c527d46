/** The engine on an Athena that is played: what is sent, what comes back, and what goes wrong. No SQL is understood. */
import { describe, expect, test } from 'vitest'
import { playedEngine } from './athena/played-engine.ts'
import type { AthenaFault } from './athena/server.ts'

const { athena, callsOf, failure, played } = playedEngine()

/** What was wrong, by what the error says: what, the value, what is allowed, what to do. */
type Said = Partial<Record<'what' | 'value' | 'allowed' | 'remedy', string>>
const says = (said: Said) =>
  Object.fromEntries(Object.entries(said).map(([part, text]) => [part, expect.stringContaining(text)]))

const keys = { accessKeyId: 'testing', secretAccessKey: 'testing' }

describe('what is refused, in words', () => {
  test.each<[name: string, workgroup: string, Said]>([
    ['unknown', 'nobody', { what: 'no workgroup nobody', remedy: '--workgroup' }],
    ['disabled', 'resting', { what: 'workgroup resting is disabled', remedy: '--state ENABLED' }],
    ['without a place for results', 'homeless', { what: 'where to put results', remedy: 'athena.output' }],
  ])('a workgroup that is %s', async (_, workgroup, said) => {
    await played({}, { workgroup }, { resting: { state: 'DISABLED', output: 's3://r/' }, homeless: {} })
    expect(await failure()).toMatchObject(says(said))
  })

  test('more bytes than the workgroup allows', async () => {
    const group = { thrifty: { output: 's3://r/', cutoff_bytes: 10_000_000 } }
    await played({ scanned_bytes: 10_000_001 }, { workgroup: 'thrifty' }, group)
    expect(await failure()).toMatchObject(
      says({ what: 'cut off', value: 'workgroup thrifty', remedy: 'BytesScannedCutoffPerQuery' }),
    )
  })

  test('cancelled by somebody else', async () => {
    await played({ endless: true })
    const asked = failure()
    await expect.poll(() => athena().executions.size).toBe(1)
    const [execution] = athena().executions.values()
    execution?.stop()
    expect(await asked).toMatchObject(says({ what: 'cancelled from outside', value: String(execution?.id) }))
  })

  test.each<[error: readonly [string, string], Said]>([
    [
      ['TABLE_NOT_FOUND', "line 1:15: Table 'awsdatacatalog.lake.contact' does not exist"],
      {
        what: 'cannot be answered',
        value: 'lake.contact',
        remedy: 'connect-lake views apply --engine athena',
      },
    ],
    [
      ['COLUMN_NOT_FOUND', "line 1:8: Column 'x' cannot be resolved"],
      { value: 'line 1:8', remedy: 'DESCRIBE' },
    ],
    [['PERMISSION_DENIED', 'Cannot access catalog hr'], { what: 'outside the lake', value: 'hr' }],
    [
      ['HIVE_CANNOT_OPEN_SPLIT', 'Access Denied (Service: Amazon S3; Status Code: 403)'],
      { what: 'AWS denied access', allowed: 's3:GetObject' },
    ],
    [
      ['PERMISSION_DENIED', 'Access denied when writing output to url: s3://results/x.csv . Please ensure'],
      { what: 'AWS denied access', value: 's3://results/x.csv', allowed: 's3:PutObject' },
    ],
    [
      ['GENERIC_USER_ERROR', 'User: x is not authorized to perform: glue:GetTable on resource: contact'],
      { what: 'denied', value: 'glue:GetTable', remedy: 'Lake Formation' },
    ],
    [
      ['GENERIC_USER_ERROR', 'Insufficient Lake Formation permission(s) on contact'],
      { what: 'denied', value: 'on contact', remedy: 'grant SELECT' },
    ],
    [
      ['HIVE_CURSOR_ERROR', 'User is not authorized to perform: kms:Decrypt on key/1'],
      { what: 'AWS KMS refused', allowed: 'kms:Decrypt' },
    ],
  ])('a query that fails: %j', async (error, said) => {
    await played({ error })
    expect(await failure()).toMatchObject(says(said))
  })

  const refused = (type: string, message: string, code?: string) => ({
    ...{ operation: 'StartQueryExecution', type, message, times: 20 },
    ...(code === undefined ? {} : { code }),
  })
  test.each<[AthenaFault, Said]>([
    [
      refused('InvalidRequestException', "line 1:1: mismatched input 'SELEC'", 'MALFORMED_QUERY'),
      { what: 'cannot be answered', value: "line 1:1: mismatched input 'SELEC'" },
    ],
    [
      refused('AccessDeniedException', 'not authorized to perform: athena:StartQueryExecution'),
      { what: 'AWS denied access', value: 'workgroup primary', remedy: 'athena:StartQueryExecution' },
    ],
    [
      refused('InvalidRequestException', 'Unable to verify/create output bucket results'),
      { what: 'cannot put results', allowed: 's3:GetBucketLocation', remedy: 'workgroup primary' },
    ],
    [refused('UnrecognizedClientException', 'The security token is invalid'), { what: 'these credentials' }],
    [refused('ExpiredTokenException', 'expired'), { what: 'these credentials', remedy: 'log in again' }],
    [refused('TooManyRequestsException', 'slow'), { what: 'asked too often', remedy: 'quota' }],
    [
      {
        ...{ operation: 'GetQueryResults', type: 'AccessDeniedException', times: 20 },
        message: 'You are not authorized to perform: s3:GetObject',
      },
      { what: 'AWS denied access', value: 's3://results/', remedy: 'athena:GetQueryResults' },
    ],
    [
      { operation: 'GetQueryExecution', type: 'AccessDeniedException', times: 20 },
      { what: 'AWS denied access', remedy: 'athena:GetQueryExecution' },
    ],
  ])('a call that is refused: %o', async (fault, said) => {
    await played({ rows: [[1]] })
    athena().order(fault)
    expect(await failure()).toMatchObject(says(said))
  })

  test('a query that nobody can wait for any more is stopped: it would be billed', async () => {
    await played({ endless: true })
    athena().order({ operation: 'GetQueryExecution', type: 'AccessDeniedException', times: 20 })
    expect(await failure()).toMatchObject(says({ remedy: 'athena:GetQueryExecution' }))
    const [execution] = athena().executions.values()
    expect(callsOf('StopQueryExecution').map(({ input }) => input)).toEqual([
      { QueryExecutionId: execution?.id },
    ])
  })

  test('nobody there', async () => {
    await played(
      {},
      { client: { endpoint: 'http://127.0.0.1:9', region: 'x', credentials: keys, maxAttempts: 1 } },
    )
    expect(await failure()).toMatchObject(says({ what: 'cannot be reached', remedy: 'AWS_REGION' }))
  })
})
