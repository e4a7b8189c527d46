import { contactCentreOverview } from './contact-centre-overview.ts'
import { type Dashboard, normalise } from './normal/dashboard.ts'

/** Every dashboard, in the order of the rail. */
export const dashboards: readonly Dashboard[] = [contactCentreOverview].map(normalise)
