import type { Dashboard } from '../../normal/dashboard.ts'
import { assetId } from '../place.ts'
import { type Request, request } from '../request.ts'
import { placeOf, type QuickSightSettings } from '../settings.ts'
import type { CompiledDefinition } from './definition.ts'
import { permissionsOf } from './share.ts'
import { themeArn } from './theme.ts'

/** A dashboard, and the analysis of the same definition, for its owners to try changes in. */
export function dashboardRequests(
  { id, title }: Dashboard,
  { definition }: CompiledDefinition,
  settings: QuickSightSettings,
): readonly Request[] {
  const place = placeOf(settings)
  const own = {
    AwsAccountId: place.account_id,
    Name: place.prefix === '' ? title : `${title} (${place.prefix.slice(0, -1)})`,
    Definition: definition,
    ThemeArn: themeArn(settings),
    ValidationStrategy: { Mode: 'STRICT' as const },
  }
  return [
    request('CreateAnalysis', id, {
      ...own,
      AnalysisId: assetId(place, id),
      Permissions: permissionsOf('analysis', settings),
    }),
    request('CreateDashboard', id, {
      ...own,
      DashboardId: assetId(place, id),
      Permissions: permissionsOf('dashboard', settings),
      DashboardPublishOptions: {
        AdHocFilteringOption: { AvailabilityStatus: 'ENABLED' },
        ExportToCSVOption: { AvailabilityStatus: 'ENABLED' },
        SheetControlsOption: { VisibilityState: 'EXPANDED' },
      },
    }),
  ]
}
