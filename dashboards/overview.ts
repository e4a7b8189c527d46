import { contacts } from './datasets/contacts.ts'
import { agentFilter, channelFilter, disconnectReasonFilter, queueFilter } from './filters.ts'
import { overview as sheet } from './overview/overview.ts'
import { dashboard } from './spec/dashboard.ts'
import { dates } from './spec/filter.ts'
import { abandonmentLimit, serviceLevelTarget } from './targets.ts'

export const overview = dashboard({
  id: 'overview',
  title: 'Overview',
  parameters: [serviceLevelTarget, abandonmentLimit],
  dates: dates(contacts, { default_days: 14 }),
  filters: [queueFilter(), agentFilter(), channelFilter(), disconnectReasonFilter()],
  sheets: [sheet],
})
