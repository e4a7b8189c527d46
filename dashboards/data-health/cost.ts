import { PRICED_ON } from '../../sql/cost/prices.ts'
import { costs } from '../datasets/books.ts'
import { sheet } from '../spec/dashboard.ts'
import { bar, kpi, table } from '../spec/visual.ts'

const estimated = `Estimated, list prices of us-east-1 of ${PRICED_ON}`

/** What the data of the days cost. */
export const cost = sheet({
  id: 'cost',
  title: 'Cost',
  question: 'What does it cost on AWS, which service takes it, and what of it grows with contacts?',
  visuals: [
    kpi(costs, {
      id: 'estimated-cost',
      title: 'Cost',
      subtitle: estimated,
      question: 'What do these days cost?',
      alt: 'Estimated cost in USD, its trend by day of arrival, and the change against the period before.',
      at: { x: 0, y: 0, w: 12, h: 5 },
      value: 'estimated_cost_usd',
      trend: 'local_date',
    }),
    kpi(costs, {
      id: 'cost-of-contacts',
      title: 'Cost of 1,000 contacts',
      subtitle: 'Contacts whose first record arrived',
      question: 'What does a contact cost?',
      alt: 'Estimated cost of a thousand contacts in USD, its trend by day of arrival, and the change against the period before.',
      at: { x: 12, y: 0, w: 12, h: 5 },
      value: 'estimated_cost_per_thousand_contacts',
      trend: 'local_date',
    }),
    kpi(costs, {
      id: 'fixed-cost-rate',
      title: 'Fixed cost, share',
      subtitle: 'Paid though nothing may come',
      question: 'Which share is paid whatever comes?',
      alt: 'Share of the estimated cost that is fixed, its trend by day of arrival, and the change against the period before.',
      at: { x: 24, y: 0, w: 12, h: 5 },
      value: 'fixed_cost_rate',
      trend: 'local_date',
    }),
    bar(costs, {
      id: 'cost-by-day',
      title: 'Cost by day and service, USD',
      subtitle: estimated,
      question: 'When did it cost more, and which service took it?',
      alt: 'Stacked columns by day of arrival: estimated cost in USD, by service.',
      at: { x: 0, y: 5, w: 18, h: 11 },
      category: 'local_date',
      values: ['estimated_cost_usd'],
      colors: 'service',
      arrangement: 'stacked',
      orientation: 'vertical',
    }),
    bar(costs, {
      id: 'variable-cost-by-day',
      title: 'What grows with contacts, USD',
      subtitle: 'Taking records in, and a year of keeping and showing them',
      question: 'What would twice the contacts cost?',
      alt: 'Stacked columns by day of arrival: the variable part of the estimated cost in USD, by service.',
      at: { x: 18, y: 5, w: 18, h: 11 },
      category: 'local_date',
      values: ['estimated_variable_cost_usd'],
      colors: 'service',
      arrangement: 'stacked',
      orientation: 'vertical',
    }),
    table(costs, {
      id: 'cost-by-service',
      title: 'Cost by service, USD',
      subtitle: 'Without people who look: authors, readers, queries of analysts',
      question: 'Where does it go?',
      alt: 'Table of services with the fixed, the variable and the whole estimated cost in USD.',
      at: { x: 0, y: 16, w: 36, h: 16 },
      group_by: ['service'],
      values: [
        'estimated_fixed_cost_usd',
        'estimated_variable_cost_usd',
        'estimated_cost_usd',
        'fixed_cost_rate',
      ],
      limit: 50,
      totals: true,
    }),
  ],
})
