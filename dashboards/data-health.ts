import { cost } from './data-health/cost.ts'
import { faults } from './data-health/faults.ts'
import { intake } from './data-health/intake.ts'
import { punctuality } from './data-health/punctuality.ts'
import { costs, ledger } from './datasets/books.ts'
import { dashboard } from './spec/dashboard.ts'
import { dates, list } from './spec/filter.ts'
import { punctualityTarget } from './targets.ts'

export const dataHealth = dashboard({
  id: 'data-health',
  title: 'Data health',
  icon: 'health',
  parameters: [punctualityTarget],
  dates: dates(ledger, { default_days: 14 }),
  filters: [
    list(ledger, {
      ...{ name: 'table', label: 'Table', plural: 'tables', column: 'table_name' },
      // What is paid by the day is of no table.
      sheets: ['intake', 'punctuality', 'faults'],
      // Data sets show several tables each.
      except: ['stale-data-sets', 'data-sets'],
    }),
    list(costs, {
      ...{ name: 'service', label: 'Service', plural: 'services', column: 'service' },
      sheets: ['cost'],
    }),
  ],
  sheets: [intake, punctuality, faults, cost],
})
