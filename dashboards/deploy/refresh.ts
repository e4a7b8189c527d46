import type { Ingestion, Tag } from '@aws-sdk/client-quicksight'
import { assetArn } from '../quicksight/place.ts'
import { isOf, type Request } from '../quicksight/request.ts'
import { isNamed, type QuickSightApi } from './api.ts'
import { tagsOf } from './found.ts'
import { endedIngestion, ingestionError } from './ingestion.ts'
import type { RefreshStep } from './refresh-plan.ts'

/** How the refresh of a data set ended. */
export interface Refreshed {
  readonly data_set: string
  /** Id of the ingestion, the last that was begun or was to be. */
  readonly ingestion: string
  readonly type: string
  readonly reason: string
  readonly status: 'completed' | 'failed'
  /** When QuickSight made the ingestion, and how long it took, s; missing where QuickSight does not say. */
  readonly started_at_ms?: number
  readonly took_s?: number
  readonly rows?: number
  readonly error?: { readonly type: string; readonly message: string }
}

/** The commit of the lake that a data set has, as a tag. */
const COMMIT = 'connect-lake:commit'
const MOST_TRIES = 5

/** The id of the ingestion of a commit. */
export const ingestionId = (commit: number, round = 1): string =>
  `commit-${commit}${round === 1 ? '' : `-${round}`}`

export const dataSetArn = (api: QuickSightApi, id: string): string =>
  assetArn({ ...api.place, prefix: '' }, 'dataset', id)

/** The number of the commit up to which data sets in memory were refreshed, by their ids; those that are not there are missing. */
export async function refreshedCommits(
  api: QuickSightApi,
  requests: readonly Request[],
): Promise<ReadonlyMap<string, number | undefined>> {
  const found = new Map<string, number | undefined>()
  for (const { input } of requests.filter(isOf('CreateDataSet'))) {
    const { DataSetId: id = '', ImportMode } = input
    if (ImportMode !== 'SPICE') continue
    const answer = await api.find('ListTagsForResource', `data set ${id}`, client =>
      client.listTagsForResource({ ResourceArn: dataSetArn(api, id) }),
    )
    if (!answer) continue
    const seq = Number(tagsOf(answer.Tags)[COMMIT])
    found.set(id, Number.isInteger(seq) ? seq : undefined)
  }
  return found
}

/** An ingestion of a commit that was begun, now or before. */
interface Begun {
  readonly id: {
    readonly AwsAccountId: string | undefined
    readonly DataSetId: string
    readonly IngestionId: string
  }
  readonly isNow: boolean
}

/** Begins an ingestion of a commit, or finds the one that was begun before. */
async function begun(
  api: QuickSightApi,
  { request, type }: RefreshStep,
  commit: number,
  round = 1,
): Promise<Begun> {
  const { AwsAccountId, DataSetId = '' } = request.input
  const id = { AwsAccountId, DataSetId, IngestionId: ingestionId(commit, round) }
  const isNow = await api
    .ask('CreateIngestion', `data set ${DataSetId}`, client =>
      client.createIngestion({ ...id, IngestionType: type }),
    )
    .then(
      () => true,
      error => {
        if (isNamed(error, 'ResourceExistsException')) return false
        throw error
      },
    )
  return { id, isNow }
}

/** How an ingestion ended; one that was begun before and failed is tried again. */
async function ended(
  api: QuickSightApi,
  step: RefreshStep,
  commit: number,
  first: Begun,
): Promise<Ingestion> {
  for (let round = 1, { id, isNow } = first; ; { id, isNow } = await begun(api, step, commit, round)) {
    const seen = await endedIngestion(api, id)
    if (isNow || seen.IngestionStatus === 'COMPLETED' || round === MOST_TRIES) return seen
    round++
  }
}

/** What QuickSight answered in place of an ingestion, in its own words. */
function refused(error: unknown, { request, type, reason }: RefreshStep, commit: number): Refreshed {
  const { message, cause } = error as Error & { readonly cause?: Error }
  return {
    ...{ data_set: request.id, ingestion: ingestionId(commit), type, reason, status: 'failed' },
    error: { type: cause?.name ?? 'UNKNOWN', message: cause?.message ?? message },
  }
}

/** How an ingestion that is over ended. */
function endOf(seen: Ingestion, { request, type, reason }: RefreshStep): Refreshed {
  const { IngestionId = '', IngestionStatus, RowInfo, CreatedTime, IngestionTimeInSeconds } = seen
  const said = {
    ...{ data_set: request.id, ingestion: IngestionId, type, reason },
    ...(CreatedTime && { started_at_ms: CreatedTime.getTime() }),
    ...(IngestionTimeInSeconds !== undefined && { took_s: IngestionTimeInSeconds }),
  }
  if (IngestionStatus !== 'COMPLETED') return { ...said, status: 'failed', error: ingestionError(seen) }
  const rows = RowInfo?.RowsIngested
  return { ...said, status: 'completed', ...(rows !== undefined && { rows }) }
}

/**
 * Reads data sets anew, all at once, and waits for them. What fails of one, or is not even begun, does not stop the others: how
 * each ended is told. What is not noted to have the commit is tried again by the next refresh.
 */
export async function refresh(
  api: QuickSightApi,
  steps: readonly RefreshStep[],
  commit: number,
): Promise<readonly Refreshed[]> {
  const all: Refreshed[] = []
  const firsts: (Begun | Refreshed)[] = []
  for (const step of steps)
    firsts.push(await begun(api, step, commit).catch(error => refused(error, step, commit)))
  for (const [n, step] of steps.entries()) {
    const first = firsts[n] as Begun | Refreshed
    all.push(
      'status' in first
        ? first
        : await ended(api, step, commit, first).then(
            seen => endOf(seen, step),
            error => refused(error, step, commit),
          ),
    )
  }
  return all
}

/** Says that nobody knows which commit a data set has: the next refresh reads all of it. */
export const noCommit: Tag = { Key: COMMIT, Value: 'none' }

/** Notes that data sets have a commit: those of which nothing changed have it, too. */
export async function noteCommit(api: QuickSightApi, ids: readonly string[], commit: number): Promise<void> {
  for (const id of ids)
    await api.ask('TagResource', `data set ${id}`, client =>
      client.tagResource({
        ResourceArn: dataSetArn(api, id),
        Tags: [{ Key: COMMIT, Value: String(commit) }],
      }),
    )
}
