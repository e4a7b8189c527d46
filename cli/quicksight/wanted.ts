import { dashboardsWith } from '../../dashboards/dashboards.ts'
import { checkRequests } from '../../dashboards/quicksight/check.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import type { Request } from '../../dashboards/quicksight/request.ts'
import type { QuickSightSettings } from '../../dashboards/quicksight/settings.ts'
import type { Configured } from '../../sql/view.ts'
import type { Config } from '../config.ts'

/**
 * All that QuickSight is to have, in the order in which it can be sent; asks nobody.
 * @param configured who sees which rows, and by whose clocks days begin
 * @param version    of this package: assets say what made them
 * @throws LakeError for what QuickSight cannot express, would not take, or would not show as meant
 */
export function wantedRequests(
  { themes, contact_attributes }: Config,
  settings: QuickSightSettings,
  { access = [], time_zone }: Pick<Configured, 'access' | 'time_zone'>,
  version: string,
): readonly Request[] {
  const requests = compileQuickSight({
    dashboards: dashboardsWith(contact_attributes),
    settings,
    access,
    time_zone,
    colours: themes,
    version,
  })
  checkRequests(requests)
  return requests
}
