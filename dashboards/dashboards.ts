import { agents } from './agents.ts'
import { customers } from './customers.ts'
import { dataHealth } from './data-health.ts'
import { type Dashboard, normaliseAll } from './normal/dashboard.ts'
import { overview } from './overview.ts'
import { queues } from './queues.ts'
import { wallboard } from './wallboard.ts'

/** Every dashboard, in the order of the rail. */
export const dashboards: readonly Dashboard[] = normaliseAll([
  overview,
  queues,
  agents,
  customers,
  wallboard,
  dataHealth,
])
