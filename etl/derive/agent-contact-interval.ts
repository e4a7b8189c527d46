import { literal } from '../../schema/formats/duckdb.ts'
import { agentContactInterval } from '../../schema/tables/agent-contact-interval.ts'
import {
  agentColumnNames,
  agentColumns,
  amongLogins,
  capped,
  DAYS_AT_ONCE,
  piecesOf,
  SILENCE_MS,
  SLACK_MS,
  setupHash,
  TOLERANCE_MS,
} from './agent-time.ts'
import type { Derivation } from './derivation.ts'

/** Whether a contact, at its position in the list, is the first of its id there, and has one. */
const isFirst = (contacts: string): string => `${contacts}[position].contact_id IS NOT NULL
    AND (len(${contacts}) = 1
      OR list_position(list_transform(${contacts}, lambda x: x.contact_id), ${contacts}[position].contact_id) = position)`

/** One row per contact of a snapshot: what has to be compared, and where the rest stands. */
const listed = (snapshot: 'current' | 'previous', wide: string, where: string): string => `
  SELECT event_id, ${snapshot === 'previous'} AS is_previous, position, ${wide} AS wide,
    ${snapshot === 'current' ? '' : 'previous_'}setup AS setup,
    contact.contact_id, contact.state, epoch_ms(contact.state_start_timestamp) AS since, hash(contact) AS content
  FROM (
    SELECT *, ${snapshot}_contacts[position] AS contact
    FROM (SELECT *, unnest(range(1, len(${snapshot}_contacts) + 1)) AS position FROM held WHERE ${where})
    WHERE ${isFirst(`${snapshot}_contacts`)}
  )`

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
const CONNECTED_STATES = ['CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED']

const literals = (words: readonly string[]): string => words.map(literal).join(', ')

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
const sql: Derivation['sql'] = ({ agent_event }, first, last) => `
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
  ${listed('current', 'CASE WHEN alike THEN 1 ELSE 0 END', 'true')}
  UNION ALL ${listed('previous', '0', 'NOT alike')}
), placed AS (
  SELECT agent_arn, event_id, is_previous, position, setup, at_ms, before_at, after_at, next_login,
    2 * number - CASE WHEN is_previous THEN 1 ELSE 0 END AS place,
    2 * number - CASE WHEN is_previous THEN 1 ELSE wide END AS from_place, contact_id, state, since, content
  FROM listed JOIN event USING (event_id)
), neighboured AS (
  SELECT *,
    -- Seen in the place before, and not after a silence.
    coalesce(lag(place) OVER one = from_place - 1
      AND (from_place % 2 = 0 OR at_ms - before_at <= ${SILENCE_MS}), false) AS linked,
    lag(state) OVER one AS before_state, lag(since) OVER one AS before_since, lag(content) OVER one AS before_content,
    -- An agent who is set up otherwise is so from the event on, not from the snapshot before it.
    CASE WHEN is_previous THEN setup
      WHEN from_place % 2 = 0 AND lag(place, 2) OVER one = from_place - 2 AND at_ms - before_at <= ${SILENCE_MS}
        THEN lag(setup, 2) OVER one
      ELSE lag(setup) OVER one END AS before_setup
  FROM placed
  WINDOW one AS (PARTITION BY agent_arn, contact_id ORDER BY place)
), edge AS (
  SELECT *, lead(is_first, 1, true) OVER one AS is_last
  FROM (
    SELECT *, NOT linked OR content <> before_content OR setup <> before_setup AS is_first
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
      -- Something else changed; the state goes on.
      WHEN linked AND state IS NOT DISTINCT FROM before_state AND since IS NOT DISTINCT FROM before_since
        THEN CASE WHEN is_previous THEN before_at ELSE at_ms END
      WHEN since IS NULL THEN at_ms
      WHEN at_ms - since > ${SILENCE_MS} AND NOT heard THEN at_ms
      ELSE greatest(least(since, at_ms), CASE WHEN heard THEN before_at END,
        CASE WHEN linked AND from_place % 2 = 0 THEN least(before_since, at_ms) END)
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
  -- It can be there again before the event that misses it.
  SELECT * REPLACE (least(end_at, next_at) AS end_at) FROM ended WHERE end_at IS NOT NULL
  UNION ALL BY NAME
  SELECT * EXCLUDE (cap, lost) REPLACE (least(end_at, next_at) AS end_at), false AS lost FROM (${capped(
    '(SELECT * EXCLUDE (end_at, ended_by) FROM ended WHERE end_at IS NULL)',
    '(SELECT DISTINCT at_ms FROM told)',
  )})
), told_of AS (
  -- Only what is needed, for these rows are wide.
  SELECT event_id, false AS is_previous, current_contacts AS contacts, ${agentColumns('current')}
  FROM ${agent_event} WHERE event_id IN (SELECT event_id FROM known WHERE NOT is_previous)
  UNION ALL
  SELECT event_id, true, previous_contacts, ${agentColumns('previous')}
  FROM ${agent_event} WHERE event_id IN (SELECT event_id FROM known WHERE is_previous)
), state AS (
  SELECT agent_arn, event_id, begin_at, end_at, ended_by, ${agentColumnNames.join(', ')},
    contact.contact_id, contact.initial_contact_id,
    CASE contact.channel WHEN 'TASKS' THEN 'TASK' ELSE contact.channel END AS channel, contact.initiation_method,
    contact.queue_arn, contact.queue_name, contact.state, previous_state,
    contact.state_start_timestamp, contact.connected_to_agent_timestamp, started_by, assumed_begin, assumed_end,
    [CASE WHEN contact.state IS NULL OR contact.state NOT IN (${literals(KNOWN_STATES)}) THEN 'UNKNOWN_STATE' END] AS assumed
  FROM (
    SELECT agent_arn, event_id, begin_at, end_at, ended_by, contacts[position] AS contact, ${agentColumnNames.join(', ')},
      CASE WHEN linked THEN before_state END AS previous_state,
      CASE WHEN NOT heard AND NOT linked AND at_ms - since > ${SILENCE_MS} THEN 'SILENCE' ELSE 'EVENT' END AS started_by,
      [CASE WHEN since IS NULL THEN 'NO_START' WHEN since > at_ms THEN 'STARTED_LATER'
        WHEN heard AND since < begin_at - ${TOLERANCE_MS}
          AND NOT (linked AND state IS NOT DISTINCT FROM before_state AND since = before_since) THEN 'STARTED_EARLIER'
        END] AS assumed_begin,
      [CASE WHEN lost THEN 'EVENT_LOST' END] AS assumed_end
    FROM known JOIN told_of USING (event_id, is_previous)
  )
), piece AS (${piecesOf('state', first, last)}), shared AS (
  -- Connected here while it is connected to another agent.
  SELECT DISTINCT a.agent_arn, a.contact_id, a.start_timestamp
  FROM piece a JOIN piece b USING (contact_id)
  WHERE a.agent_arn <> b.agent_arn AND a.state IN (${literals(CONNECTED_STATES)}) AND b.state IN (${literals(CONNECTED_STATES)})
    AND a.start_timestamp < b.end_timestamp AND b.start_timestamp < a.end_timestamp
)
SELECT piece.* REPLACE (CASE WHEN started_by <> 'MIDNIGHT' THEN previous_state END AS previous_state,
  CASE WHEN shared.contact_id IS NULL THEN assumed ELSE concat_ws(',', assumed, 'TWO_AGENTS') END AS assumed)
FROM piece LEFT JOIN shared USING (agent_arn, contact_id, start_timestamp)`

export const agentContactIntervalDerivation: Derivation = {
  table: agentContactInterval,
  days_at_once: DAYS_AT_ONCE,
  sql,
}
