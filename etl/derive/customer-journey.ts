import { JOURNEY_DAYS } from '../../schema/tables/contact-journey.ts'
import { customerJourney } from '../../schema/tables/customer-journey.ts'
import type { Derivation } from './derivation.ts'

/** How contacts begin that no customer began. */
const begunByCentre = ['OUTBOUND', 'EXTERNAL_OUTBOUND', 'CAMPAIGN_PREVIEW', 'AGENT_REPLY', 'FLOW', 'MONITOR']

/** How a value of the legs becomes one of the journey; most journeys are of one leg, and need no grouping. */
const folds = {
  first: { one: x => x, many: x => `arg_min(${x}, leg_number)` },
  last: { one: x => x, many: x => `arg_max(${x}, leg_number)` },
  latest: { one: x => x, many: x => `max(${x})` },
  earliest: { one: x => x, many: x => `min(${x})` },
  any: { one: x => x, many: x => `bool_or(${x})` },
  sum: { one: x => x, many: x => `sum(${x})` },
  different: { one: x => `CASE WHEN ${x} IS NULL THEN 0 ELSE 1 END`, many: x => `count(DISTINCT ${x})` },
} as const satisfies Record<string, { one: (x: string) => string; many: (x: string) => string }>

const isCallback = `coalesce(initiation_method, '') LIKE 'CALLBACK%'`
const isDialled = `coalesce(initiation_method, '') IN ('OUTBOUND', 'EXTERNAL_OUTBOUND')`
const count = (condition: string): string => `CASE WHEN ${condition} THEN 1 ELSE 0 END`
const agentLeg = `CASE WHEN is_handled THEN {contact_id: contact_id, queue_arn: queue_arn, queue_name: queue_name,
  agent_arn: agent_arn, agent_username: agent_username} END`
const queueOf = (condition: string): string =>
  `CASE WHEN ${condition} THEN {arn: queue_arn, name: queue_name, since: start_timestamp} END`

const parts: readonly (readonly [name: string, fold: keyof typeof folds, ofLeg: string])[] = [
  ['end_timestamp', 'latest', 'disconnect_timestamp'],
  ['customer_key', 'first', 'customer_key'],
  ['is_test', 'any', 'is_test'],
  ['is_spoken', 'any', `is_handled AND (is_customer_connected OR NOT ${isDialled})`],
  ['is_served', 'any', 'is_handled'],
  ['is_external', 'any', 'is_transferred_external'],
  ['is_queued', 'any', 'is_queued'],
  ['is_left', 'any', `NOT is_listener AND coalesce(disconnect_reason, '') = 'CUSTOMER_DISCONNECT'`],
  ['queue_time_s', 'sum', 'coalesce(queue_duration_s, 0)'],
  ['handle_time_s', 'sum', 'coalesce(handle_time_s, 0)'],
  ['queues', 'different', 'CASE WHEN is_queued THEN queue_arn END'],
  ['first_queue', 'first', queueOf('is_queued')],
  ['agents', 'different', 'CASE WHEN is_handled THEN agent_arn END'],
  ['handled', 'first', agentLeg],
  ['last_handled', 'last', agentLeg],
  ['transfers_inside', 'sum', count('transfer_kind IS NOT NULL')],
  ['transfers_external', 'sum', count('is_transferred_external')],
  ['callback_attempts', 'sum', count(isCallback)],
  ['callback', 'first', queueOf(isCallback)],
  [
    'callback_reached_timestamp',
    'earliest',
    `CASE WHEN ${isCallback} AND is_handled THEN connected_to_agent_timestamp END`,
  ],
  ['callback_queue_time_s', 'sum', `CASE WHEN ${isCallback} THEN coalesce(queue_duration_s, 0) ELSE 0 END`],
]

const many = parts.map(([name, fold, ofLeg]) => `${folds[fold].many(ofLeg)} AS many_${name}`)
const one = parts.map(
  ([name, fold, ofLeg]) =>
    `CASE WHEN legs = 1 THEN ${folds[fold].one(ofLeg)} ELSE many_${name} END AS ${name}`,
)

/** The legs of a journey lie within a week of the first disconnect. */
export const customerJourneyDerivation: Derivation = {
  table: customerJourney,
  days_at_once: 4,
  sql: ({ contact_journey }, first, last) => `
WITH leg AS NOT MATERIALIZED (
  SELECT * FROM ${contact_journey}
  WHERE CAST(journey_disconnect_timestamp AS DATE) BETWEEN DATE '${first}' AND DATE '${last}'
),
many AS (SELECT journey_id AS many_id, ${many.join(',\n    ')} FROM leg WHERE legs > 1 GROUP BY journey_id),
journey AS (
  SELECT journey_id, journey_disconnect_timestamp AS first_disconnect_timestamp, start_timestamp,
    root_contact_id, channel, initiation_method, instance_arn, legs,
    ${one.join(',\n    ')}
  FROM leg LEFT JOIN many ON many_id = journey_id
  WHERE leg_number = 1
),
ended AS (
  SELECT *,
    CASE
      WHEN is_spoken THEN 'HANDLED'
      WHEN is_served THEN 'CUSTOMER_NOT_REACHED'
      WHEN is_external THEN 'EXTERNAL'
      WHEN callback_attempts > 0 THEN 'CALLBACK_NOT_REACHED'
      WHEN is_queued THEN 'ABANDONED'
      WHEN coalesce(initiation_method, '') NOT IN ('INBOUND', 'API', 'WEBRTC_API') THEN 'OTHER'
      WHEN is_left THEN 'LEFT_IN_FLOW'
      ELSE 'CONTAINED'
    END AS outcome,
    CASE
      WHEN is_test THEN 'TEST'
      WHEN coalesce(channel, '') = 'TASK' THEN 'TASK'
      WHEN coalesce(initiation_method, '') IN (${begunByCentre.map(method => `'${method}'`).join(', ')})
        THEN 'NOT_BEGUN_BY_CUSTOMER'
      WHEN outcome <> 'HANDLED' THEN 'NOT_HANDLED'
      WHEN customer_key IS NULL THEN 'ANONYMOUS'
      WHEN start_timestamp > first_disconnect_timestamp
        OR end_timestamp > start_timestamp + INTERVAL ${JOURNEY_DAYS} DAY THEN 'IMPOSSIBLE_TIMES'
    END AS repeat_exclusion
  FROM journey
)
SELECT * EXCLUDE (first_queue, handled, last_handled, callback),
  outcome = 'HANDLED' AS is_handled,
  repeat_exclusion IS NULL AS is_repeatable,
  first_queue.arn AS first_queue_arn,
  first_queue.name AS first_queue_name,
  handled.contact_id AS first_handled_contact_id,
  handled.queue_arn AS handled_queue_arn,
  handled.queue_name AS handled_queue_name,
  handled.agent_arn AS handled_agent_arn,
  handled.agent_username AS handled_agent_username,
  last_handled.agent_arn AS last_agent_arn,
  last_handled.agent_username AS last_agent_username,
  transfers_inside + transfers_external AS transfers,
  callback.since AS callback_timestamp,
  callback.arn AS callback_queue_arn,
  callback.name AS callback_queue_name
FROM ended`,
}
