import { journeys } from './customers/journeys.ts'
import { reasons } from './customers/reasons.ts'
import { returns } from './customers/returns.ts'
import { selfService } from './customers/self-service.ts'
import { attributes } from './datasets/attributes.ts'
import { contacts } from './datasets/contacts.ts'
import { agentFilter, channelFilter, queueFilter } from './filters.ts'
import { dashboard } from './spec/dashboard.ts'
import { dates, list } from './spec/filter.ts'
import { resolutionTarget } from './targets.ts'

export const customers = dashboard({
  id: 'customers',
  title: 'Customers and journeys',
  icon: 'customers',
  parameters: [resolutionTarget],
  dates: dates(contacts, { default_days: 14 }),
  filters: [
    queueFilter(),
    agentFilter({ sheets: ['returns', 'journeys', 'self-service'] }),
    channelFilter(),
    list(attributes, {
      ...{ name: 'attribute', label: 'Attribute', plural: 'attributes', column: 'attribute_name' },
      sheets: ['reasons'],
    }),
    list(attributes, {
      ...{ name: 'attribute_value', label: 'Value', plural: 'values', column: 'attribute_value' },
      sheets: ['reasons'],
    }),
  ],
  sheets: [returns, journeys, selfService, reasons],
})
