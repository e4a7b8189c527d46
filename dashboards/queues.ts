import { contacts } from './datasets/contacts.ts'
import { channelFilter, queueFilter } from './filters.ts'
import { callbacks } from './queues/callbacks.ts'
import { service } from './queues/service.ts'
import { waits } from './queues/waits.ts'
import { dashboard } from './spec/dashboard.ts'
import { dates, range } from './spec/filter.ts'
import { abandonmentLimit, answerTimeLimit, serviceLevelTarget } from './targets.ts'

export const queues = dashboard({
  id: 'queues',
  title: 'Queues',
  icon: 'queues',
  parameters: [serviceLevelTarget, abandonmentLimit, answerTimeLimit],
  dates: dates(contacts, { default_days: 14 }),
  filters: [
    queueFilter(),
    channelFilter(),
    range(contacts, {
      ...{ name: 'time_in_queue', label: 'Time in queue', column: 'queue_duration_s' },
      sheets: ['service', 'waits'],
    }),
  ],
  sheets: [service, waits, callbacks],
})
