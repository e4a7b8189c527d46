import type { QuickSightApi } from '../../dashboards/deploy/api.ts'
import {
  dataSetArn,
  ingestionId,
  noteRefreshed,
  type ReadBy,
  type Refreshed,
  type RefreshedFrom,
  refresh,
  refreshedFrom,
} from '../../dashboards/deploy/refresh.ts'
import { type Changed, planRefresh, type RefreshStep, readBy } from '../../dashboards/deploy/refresh-plan.ts'
import { isOf, type Request } from '../../dashboards/quicksight/request.ts'
import type { RefreshEntry } from '../../etl/job/refresh-book.ts'
import { changedBetween } from '../../lake/log/changed.ts'
import type { Commit } from '../../lake/log/commit.ts'
import type { Log } from '../../lake/log/log.ts'
import { LakeError } from '../../schema/error.ts'
import { isoOf } from '../../schema/instant.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { tablesBehind } from '../../sql/tables-behind.ts'
import { views } from '../../sql/views.ts'
import { viewFingerprint } from './view-fingerprint.ts'

/** What is known of the commit that a refresh reads up to. */
type ReadUpTo = Pick<Commit, 'seq' | 'id' | 'at'>

/**
 * The newest commit that is no refresh. What refreshes tell is a commit, too: were it read up to, each would leave all data
 * sets behind it, and make the next one necessary.
 */
async function toReadUpTo(log: Pick<Log, 'head' | 'read'>): Promise<ReadUpTo | undefined> {
  for (let { seq } = await log.head(); seq > 0; seq--) {
    const commit = await log.read(seq)
    if (commit && commit.kind !== 'refresh') return commit
  }
  return undefined
}

/** What a refresh does, and up to which commit. */
interface PlannedRefresh {
  readonly steps: readonly RefreshStep[]
  /** Ids of data sets of which nothing changed. */
  readonly fresh: readonly string[]
  /** What each data set has, by its id. */
  readonly has: ReadonlyMap<string, RefreshedFrom>
  /** By which views it is read, by its id. */
  readonly by: ReadonlyMap<string, ReadBy>
  /** The commit to read up to; none in a lake without any, of which nothing is read. */
  readonly commit: ReadUpTo | undefined
}

/** By which views a data set is read, after it was by others, or nobody knows from what. */
function nextBy({ commit, by }: RefreshedFrom, views: string): ReadBy {
  if (!by) return { views, turn: 0 }
  return { views, turn: commit !== undefined && by.views === views ? by.turn : by.turn + 1 }
}

/**
 * Which data sets in memory are behind the newest commit of a lake, or were read by views that say something else by now.
 * @param deployed the views that QuickSight reads, looked at before anything is read by them
 */
export async function plannedRefresh(
  api: QuickSightApi,
  wanted: readonly Request[],
  log: Log,
  deployed: readonly DeployedView[],
  now_ms: number,
): Promise<PlannedRefresh> {
  const has = await refreshedFrom(api, wanted)
  const there = wanted.filter(each => !isOf('CreateDataSet')(each) || has.has(each.input.DataSetId ?? ''))
  const commit = await toReadUpTo(log)
  const by = new Map<string, ReadBy>()
  if (!commit) return { steps: [], fresh: [], has, by, commit }
  const { seq } = commit
  const since = new Map<string, Changed>()
  for (const each of there.filter(isOf('CreateDataSet'))) {
    const { DataSetId: id = '' } = each.input
    const had = has.get(id)
    if (!had) continue
    const next = nextBy(had, viewFingerprint(readBy(each), deployed))
    by.set(id, next)
    if (had.commit === undefined || !had.by) since.set(id, undefined)
    else since.set(id, had.by.turn === next.turn ? await changedBetween(log, had.commit, seq) : 'views')
  }
  const steps = planRefresh(
    there,
    id => since.get(id),
    name => tablesBehind(name, views),
    now_ms,
  )
  const stale = new Set(steps.map(({ request }) => request.input.DataSetId))
  const fresh = [...has].flatMap(([id, had]) => (stale.has(id) || had.commit === seq ? [] : [id]))
  return { steps, fresh, has, by, commit }
}

/** The id of the ingestion of a data set in a planned refresh. */
const idIn =
  ({ by }: PlannedRefresh, { seq }: ReadUpTo) =>
  (dataSet: string, round?: number): string =>
    ingestionId(seq, by.get(dataSet) as ReadBy, round)

/** How a refresh ended, as rows of its book: data sets of which nothing changed are told, too. */
function entriesOf(
  api: QuickSightApi,
  plan: PlannedRefresh,
  commit: ReadUpTo,
  all: readonly Refreshed[],
): readonly RefreshEntry[] {
  const { steps, fresh } = plan
  const { prefix } = api.place
  const about = (id: string, ingestion_id: string) => ({
    refresh_id: `${dataSetArn(api, id)}/ingestion/${ingestion_id}`,
    data_set_arn: dataSetArn(api, id),
    environment: prefix,
    data_set: id.slice(prefix.length),
    ingestion_id,
    commit_id: commit.id,
    lake_at: commit.at,
  })
  const nothing = {
    ...{ refresh_type: null, reason: null, rows_ingested: null },
    ...{ error_type: null, error_message: null, started_at: null, ended_at: null },
  }
  return [
    ...all.flatMap((each): readonly RefreshEntry[] => {
      const id = steps.find(({ request }) => request.id === each.data_set)?.request.input.DataSetId ?? ''
      const { started_at_ms: started, took_s: took } = each
      return [
        {
          ...about(id, each.ingestion),
          refresh_type: each.type,
          reason: each.reason,
          outcome: each.status,
          rows_ingested: each.rows ?? null,
          error_type: each.error?.type ?? null,
          error_message: each.error?.message ?? null,
          started_at: started === undefined ? null : isoOf(started),
          ended_at: started === undefined || took === undefined ? null : isoOf(started + took * 1000),
        },
      ]
    }),
    ...fresh.map(id => ({ ...about(id, idIn(plan, commit)(id)), ...nothing, outcome: 'unchanged' })),
  ]
}

/**
 * Does it, and has told how it ended before anything is noted of it: what could not be told is looked at again by the next
 * refresh, which finds the ingestions that were begun.
 * @param book takes what is to be told in the lake
 */
export async function refreshed(
  api: QuickSightApi,
  plan: PlannedRefresh,
  book: (entries: readonly RefreshEntry[]) => Promise<void>,
): Promise<readonly Refreshed[]> {
  const { steps, fresh, by, commit } = plan
  if (!commit) return []
  const all = await refresh(api, steps, idIn(plan, commit))
  await book(entriesOf(api, plan, commit, all))
  const good = new Set(all.filter(({ status }) => status === 'completed').map(({ data_set }) => data_set))
  const read = steps.filter(({ request }) => good.has(request.id))
  for (const id of [...read.map(({ request }) => request.input.DataSetId ?? ''), ...fresh])
    await noteRefreshed(api, id, commit.seq, by.get(id) as ReadBy)
  return all
}

/** A data set that could not be read anew, and how long ago the lake had what it lacks, s. */
export type Stale = Refreshed & { readonly behind_s: number }

/** The data sets that a refresh left behind the lake. Of what nobody knows what it has, it lacks all. */
export async function staleAfter(
  { steps, has, commit }: Pick<PlannedRefresh, 'steps' | 'has' | 'commit'>,
  all: readonly Refreshed[],
  log: Pick<Log, 'read'>,
  now_ms: number,
): Promise<readonly Stale[]> {
  const failed = all.filter(({ status }) => status === 'failed')
  return Promise.all(
    failed.map(async each => {
      const step = steps.find(({ request }) => request.id === each.data_set)
      let lacks: Commit | undefined
      for (
        let seq = (has.get(step?.request.input.DataSetId ?? '')?.commit ?? 0) + 1;
        !lacks && seq <= (commit?.seq ?? 0);
        seq++
      )
        lacks = await log.read(seq)
      return { ...each, behind_s: lacks ? Math.max(0, now_ms - Date.parse(lacks.at)) / 1000 : 0 }
    }),
  )
}

/** Why a refresh is not a good one; undefined when it is. */
export function refreshFailure(all: readonly Refreshed[]): LakeError | undefined {
  const failed = all.filter(({ error }) => error)
  if (failed.length === 0) return undefined
  return new LakeError({
    what: 'QuickSight could not read data sets anew, and shows what it had',
    value: failed.map(({ data_set, error }) => `${data_set}: ${error?.type}: ${error?.message}`).join('\n'),
    allowed: 'views that answer, rights of QuickSight on them and on the buckets, and free capacity of SPICE',
    remedy: 'mend what is named, and refresh again: connect-lake dashboards refresh',
  })
}
