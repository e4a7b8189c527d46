import { customerReturn, RETURN_DAYS } from '../../schema/tables/customer-return.ts'
import type { Derivation } from './derivation.ts'

/** What else is kept of the journey before: to whom a repeat is attributed. */
const kept = ['channel', 'queue_arn', 'queue_name', 'agent_arn', 'agent_username']

/** Only what a return is told by is sorted; the rest is fetched for those that have one before. */
export const customerReturnDerivation: Derivation = {
  table: customerReturn,
  days_at_once: 8,
  given: ({ customer_journey }, first, last) => ({
    paired: `
WITH journey AS (
  SELECT dt, journey_id, start_timestamp,
    lag({journey_id: journey_id, dt: dt, end_timestamp: end_timestamp})
      OVER (PARTITION BY customer_key ORDER BY start_timestamp, journey_id) AS previous
  FROM ${customer_journey}
  WHERE is_repeatable
)
SELECT journey_id AS paired_id, previous.journey_id AS previous_journey_id, previous.dt AS previous_dt,
  previous.end_timestamp AS previous_end_timestamp,
  greatest(0, date_sub('second', previous.end_timestamp, start_timestamp)) AS gap_s
FROM journey
WHERE dt BETWEEN '${first}' AND '${last}'
  AND start_timestamp < previous.end_timestamp + INTERVAL ${RETURN_DAYS} DAY`,
  }),
  sql: ({ customer_journey }, first, last) => `
WITH journey AS NOT MATERIALIZED (
  SELECT dt, journey_id, first_disconnect_timestamp, start_timestamp, end_timestamp, customer_key, channel, instance_arn,
    handled_queue_arn AS queue_arn, handled_queue_name AS queue_name,
    handled_agent_arn AS agent_arn, handled_agent_username AS agent_username
  FROM ${customer_journey}
  WHERE is_repeatable
),
followed AS (
  SELECT p.*, ${kept.map(name => `j.${name} AS previous_${name}`).join(', ')}
  FROM paired p JOIN journey j ON j.journey_id = p.previous_journey_id
)
SELECT j.* EXCLUDE (dt), f.* EXCLUDE (paired_id)
FROM journey j LEFT JOIN followed f ON f.paired_id = j.journey_id
WHERE j.dt BETWEEN '${first}' AND '${last}'`,
}
