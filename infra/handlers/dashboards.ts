import { beforeAws } from '../../cli/aws.ts'
import { configIn } from '../../cli/config.ts'
import { settleQuickSight } from '../../cli/quicksight/settings.ts'
import { wantedRequests } from '../../cli/quicksight/wanted.ts'
import { clientOf } from '../../cli/s3.ts'
import { configuredIn } from '../../cli/views/configured.ts'
import { plannedViews } from '../../cli/views/deploy.ts'
import { viewPlace } from '../../cli/views/place.ts'
import { quickSightApi } from '../../dashboards/deploy/api.ts'
import { personalDataPrincipals } from '../../dashboards/quicksight/compile/share.ts'
import { placeOf } from '../../dashboards/quicksight/settings.ts'
import { resourceHandler } from './answer.ts'
import { type DashboardsProperties, deployDashboards } from './deploy-dashboards.ts'

/** The custom resource `Custom::Dashboards`: the deployer of the command line, with the dashboards of its release. */
export const handler = resourceHandler<DashboardsProperties>(async event => {
  beforeAws()
  const config = configIn('CONNECT_LAKE_CONFIG')
  const settings = settleQuickSight(config, {})
  // Rules that only the lake has hold, too: a deployment that names none takes none away.
  const { catalog } = await viewPlace(config)
  const views = await catalog.views()
  const configured = configuredIn(views, config)
  const has_views = plannedViews(views, config, { keep_returned: true }).every(
    ({ action }) => action === 'keep',
  )
  const wanted = wantedRequests(config, settings, configured, event.ResourceProperties.Version)
  const hash = process.env.CONNECT_LAKE_DASHBOARDS ?? ''
  const granted = new Set(personalDataPrincipals(configured.access ?? [], settings))
  const by_path = clientOf(config).forcePathStyle === true
  const api = await quickSightApi(placeOf(settings))
  return deployDashboards(api, event, { hash, wanted, granted, by_path, config, has_views })
})
