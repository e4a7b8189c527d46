import { costEstimate } from '../../views/cost_estimate.ts'
import { sum } from '../additive.ts'
import { metricsOf } from '../subject.ts'

const usd = { kind: 'sum', unit: 'usd', connect: null } as const
const told_once = {
  service: 'contacts are counted once for a day, not once for each service.',
} as const

const readings =
  'An estimate by list prices of us-east-1, no bill: docs/cost.md has the prices and what is assumed, cost_estimate what is not in it.'

/** What the days of a lake cost, by the rates of the cost model. */
export const cost = metricsOf(costEstimate)({
  estimated_cost_usd: {
    ...usd,
    label: 'Estimated cost',
    doc: 'About what it costs on AWS to take in what arrived, to keep it, and to stand ready for it.',
    readings,
    of: sum('estimated_usd'),
  },
  estimated_fixed_cost_usd: {
    ...usd,
    label: 'Fixed cost',
    doc: 'Of the estimated cost, what is paid though nothing may come.',
    readings,
    of: sum('fixed_usd'),
  },
  estimated_variable_cost_usd: {
    ...usd,
    label: 'Variable cost',
    doc: 'Of the estimated cost, what is paid by records and bytes: to take them in, and to keep and show them for a year.',
    readings,
    of: sum('variable_usd'),
  },
  contacts_taken_in: {
    kind: 'sum',
    unit: 'count',
    connect: null,
    label: 'Contacts taken in',
    doc: 'Contacts whose first record arrived.',
    not_by: told_once,
    of: sum('contacts'),
  },
  estimated_cost_per_thousand_contacts: {
    kind: 'ratio',
    unit: 'usd_per_thousand',
    connect: null,
    label: 'Cost of 1,000 contacts',
    doc: 'The estimated cost over the contacts whose first record arrived, for a thousand of them.',
    readings,
    not_by: told_once,
    numerator: 'estimated_cost_usd',
    denominator: 'contacts_taken_in',
  },
  fixed_cost_rate: {
    kind: 'ratio',
    unit: 'percent',
    connect: null,
    label: 'Fixed cost, share',
    doc: 'Of the estimated cost, the share that is paid though nothing may come.',
    readings,
    numerator: 'estimated_fixed_cost_usd',
    denominator: 'estimated_cost_usd',
  },
})
