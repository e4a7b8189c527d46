import { contactJourney, JOURNEY_DAYS } from '../../schema/tables/contact-journey.ts'
import { HANDLE_TIME_S, QUEUE_NAME } from './contact-sql.ts'
import { customerKeySql } from './customer-key.ts'
import type { Derivation } from './derivation.ts'

/** Links are followed this far. Connect's own need two steps: to the first contact, and to what that is related to. */
const MAX_HOPS = 16

/** Whether a contact on one day can be what a contact on another follows from. Both are numbers of days. */
const near = (earlier: string, day: string): string =>
  `${earlier} BETWEEN ${day} - ${JOURNEY_DAYS} AND ${day} + 1`

/** Everything that only the contact itself tells. */
const legColumns = `
    connected_to_agent_timestamp, transfer_completed_timestamp, channel, initiation_method, disconnect_reason,
    ${customerKeySql('customer_endpoint_address', 'customer_endpoint_type')} AS customer_key,
    instance_arn, queue_arn, ${QUEUE_NAME} AS queue_name, agent_arn, agent_username,
    validation_test_type IS NOT NULL AS is_test,
    enqueue_timestamp IS NOT NULL AS is_queued,
    connected_to_agent_timestamp IS NOT NULL AND NOT is_listener AS is_handled,
    connected_to_system_timestamp IS NOT NULL AS is_customer_connected,
    transfer_completed_timestamp IS NOT NULL AND transferred_to_endpoint_address IS NOT NULL AS is_transferred_external,
    CASE WHEN enqueue_timestamp IS NOT NULL THEN queue_duration_s END AS queue_duration_s,
    CASE WHEN connected_to_agent_timestamp IS NOT NULL AND NOT is_listener
      THEN ${HANDLE_TIME_S} END AS handle_time_s`

/** The records with what linking looks at. Days are numbers. */
const recordSql = (contact_record: string): string => `record AS NOT MATERIALIZED (
  SELECT *, CAST(dt AS DATE) - DATE '2000-01-01' AS day, coalesce(initiation_method, '') = 'MONITOR' AS is_listener,
    coalesce(initiation_timestamp, disconnect_timestamp) AS start_timestamp,
    coalesce(nullif(initial_contact_id, contact_id), nullif(previous_contact_id, contact_id)) AS follows,
    nullif(related_contact_id, contact_id) AS related
  FROM ${contact_record}
)`

/** Place in a journey, of the contacts of some days that have links or are linked to: about one in four. */
const placeSql = (contact_record: string, first: string, last: string): string => `
WITH RECURSIVE
${recordSql(contact_record)},
following AS MATERIALIZED (
  SELECT contact_id, day, start_timestamp, disconnect_timestamp, is_listener, follows AS parent
  FROM record WHERE follows IS NOT NULL
),
-- Contacts that only the contact before them tells of: few, for nearly all that are named follow by themselves.
named AS MATERIALIZED (
  SELECT next_contact_id AS contact_id, contact_id AS parent, day, start_timestamp
  FROM record ANTI JOIN following ON following.contact_id = next_contact_id
  WHERE next_contact_id <> record.contact_id
),
naming AS (
  SELECT r.contact_id, arg_min(n.parent, (n.start_timestamp, n.parent)) AS parent
  FROM record r JOIN named n ON n.contact_id = r.contact_id AND ${near('n.day', 'r.day')}
  WHERE r.follows IS NULL GROUP BY 1
),
told AS MATERIALIZED (
  SELECT contact_id, day, start_timestamp, disconnect_timestamp, is_listener, coalesce(n.parent, related) AS parent
  FROM record LEFT JOIN naming n USING (contact_id)
  WHERE follows IS NULL AND (n.parent IS NOT NULL OR related IS NOT NULL)
),
linked AS NOT MATERIALIZED (FROM following UNION ALL FROM told),
-- Further than one step. A circle ends where it began, and the least of its contacts stands for it.
chain AS (
  SELECT a.contact_id, a.day, 1 AS hop, a.parent AS reached, [a.contact_id, a.parent] AS path, false AS is_circle
  FROM linked a JOIN linked b ON b.contact_id = a.parent AND ${near('b.day', 'a.day')}
  UNION ALL
  SELECT c.contact_id, c.day, hop + 1,
    CASE WHEN list_contains(path, b.parent) THEN list_min(path[list_position(path, b.parent):]) ELSE b.parent END,
    list_append(path, b.parent), list_contains(path, b.parent)
  FROM chain c JOIN linked b ON b.contact_id = c.reached AND ${near('b.day', 'c.day')}
  WHERE NOT is_circle AND hop < ${MAX_HOPS}
),
ended AS (SELECT contact_id, arg_max(reached, hop) AS root FROM chain GROUP BY contact_id),
rooted AS MATERIALIZED (
  SELECT l.* EXCLUDE (parent), coalesce(e.root, l.parent) AS root
  FROM linked l LEFT JOIN ended e USING (contact_id)
),
member AS MATERIALIZED (
  FROM rooted
  UNION ALL
  SELECT contact_id, day, start_timestamp, disconnect_timestamp, is_listener, contact_id FROM record
  WHERE follows IS NULL AND contact_id IN (SELECT root FROM rooted) AND contact_id NOT IN (SELECT contact_id FROM told)
),
-- The earliest day with a leg in the week up to each leg: those of one root and one such day are a journey. Nearly all
-- are over within the week: only of the others each leg has to look back.
lasting AS (SELECT root FROM member GROUP BY root HAVING max(day) - min(day) > ${JOURNEY_DAYS}),
anchored AS (
  SELECT *, 0 AS anchor FROM member ANTI JOIN lasting USING (root)
  UNION ALL
  SELECT *, min(day) OVER (
      PARTITION BY root ORDER BY day RANGE BETWEEN ${JOURNEY_DAYS} PRECEDING AND CURRENT ROW
    )
  FROM member SEMI JOIN lasting USING (root)
),
numbered AS (
  SELECT contact_id, day, root AS root_contact_id,
    first_value(contact_id) OVER in_order AS journey_id,
    row_number() OVER in_order AS leg_number,
    count(*) OVER whole AS legs,
    min(disconnect_timestamp) OVER whole AS journey_disconnect_timestamp
  FROM anchored
  WINDOW whole AS (PARTITION BY root, anchor),
    in_order AS (PARTITION BY root, anchor ORDER BY is_listener, start_timestamp, contact_id)
)
SELECT * FROM numbered WHERE day BETWEEN DATE '${first}' - DATE '2000-01-01' AND DATE '${last}' - DATE '2000-01-01'`

/**
 * Contacts without links are journeys of one leg. Whatever days are made at once, a contact is looked at from its own
 * day: links count as far as the contacts they name lie near it.
 */
export const contactJourneyDerivation: Derivation = {
  table: contactJourney,
  days_at_once: 16,
  given: ({ contact_record = '' }, first, last) => ({ place: placeSql(contact_record, first, last) }),
  sql: ({ contact_record = '' }, first, last) => `
WITH ${recordSql(contact_record)},
own AS NOT MATERIALIZED (
  SELECT *, coalesce(initiation_method, '') IN ('TRANSFER', 'QUEUE_TRANSFER') AS is_transfer
  FROM record WHERE dt BETWEEN '${first}' AND '${last}'
),
origin AS (
  SELECT contact_id, day, queue_arn, ${QUEUE_NAME} AS queue_name,
    agent_arn, agent_username, transfer_completed_timestamp IS NOT NULL AS is_completed
  FROM record WHERE contact_id IN (SELECT previous_contact_id FROM own WHERE is_transfer)
),
leg AS (
  SELECT contact_id, day, disconnect_timestamp, start_timestamp, is_listener, is_transfer,
    -- Not in the condition of the join below: that would compare each leg with each origin.
    CASE WHEN is_transfer THEN previous_contact_id END AS from_contact_id,
    ${legColumns}
  FROM own
)
SELECT l.*,
  coalesce(n.journey_id, l.contact_id) AS journey_id,
  coalesce(n.journey_disconnect_timestamp, l.disconnect_timestamp) AS journey_disconnect_timestamp,
  coalesce(n.root_contact_id, l.contact_id) AS root_contact_id,
  coalesce(n.leg_number, 1) AS leg_number,
  coalesce(n.legs, 1) AS legs,
  CASE
    WHEN NOT is_transfer THEN NULL
    WHEN l.initiation_method = 'QUEUE_TRANSFER' THEN 'QUEUE'
    WHEN o.contact_id IS NULL THEN 'UNKNOWN'
    WHEN o.is_completed THEN 'COLD'
    ELSE 'WARM'
  END AS transfer_kind,
  o.queue_arn AS from_queue_arn,
  o.queue_name AS from_queue_name,
  o.agent_arn AS from_agent_arn,
  o.agent_username AS from_agent_username
FROM leg l
LEFT JOIN place n ON n.contact_id = l.contact_id
LEFT JOIN origin o ON o.contact_id = l.from_contact_id AND ${near('o.day', 'l.day')}`,
}
