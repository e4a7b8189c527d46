import type { ContactAttribute } from '../sql/contact-attribute.ts'
import { agents } from './agents.ts'
import { withAttributes } from './contact-attributes.ts'
import { customers } from './customers.ts'
import { dataHealth } from './data-health.ts'
import { type Dashboard, normaliseAll } from './normal/dashboard.ts'
import { overview } from './overview.ts'
import { queues } from './queues.ts'
import { wallboard } from './wallboard.ts'

const specs = [overview, queues, agents, customers, wallboard, dataHealth]

/**
 * Every dashboard, in the order of the rail, with a filter for each of these contact attributes.
 * @throws LakeError where one of them is called as something else is
 */
export const dashboardsWith = (attributes: readonly ContactAttribute[]): readonly Dashboard[] =>
  normaliseAll(specs.map(spec => withAttributes(spec, attributes)))

/** The same without any. */
export const dashboards: readonly Dashboard[] = dashboardsWith([])
