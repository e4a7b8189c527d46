import { contacts } from './datasets/contacts.ts'
import { channelFilter, queueFilter } from './filters.ts'
import { dashboard } from './spec/dashboard.ts'
import { dates } from './spec/filter.ts'
import { abandonmentLimit, serviceLevelTarget } from './targets.ts'
import { now } from './wallboard/now.ts'

// Agents wait for all queues and channels of theirs: they are not filtered by either.
const agents = ['agents-online-now', 'agents-available-now', 'agents-by-activity-now']

export const wallboard = dashboard({
  id: 'wallboard',
  title: 'Wallboard',
  icon: 'wall',
  parameters: [serviceLevelTarget, abandonmentLimit],
  dates: dates(contacts, { default_days: 1, pinned: true }),
  filters: [queueFilter({ except: agents }), channelFilter({ except: agents })],
  sheets: [now],
  refresh_every_s: 60,
})
