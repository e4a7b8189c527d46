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
/** By which views it was read, as a tag: `3-61c0f5…`. */
const VIEWS = 'connect-lake:views'
const MOST_TRIES = 5

/** By which views a data set is read. */
export interface ReadBy {
  /** Fingerprint of what they say. */
  readonly views: string
  /** How often all of it was read because nobody knew by which views it had been, or they had changed. */
  readonly turn: number
}

/**
 * The id of the ingestion of a commit by views. QuickSight takes an id once, and what is found under one is not begun again: so
 * what is to be read once more of the same commit has another one. Ids of a commit are in the order of their turns.
 */
export const ingestionId = (commit: number, { views, turn }: ReadBy, round = 1): string =>
  `commit-${commit}-v${String(turn).padStart(4, '0')}-${views}${round === 1 ? '' : `-${round}`}`

export const dataSetArn = (api: QuickSightApi, id: string): string =>
  assetArn({ ...api.place, prefix: '' }, 'dataset', id)

/** What a data set in memory was refreshed from. */
export interface RefreshedFrom {
  /** The number of the commit up to which it was; undefined where nobody knows. */
  readonly commit: number | undefined
  /** Undefined where nobody knows. */
  readonly by: ReadBy | undefined
}

/** What data sets in memory were refreshed from, by their ids; those that are not there are missing. */
export async function refreshedFrom(
  api: QuickSightApi,
  requests: readonly Request[],
): Promise<ReadonlyMap<string, RefreshedFrom>> {
  const found = new Map<string, RefreshedFrom>()
  for (const { input } of requests.filter(isOf('CreateDataSet'))) {
    const { DataSetId: id = '', ImportMode } = input
    if (ImportMode !== 'SPICE') continue
    const answer = await api.find('ListTagsForResource', `data set ${id}`, client =>
      client.listTagsForResource({ ResourceArn: dataSetArn(api, id) }),
    )
    if (!answer) continue
    const { [COMMIT]: seq, [VIEWS]: noted = '' } = tagsOf(answer.Tags)
    const [, turn, views] = /^(\d+)-(\w+)$/.exec(noted) ?? []
    found.set(id, {
      commit: Number.isInteger(Number(seq)) ? Number(seq) : undefined,
      by: views === undefined ? undefined : { views, turn: Number(turn) },
    })
  }
  return found
}

/** The id of an ingestion of a data set in a refresh, by the round in which it is tried. */
type IdOf = (dataSet: string, round?: number) => string

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
  idOf: IdOf,
  round = 1,
): Promise<Begun> {
  const { AwsAccountId, DataSetId = '' } = request.input
  const id = { AwsAccountId, DataSetId, IngestionId: idOf(DataSetId, round) }
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
async function ended(api: QuickSightApi, step: RefreshStep, idOf: IdOf, first: Begun): Promise<Ingestion> {
  for (let round = 1, { id, isNow } = first; ; { id, isNow } = await begun(api, step, idOf, round)) {
    const seen = await endedIngestion(api, id)
    if (isNow || seen.IngestionStatus === 'COMPLETED' || round === MOST_TRIES) return seen
    round++
  }
}

/** What QuickSight answered in place of an ingestion, in its own words. */
function refused(error: unknown, { request, type, reason }: RefreshStep, idOf: IdOf): Refreshed {
  const { message, cause } = error as Error & { readonly cause?: Error }
  return {
    ...{
      data_set: request.id,
      ingestion: idOf(request.input.DataSetId ?? ''),
      type,
      reason,
      status: 'failed',
    },
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
  idOf: IdOf,
): Promise<readonly Refreshed[]> {
  const all: Refreshed[] = []
  const firsts: (Begun | Refreshed)[] = []
  for (const step of steps)
    firsts.push(await begun(api, step, idOf).catch(error => refused(error, step, idOf)))
  for (const [n, step] of steps.entries()) {
    const first = firsts[n] as Begun | Refreshed
    all.push(
      'status' in first
        ? first
        : await ended(api, step, idOf, first).then(
            seen => endOf(seen, step),
            error => refused(error, step, idOf),
          ),
    )
  }
  return all
}

/** Says that nobody knows which commit a data set has: the next refresh reads all of it. */
export const noCommit: Tag = { Key: COMMIT, Value: 'none' }

/** Notes that a data set has a commit, and by which views: one of which nothing changed has it, too. */
export const noteRefreshed = (api: QuickSightApi, id: string, commit: number, { views, turn }: ReadBy) =>
  api.ask('TagResource', `data set ${id}`, client =>
    client.tagResource({
      ResourceArn: dataSetArn(api, id),
      Tags: [
        { Key: COMMIT, Value: String(commit) },
        { Key: VIEWS, Value: `${turn}-${views}` },
      ],
    }),
  )
