import type { QuickSightApi } from '../../dashboards/deploy/api.ts'
import { versionsOf } from '../../dashboards/deploy/assets/shown.ts'
import { place } from '../dashboards/quicksight/requests.ts'
import { wantedBut } from './place.ts'

/** The dashboard that the tests change. */
export const board = { AwsAccountId: place.account_id, DashboardId: 'overview' }
export const NAME = 'CreateDashboard.overview'

/** What is wanted, with its sheet renamed. */
export const renamed = (name: string) => wantedBut(NAME, 'Definition.Sheets[0].Name', name)

/** The version that viewers see. */
export const published = async (api: QuickSightApi) => (await versionsOf(api, board))?.published
