import type { IngestionType, LookbackWindow } from '@aws-sdk/client-quicksight'
import { isOf, type Request } from '../quicksight/request.ts'

/** A data set that is to be read anew. */
export interface RefreshStep {
  readonly request: Request<'CreateDataSet'>
  readonly type: IngestionType
  /** Why, for people. */
  readonly reason: string
}

/** What changed since a data set was last refreshed: tables with their oldest day, or what its views say; undefined where nobody knows. */
export type Changed = ReadonlyMap<string, string> | 'views' | undefined

const DAY_MS = 86_400_000
const hours: Readonly<Record<string, number>> = { HOUR: 1, DAY: 24, WEEK: 168 }

/** Whether a look-back from now reaches a day. */
function reaches({ Size = 0, SizeUnit = 'DAY' }: LookbackWindow, day: string, now_ms: number): boolean {
  const back_ms = Size * (hours[SizeUnit] ?? 24) * 3_600_000
  // Rows of a UTC day can have the local day before, by the clocks of the business.
  return Date.parse(`${day}T00:00:00Z`) - DAY_MS >= now_ms - back_ms
}

/** What a data set reads: views or tables of Athena. */
export const readBy = ({ input }: RefreshStep['request']): readonly string[] =>
  Object.values(input.PhysicalTableMap ?? {}).flatMap(({ RelationalTable, CustomSql }) => [
    RelationalTable?.Name ?? CustomSql?.Name ?? '',
    // SQL of our own is named like its view; what is joined to that is read, too.
    ...[...(CustomSql?.SqlQuery ?? '').matchAll(/\bJOIN (?:"[^"]+"\.)*(\w+)/g)].map(
      ([, joined = '']) => joined,
    ),
  ])

/**
 * Which data sets in memory have to be read anew, and how: those that read what changed, as far back as they look, and
 * all of it where a day before that changed, or a view: then any row can be another one.
 * @param changed      since a data set, by its id, was last refreshed
 * @param tablesBehind the tables whose rows a view shows; a table shows its own
 */
export function planRefresh(
  requests: readonly Request[],
  changed: (dataSet: string) => Changed,
  tablesBehind: (name: string) => ReadonlySet<string>,
  now_ms: number,
): readonly RefreshStep[] {
  const properties = requests.filter(isOf('PutDataSetRefreshProperties'))
  return requests.filter(isOf('CreateDataSet')).flatMap((request): readonly RefreshStep[] => {
    const { DataSetId: id = '', ImportMode } = request.input
    if (ImportMode !== 'SPICE') return []
    const since = changed(id)
    if (!since) return [{ request, type: 'FULL_REFRESH', reason: 'nothing is known of its last refresh' }]
    if (since === 'views') return [{ request, type: 'FULL_REFRESH', reason: 'views that it reads changed' }]
    const days = readBy(request)
      .flatMap(name => [...tablesBehind(name)])
      .flatMap(table => since.get(table) ?? [])
    const oldest = days.toSorted()[0]
    if (oldest === undefined) return []
    const own = properties.find(each => each.input.DataSetId === id)?.input.DataSetRefreshProperties
    const window = own?.RefreshConfiguration?.IncrementalRefresh?.LookbackWindow
    const isWithin = window !== undefined && reaches(window, oldest, now_ms)
    return [
      {
        request,
        type: isWithin ? 'INCREMENTAL_REFRESH' : 'FULL_REFRESH',
        reason: `changed from ${oldest} on`,
      },
    ]
  })
}
