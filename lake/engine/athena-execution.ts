import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  AthenaClient,
  GetQueryExecutionCommand,
  type GetQueryResultsCommandOutput,
  paginateGetQueryResults,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { failure } from '../aws/failure.ts'
import { instrumented } from '../aws/instrument.ts'
import { checkLength, notAnswered, notBegun } from './athena-failure.ts'
import type { AthenaPlace } from './athena-place.ts'
import { interrupted } from './failure.ts'

/** The shortest questions take half a second; long ones are not asked after more than every two seconds. */
const [FIRST_POLL_MS, LAST_POLL_MS] = [100, 2000]

/** GetQueryResults gives no more rows. */
const PAGE_ROWS = 1000

/** A client that is patient: throttled requests are sent again, each time later. */
export const athenaClient = ({ client }: Pick<AthenaPlace, 'client'>): AthenaClient =>
  instrumented(new AthenaClient({ retryMode: 'standard', maxAttempts: 8, ...client }))

async function begun(athena: AthenaClient, place: AthenaPlace, sql: string): Promise<string> {
  const { workgroup, catalog, database, output, reuse_minutes } = place
  checkLength(sql)
  // Parameters of Athena's own are not needed: values are in the text as typed literals.
  const start = new StartQueryExecutionCommand({
    QueryString: sql,
    // When an answer is lost the SDK sends the same again, and Athena knows it by this.
    ClientRequestToken: randomUUID(),
    WorkGroup: workgroup,
    QueryExecutionContext: { Catalog: catalog, Database: database },
    ...(output === undefined ? {} : { ResultConfiguration: { OutputLocation: output } }),
    ...(reuse_minutes === undefined
      ? {}
      : {
          ResultReuseConfiguration: {
            ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: reuse_minutes },
          },
        }),
  })
  const { QueryExecutionId = '' } = await athena.send(start).catch(error => {
    throw notBegun(error, place)
  })
  return QueryExecutionId
}

/**
 * Runs a statement until its result is there.
 * @param signal stops it in Athena, too; what was read until then is billed
 * @param ended  is told of how it ended, however that was
 */
export async function executed(
  athena: AthenaClient,
  place: AthenaPlace,
  sql: string,
  signal: AbortSignal,
  ended: (execution: QueryExecution) => void,
): Promise<QueryExecution> {
  if (signal.aborted) throw interrupted()
  const QueryExecutionId = await begun(athena, place, sql)
  const stop = () => athena.send(new StopQueryExecutionCommand({ QueryExecutionId }))
  const resource = `query ${QueryExecutionId} in workgroup ${place.workgroup}`
  for (let wait_ms = FIRST_POLL_MS; ; wait_ms = Math.min(wait_ms * 1.5, LAST_POLL_MS)) {
    await pause(wait_ms, undefined, { signal }).catch(() => {})
    if (signal.aborted) {
      await stop().catch(error => {
        throw failure(error, 'athena:StopQueryExecution', resource)
      })
    }
    const { QueryExecution: execution = {} } = await athena
      .send(new GetQueryExecutionCommand({ QueryExecutionId }))
      .catch(async error => {
        // Nobody waits for it any more, and what it reads is billed. What is told is why nobody waits.
        await stop().catch(() => {})
        throw failure(error, 'athena:GetQueryExecution', resource)
      })
    const state = execution.Status?.State
    const goesOn = state === 'QUEUED' || state === 'RUNNING'
    if (!goesOn || signal.aborted) ended(execution)
    if (signal.aborted) throw interrupted()
    if (goesOn) continue
    if (state === 'SUCCEEDED') return execution
    throw notAnswered(execution, place)
  }
}

/** The pages of the result of a statement. */
export async function* resultPages(
  athena: AthenaClient,
  { QueryExecutionId, ResultConfiguration }: QueryExecution,
): AsyncGenerator<GetQueryResultsCommandOutput> {
  try {
    yield* paginateGetQueryResults({ client: athena, pageSize: PAGE_ROWS }, { QueryExecutionId })
  } catch (error) {
    // Athena reads them from where it put them, in the name of who asks.
    const from = ResultConfiguration?.OutputLocation ?? 'where Athena keeps them'
    throw failure(error, 'athena:GetQueryResults', `the result of query ${QueryExecutionId}, ${from}`)
  }
}
