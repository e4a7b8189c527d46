import { PRICED_ON } from '../cost/prices.ts'
import { costRates } from '../cost/rates.ts'
import { sqlLiteral, sqlText } from '../literal.ts'
import { view } from '../view.ts'

const usd = (doc: string) => ({ type: 'double', doc }) as const

function generate(): string {
  const rows = costRates.map(({ service, ...rates }) => {
    const cells = Object.values(rates).map(value => sqlLiteral({ type: 'double', value }))
    return `(${[sqlText(service), ...cells].join(', ')})`
  })
  return `-- Generated: the price list and the cost model of this version.
SELECT
  CAST(service AS varchar) AS service,
  day_usd,
  contact_record_usd,
  agent_event_usd,
  raw_byte_usd,
  ${sqlLiteral({ type: 'date', value: PRICED_ON })} AS priced_on
FROM (
  VALUES
    ${rows.join(',\n    ')}
) AS rate(service, day_usd, contact_record_usd, agent_event_usd, raw_byte_usd)`
}

/** What the services of a deployment take. */
export const costRate = view({
  name: 'cost_rate',
  version: 1,
  generate,
  made_of: 'prices',
  doc: 'One row per service of AWS: what it takes for a day, for a record and for a byte, in USD; 0 for what it does not take anything for. Made of the price list (us-east-1, without free tier and discounts) and of the cost model that docs/cost.md explains.',
  grain: ['service'],
  uses: [],
  columns: {
    service: { type: 'varchar', doc: 'Service of AWS.' },
    day_usd: usd('For a day of 24 hours, whatever comes.'),
    contact_record_usd: usd('For a contact record that is read.'),
    agent_event_usd: usd('For an agent event that is read.'),
    raw_byte_usd: usd('For a byte of a raw object, as it lies there.'),
    priced_on: { type: 'date', doc: 'Day of the price list.' },
  },
})
