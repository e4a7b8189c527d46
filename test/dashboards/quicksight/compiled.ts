import { compileQuickSight, type Source } from '../../../dashboards/quicksight/compile/compile.ts'
import type { Request } from '../../../dashboards/quicksight/request.ts'
import type { QuickSightSettings } from '../../../dashboards/quicksight/settings.ts'
import type { Access } from '../../../sql/access.ts'
import { everyDashboard, settings } from './every-kind.ts'

// biome-ignore lint/suspicious/noExplicitAny: requests are looked into by the names of their members, which the service's model has checked.
export type Loose = any

/** Rules of rows, and of personal data. */
export const access: Access = [
  { group: 'leads', rows: { queue_name: ['Sales'] } },
  { user: 'ann@example.com', rows: 'all', personal_data: true },
]

/** The requests for the dashboard of every kind, or for others. */
export const compiled = (
  more: Partial<Source> = {},
  set: Partial<QuickSightSettings> = {},
): readonly Request[] =>
  compileQuickSight({
    dashboards: everyDashboard,
    version: '1.0.0',
    ...more,
    settings: { ...settings, ...set },
  })

/** The input of one request, by what it does and whose id it has. */
export const inputOf = (requests: readonly Request[], operation: Request['operation'], id: string): Loose =>
  requests.find(each => each.operation === operation && each.id === id)?.input
