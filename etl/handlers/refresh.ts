import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { beforeAws } from '../../cli/aws.ts'
import { plannedRefresh, refreshed, type Stale, staleAfter } from '../../cli/quicksight/refresh.ts'
import { settleQuickSight } from '../../cli/quicksight/settings.ts'
import { wantedRequests } from '../../cli/quicksight/wanted.ts'
import { configuredIn } from '../../cli/views/configured.ts'
import { viewPlace } from '../../cli/views/place.ts'
import { quickSightApi } from '../../dashboards/deploy/api.ts'
import { placeOf } from '../../dashboards/quicksight/settings.ts'
import { bookRefreshes } from '../job/refresh-book.ts'
import { metrics } from './telemetry.ts'
import { handlerOf } from './work.ts'

/** What became of a refresh. */
interface RefreshReport {
  /** Data sets that have now what the lake has. */
  readonly refreshed: number
  /** Data sets that could not be read, and why. */
  readonly failed: readonly Stale[]
}

/**
 * Has QuickSight read anew what changed since it last did, in the lake or in its views, and tells in the lake how that ended. What QuickSight could not
 * read is told in the answer, in metrics and in the log, too, and is no error of this step: to repeat it at once would take
 * one of the few refreshes of a day.
 */
export const handler = handlerOf<object, RefreshReport>('refresh', async (_, { config, ports, limits }) => {
  const settings = settleQuickSight(config, {})
  beforeAws()
  // Data sets of rules are refreshed, too: those that the lake knows of.
  const { catalog } = await viewPlace(config)
  const deployed = await catalog.views()
  const configured = configuredIn(deployed, config)
  // A refresh makes no asset, so none says which version made it; an empty one would be refused.
  const wanted = wantedRequests(config, settings, configured, 'refresh')
  const api = await quickSightApi(placeOf(settings))
  const plan = await plannedRefresh(api, wanted, ports.log, deployed, Date.now())
  const all = await refreshed(api, plan, entries => bookRefreshes(entries, ports, limits))
  const failed = await staleAfter(plan, all, ports.log, Date.now())
  metrics.addMetric('refreshes_failed', MetricUnit.Count, failed.length)
  metrics.addMetric(
    'data_set_behind_s',
    MetricUnit.Seconds,
    Math.max(0, ...failed.map(each => each.behind_s)),
  )
  return { refreshed: all.length - failed.length, failed }
})
