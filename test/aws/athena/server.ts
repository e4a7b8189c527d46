import { createServer } from 'node:http'
import {
  type Ask,
  begin,
  type Execution,
  isUtility,
  type Keep,
  resultFile,
  resultRows,
  type Start,
  type WorkGroup,
} from './execution.ts'

/** An error as Athena answers it. */
class Refusal extends Error {
  readonly type: string
  readonly code: string | undefined
  constructor(message: string, type = 'InvalidRequestException', code: string | undefined = 'INVALID_INPUT') {
    super(message)
    this.type = type
    this.code = code
  }
}

/** A fault on order: the next so many calls of an operation fail like that. */
export interface AthenaFault {
  readonly operation: string
  /** The type of the error, such as TooManyRequestsException. */
  readonly type: string
  readonly message?: string
  /** What Athena calls AthenaErrorCode. */
  readonly code?: string
  readonly status?: number
  readonly times?: number
  /** The work is done, and the answer is lost. */
  readonly after?: boolean
}

/** A call as it came. */
export interface AthenaCall {
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

export interface PlayedAthena {
  readonly url: string
  readonly calls: AthenaCall[]
  readonly executions: ReadonlyMap<string, Execution>
  order(...faults: readonly AthenaFault[]): void
  stop(): void
}

const MOST_ROWS = 1000
const MOST_LISTED = 50
const LONGEST_BYTES = 262_144

const described = (each: Execution) => ({
  QueryExecutionId: each.id,
  Query: each.start.QueryString,
  StatementType: isUtility(each.start.QueryString) ? 'UTILITY' : 'DML',
  ResultConfiguration: { OutputLocation: resultFile(each) },
  WorkGroup: each.start.WorkGroup,
  Status: {
    State: each.state,
    ...(each.reason === undefined ? {} : { StateChangeReason: each.reason }),
    ...(each.state === 'FAILED'
      ? { AthenaError: { ErrorCategory: 2, ErrorMessage: each.reason, Retryable: false } }
      : {}),
  },
  Statistics: {
    ...{ DataScannedInBytes: each.is_reused ? 0 : each.scanned_bytes, TotalExecutionTimeInMillis: 10 },
    ResultReuseInformation: { ReusedPreviousResult: each.is_reused },
  },
})

/**
 * Plays Athena on loopback: its protocol, limits, tokens and pages, over whatever answers SQL. It does not look at
 * signatures. What is said to be an earlier result is worked out anew, for nothing.
 *
 * @param keep puts the file of a result where Athena would; without it there is none
 */
export async function playAthena(
  ask: Ask,
  workgroups: Readonly<Record<string, WorkGroup>> = { primary: { output: 's3://results/' } },
  keep: Keep = async () => {},
): Promise<PlayedAthena> {
  const executions = new Map<string, Execution>()
  const byToken = new Map<string, Execution>()
  const calls: AthenaCall[] = []
  let faults: { left: number; readonly fault: AthenaFault }[] = []

  function group(name = 'primary'): WorkGroup {
    const workgroup = workgroups[name]
    if (!workgroup) throw new Refusal('WorkGroup is not found.')
    return workgroup
  }

  function known(id: string): Execution {
    const execution = executions.get(id)
    if (!execution) throw new Refusal(`QueryExecution ${id} was not found`)
    return execution
  }

  const operations: Readonly<Record<string, (input: never) => object>> = {
    StartQueryExecution(start: Start) {
      const workgroup = group(start.WorkGroup)
      if (workgroup.state === 'DISABLED') throw new Refusal(`WorkGroup ${start.WorkGroup} is disabled.`)
      if (Buffer.byteLength(start.QueryString) > LONGEST_BYTES) throw new Refusal('Query string is too long')
      if ((start.ClientRequestToken ?? '').length < 32) throw new Refusal('clientRequestToken is too short')
      const before = byToken.get(start.ClientRequestToken)
      if (before && before.start.QueryString !== start.QueryString)
        throw new Refusal('Idempotent parameters do not match', undefined, 'IDEMPOTENT_PARAMETER_MISMATCH')
      if (before) return { QueryExecutionId: before.id }
      const output = start.ResultConfiguration?.OutputLocation ?? workgroup.output
      if (output === undefined)
        throw new Refusal(
          'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
        )
      const isSame = ({ state, start: { QueryString, WorkGroup } }: Execution): boolean =>
        state === 'SUCCEEDED' && QueryString === start.QueryString && WorkGroup === start.WorkGroup
      const reuses = start.ResultReuseConfiguration?.ResultReuseByAgeConfiguration?.Enabled === true
      const is_reused = reuses && [...executions.values()].some(isSame)
      const execution = begin(ask, { ...start, is_reused }, output, workgroup, keep)
      executions.set(execution.id, execution)
      byToken.set(start.ClientRequestToken, execution)
      return { QueryExecutionId: execution.id }
    },
    GetQueryExecution: ({ QueryExecutionId }: { QueryExecutionId: string }) => ({
      QueryExecution: described(known(QueryExecutionId)),
    }),
    GetQueryResults(input: { QueryExecutionId: string; NextToken?: string; MaxResults?: number }) {
      const { QueryExecutionId, NextToken = '0', MaxResults = MOST_ROWS } = input
      const execution = known(QueryExecutionId)
      if (MaxResults > MOST_ROWS) throw new Refusal('MaxResults is more than maximum allowed length 1000')
      if (execution.state !== 'SUCCEEDED')
        throw new Refusal(`Query did not finish successfully. Final query state: ${execution.state}`)
      const from = Number(NextToken)
      const { rows, columns, more } = resultRows(execution, from, MaxResults)
      return {
        ResultSet: { Rows: rows, ResultSetMetadata: { ColumnInfo: columns } },
        ...(more ? { NextToken: String(from + rows.length) } : {}),
      }
    },
    GetWorkGroup({ WorkGroup: Name }: { WorkGroup: string }) {
      const { state = 'ENABLED', output, key_arn, cutoff_bytes } = group(Name)
      const EncryptionConfiguration = { EncryptionOption: 'SSE_KMS', KmsKey: key_arn }
      return {
        WorkGroup: {
          ...{ Name, State: state },
          Configuration: {
            ...(output !== undefined && {
              ResultConfiguration: { OutputLocation: output, ...(key_arn && { EncryptionConfiguration }) },
            }),
            ...(cutoff_bytes === undefined ? {} : { BytesScannedCutoffPerQuery: cutoff_bytes }),
            EnforceWorkGroupConfiguration: false,
          },
        },
      }
    },
    ListQueryExecutions(input: { WorkGroup?: string; NextToken?: string; MaxResults?: number }) {
      const { WorkGroup = 'primary', NextToken = '0', MaxResults = MOST_LISTED } = input
      group(WorkGroup)
      if (MaxResults > MOST_LISTED) throw new Refusal('MaxResults is more than maximum allowed length 50')
      const newest = [...executions.values()]
        .filter(({ start }) => (start.WorkGroup ?? 'primary') === WorkGroup)
        .toReversed()
      const end = Number(NextToken) + MaxResults
      return {
        QueryExecutionIds: newest.slice(Number(NextToken), end).map(({ id }) => id),
        ...(end < newest.length ? { NextToken: String(end) } : {}),
      }
    },
    StopQueryExecution({ QueryExecutionId }: { QueryExecutionId: string }) {
      known(QueryExecutionId).stop()
      return {}
    },
  }

  function answer(operation: string, body: string): object {
    const input = JSON.parse(body)
    calls.push({ operation, input })
    const ordered = faults.find(each => each.left > 0 && each.fault.operation === operation)
    if (ordered) ordered.left--
    if (!ordered || ordered.fault.after) {
      const work = operations[operation]
      if (!work) throw new Refusal('', 'UnknownOperationException', undefined)
      const done = work(input as never)
      if (!ordered) return done
    }
    throw ordered.fault
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const say = (status: number, said: object): void => {
        response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(said))
      }
      try {
        const operation = String(request.headers['x-amz-target']).replace('AmazonAthena.', '')
        say(200, answer(operation, Buffer.concat(chunks).toString()))
      } catch (error) {
        const { type, message = 'on order', code, status = 400 } = error as AthenaFault
        say(status, {
          __type: type,
          Message: message,
          ...(code ? { AthenaErrorCode: code, ErrorCode: code } : {}),
        })
      }
    })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    executions,
    order(...ordered) {
      faults = ordered.map(fault => ({ left: fault.times ?? 1, fault }))
    },
    stop() {
      for (const each of executions.values()) each.stop()
      server.closeAllConnections()
      server.close()
    },
  }
}
