import { agentContactInterval } from '../../schema/tables/agent-contact-interval.ts'
import {
  agentColumnNames,
  agentColumns,
  amongLogins,
  capped,
  piecesOf,
  SILENCE_MS,
  SLACK_MS,
  setupHash,
  TOLERANCE_MS,
} from './agent-time.ts'
import type { Derivation } from './derivation.ts'

/** The contacts of a snapshot. One that is listed twice counts as it stands last; nulls and those without id do not. */
const contactsOf = (snapshot: 'current' | 'previous'): string => {
  const contacts = `${snapshot}_contacts`
  const ids = (from: string): string => `list_transform(${from}, lambda x: x.contact_id)`
  return `list_filter(${contacts}, lambda x, i: x.contact_id IS NOT NULL
      AND (len(${contacts}) = 1 OR NOT list_contains(${ids(`list_slice(${contacts}, i + 1, len(${contacts}))`)}, x.contact_id)))`
}

const KNOWN_STATES = [
  'INCOMING',
  'PENDING',
  'CONNECTING',
  'CONNECTED',
  'CONNECTED_ONHOLD',
  'PAUSED',
  'MISSED',
  'REJECTED',
  'ERROR',
  'ENDED',
]

/** States in which the agent and the contact are together. */
const CONNECTED_STATES = `'CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED'`

/*
 * The snapshots of an agent in order are places: the snapshot before event i has number 2i − 1, the one after it 2i. A
 * contact that stands in two neighbouring places was there between. Where both snapshots of an event list the same,
 * which is so in every heartbeat, one row has both places.
 *
 *   event    events with snapshots, numbered
 *   listed   one row per contact and place
 *   edge     with the row of the same contact before; the first and the last of each run of one state
 *   run      the first of each run, with the last
 *   begun    where the run begins
 *   ended    where it ends, if anything tells
 */
const sql: Derivation['sql'] = ({ agent_event }, dt) => `
WITH told AS (
  SELECT event_id, agent_arn, event_type, epoch_ms(event_timestamp) AS at_ms,
    greatest(epoch_ms(current_status_start_timestamp),
      epoch_ms(list_max(list_transform(current_contacts, lambda x: x.state_start_timestamp)))) AS tie,
    coalesce(current_status_arn, current_status_name) IS NOT NULL OR current_contacts IS NOT NULL AS is_snapshot
  FROM ${agent_event} WHERE agent_arn IS NOT NULL
), event AS (
  SELECT *, row_number() OVER one AS number, lag(at_ms) OVER one AS before_at, lead(at_ms) OVER one AS after_at
  FROM (${amongLogins('told')})
  WHERE is_snapshot
  WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
), held AS (
  SELECT event_id, current_contacts, previous_contacts, ${setupHash('current')} AS setup,
    ${setupHash('previous')} AS previous_setup,
    current_contacts IS NOT DISTINCT FROM previous_contacts
      AND ${setupHash('current')} = ${setupHash('previous')} AS alike
  FROM ${agent_event}
  WHERE agent_arn IS NOT NULL AND (len(current_contacts) > 0 OR len(previous_contacts) > 0)
), listed AS (
  SELECT event_id, setup, false AS is_previous, CASE WHEN alike THEN 1 ELSE 0 END AS wide,
    unnest(${contactsOf('current')}) AS contact
  FROM held
  UNION ALL
  SELECT event_id, previous_setup, true, 0, unnest(${contactsOf('previous')}) FROM held WHERE NOT alike
), placed AS (
  SELECT agent_arn, event_id, is_previous, setup, at_ms, before_at, after_at, next_login,
    2 * number - CASE WHEN is_previous THEN 1 ELSE 0 END AS place, 2 * number - CASE WHEN is_previous THEN 1 ELSE wide END AS from_place,
    contact.contact_id, contact.state, epoch_ms(contact.state_start_timestamp) AS since, contact
  FROM listed JOIN event USING (event_id)
), neighboured AS (
  SELECT *,
    -- Seen in the place before, and not after a silence.
    coalesce(lag(place) OVER one = from_place - 1
      AND (from_place % 2 = 0 OR at_ms - before_at <= ${SILENCE_MS}), false) AS linked,
    lag(state) OVER one AS before_state, lag(since) OVER one AS before_since, lag(setup) OVER one AS before_setup
  FROM placed
  WINDOW one AS (PARTITION BY agent_arn, contact_id ORDER BY place)
), edge AS (
  SELECT *, lead(is_first, 1, true) OVER one AS is_last
  FROM (
    SELECT *, NOT linked OR state IS DISTINCT FROM before_state OR since IS DISTINCT FROM before_since
      OR setup <> before_setup AS is_first
    FROM neighboured
  )
  WINDOW one AS (PARTITION BY agent_arn, contact_id ORDER BY place)
), run AS (
  SELECT * FROM (
    SELECT *, CASE WHEN is_last THEN at_ms ELSE lead(at_ms) OVER one END AS last_at,
      CASE WHEN is_last THEN is_previous ELSE lead(is_previous) OVER one END AS last_is_previous,
      CASE WHEN is_last THEN after_at ELSE lead(after_at) OVER one END AS last_after_at,
      CASE WHEN is_last THEN next_login ELSE lead(next_login) OVER one END AS login_at,
      coalesce(at_ms - before_at <= ${SILENCE_MS}, false) AS heard
    FROM edge WHERE is_first OR is_last
    WINDOW one AS (PARTITION BY agent_arn, contact_id ORDER BY place)
  ) WHERE is_first
), begun AS (
  SELECT *,
    CASE
      -- Only the agent's setup is another; the contact goes on.
      WHEN linked AND state IS NOT DISTINCT FROM before_state AND since IS NOT DISTINCT FROM before_since THEN at_ms
      WHEN since IS NULL THEN at_ms
      WHEN at_ms - since > ${SILENCE_MS} AND NOT heard THEN at_ms
      ELSE greatest(least(since, at_ms), CASE WHEN heard THEN before_at ELSE since END,
        CASE WHEN linked THEN least(before_since, at_ms) ELSE since END)
    END AS begin_at
  FROM run
), ended AS (
  SELECT *, coalesce(CASE WHEN followed THEN next_at END, gone_at, cut_at, left_at) AS end_at,
    CASE WHEN NOT followed AND gone_at IS NULL AND cut_at IS NOT NULL THEN 'CAPPED' ELSE 'EVENT' END AS ended_by,
    NOT followed AND gone_at IS NULL AND cut_at IS NULL AS lost
  FROM (
    SELECT *,
      -- Listed before an event, and not after it.
      CASE WHEN last_is_previous THEN last_at END AS gone_at,
      -- Nobody says when it left, only that it is not there any more.
      CASE WHEN last_after_at - last_at <= ${SILENCE_MS} THEN last_after_at END AS left_at,
      CASE WHEN login_at <= coalesce(CASE WHEN last_after_at - last_at <= ${SILENCE_MS} THEN last_after_at END, last_at + ${SILENCE_MS})
        THEN least(last_at + ${SLACK_MS}, login_at) END AS cut_at
    FROM (
      SELECT *, coalesce(lead(linked) OVER one, false) AS followed, lead(begin_at) OVER one AS next_at
      FROM begun
      WINDOW one AS (PARTITION BY agent_arn, contact_id ORDER BY place)
    )
  )
), known AS (
  SELECT * FROM ended WHERE end_at IS NOT NULL
  UNION ALL BY NAME
  SELECT * EXCLUDE (cap, lost), false AS lost FROM (${capped(
    '(SELECT * EXCLUDE (end_at, ended_by) FROM ended WHERE end_at IS NULL)',
    '(SELECT DISTINCT at_ms FROM told)',
  )})
), setup AS (
  SELECT event_id, false AS is_previous, ${agentColumns('current')} FROM ${agent_event}
  UNION ALL
  SELECT event_id, true, ${agentColumns('previous')} FROM ${agent_event}
), state AS (
  SELECT agent_arn, event_id, begin_at, end_at, ended_by, ${agentColumnNames.join(', ')},
    contact.contact_id, contact.initial_contact_id,
    CASE contact.channel WHEN 'TASKS' THEN 'TASK' ELSE contact.channel END AS channel, contact.initiation_method,
    contact.queue_arn, contact.queue_name, contact.state, CASE WHEN linked THEN before_state END AS previous_state,
    contact.state_start_timestamp, contact.connected_to_agent_timestamp,
    CASE WHEN NOT heard AND NOT linked AND at_ms - since > ${SILENCE_MS} THEN 'SILENCE' ELSE 'EVENT' END AS started_by,
    [CASE WHEN since IS NULL THEN 'NO_START' WHEN since > at_ms THEN 'STARTED_LATER'
      WHEN heard AND since < begin_at - ${TOLERANCE_MS}
        AND NOT (linked AND state IS NOT DISTINCT FROM before_state AND since = before_since) THEN 'STARTED_EARLIER'
      END] AS assumed_begin,
    [CASE WHEN lost THEN 'EVENT_LOST' END] AS assumed_end,
    [CASE WHEN contact.state IS NULL OR contact.state NOT IN (${KNOWN_STATES.map(state => `'${state}'`).join(', ')})
      THEN 'UNKNOWN_STATE' END] AS assumed
  FROM known JOIN setup USING (event_id, is_previous)
), piece AS (${piecesOf('state', dt)}), shared AS (
  -- Connected here while it is connected to another agent.
  SELECT DISTINCT a.agent_arn, a.contact_id, a.start_timestamp
  FROM piece a JOIN piece b USING (contact_id)
  WHERE a.agent_arn <> b.agent_arn AND a.state IN (${CONNECTED_STATES}) AND b.state IN (${CONNECTED_STATES})
    AND a.start_timestamp < b.end_timestamp AND b.start_timestamp < a.end_timestamp
)
SELECT piece.* REPLACE (CASE WHEN shared.contact_id IS NULL THEN assumed ELSE concat_ws(',', assumed, 'TWO_AGENTS') END AS assumed)
FROM piece LEFT JOIN shared USING (agent_arn, contact_id, start_timestamp)`

export const agentContactIntervalDerivation: Derivation = { table: agentContactInterval, sql }
