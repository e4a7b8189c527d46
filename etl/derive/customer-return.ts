import { customerReturn, RETURN_DAYS } from '../../schema/tables/customer-return.ts'
import type { Derivation } from './derivation.ts'

/** What is kept of the journey before: to whom a repeat is attributed. */
const kept = [
  'dt',
  'journey_id',
  'end_timestamp',
  'channel',
  'queue_arn',
  'queue_name',
  'agent_arn',
  'agent_username',
]

/** Reads of each journey in reach only what a return is told by. */
export const customerReturnDerivation: Derivation = {
  table: customerReturn,
  days_at_once: 32,
  sql: ({ customer_journey }, first, last) => `
WITH journey AS (
  SELECT dt, journey_id, first_disconnect_timestamp, start_timestamp, end_timestamp, customer_key, channel,
    handled_queue_arn AS queue_arn, handled_queue_name AS queue_name,
    handled_agent_arn AS agent_arn, handled_agent_username AS agent_username
  FROM ${customer_journey}
  WHERE is_repeatable
),
paired AS (
  SELECT *,
    lag({${kept.map(name => `${name}: ${name}`).join(', ')}})
      OVER (PARTITION BY customer_key ORDER BY start_timestamp, journey_id) AS previous
  FROM journey
),
measured AS (
  SELECT *,
    greatest(0, date_sub('second', previous.end_timestamp, start_timestamp)) AS since_s,
    start_timestamp < previous.end_timestamp + INTERVAL ${RETURN_DAYS} DAY AS is_return
  FROM paired
  WHERE dt BETWEEN '${first}' AND '${last}'
)
SELECT * EXCLUDE (dt, previous, since_s, is_return),
  CASE WHEN is_return THEN since_s END AS gap_s,
  ${kept.map(name => `CASE WHEN is_return THEN previous.${name} END AS previous_${name}`).join(',\n  ')}
FROM measured`,
}
