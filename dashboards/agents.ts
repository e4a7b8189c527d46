import { performance } from './agents/performance.ts'
import { time } from './agents/time.ts'
import { contacts } from './datasets/contacts.ts'
import { agentFilter, channelFilter, queueFilter, routingProfileFilter } from './filters.ts'
import { dashboard } from './spec/dashboard.ts'
import { dates } from './spec/filter.ts'

export const agents = dashboard({
  id: 'agents',
  title: 'Agents',
  icon: 'agents',
  parameters: [],
  dates: dates(contacts, { default_days: 14 }),
  filters: [
    agentFilter(),
    routingProfileFilter(),
    // An agent's time is not divided among queues and contacts.
    queueFilter({ sheets: ['performance'] }),
    channelFilter({ sheets: ['performance'] }),
  ],
  sheets: [performance, time],
})
