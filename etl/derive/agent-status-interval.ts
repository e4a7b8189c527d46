import { agentStatusInterval } from '../../schema/tables/agent-status-interval.ts'
import {
  AFTER_LOGOUT_MS,
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

/** A number that is the same for snapshots of one stretch of one status. */
const stateHash = (snapshot: 'current' | 'previous'): string =>
  `hash(${['arn', 'name', 'type', 'start_timestamp'].map(part => `${snapshot}_status_${part}`).join(', ')})`

/** Records up to 2019 have no type. */
const typeOf = (snapshot: 'current' | 'previous'): string => `coalesce(${snapshot}_status_type,
    CASE ${snapshot}_status_name WHEN 'Available' THEN 'ROUTABLE' WHEN 'Offline' THEN 'OFFLINE' ELSE 'CUSTOM' END)`

const told = (snapshot: 'current' | 'previous'): string =>
  `coalesce(${snapshot}_status_arn, ${snapshot}_status_name) IS NOT NULL`

/** What a snapshot says of the status, for a row that begins at `begin_at`. */
const statusColumns = (snapshot: 'current' | 'previous'): string => `${agentColumns(snapshot)},
    ${snapshot}_status_arn AS status_arn, ${snapshot}_status_name AS status_name, ${typeOf(snapshot)} AS status_type,
    ${snapshot}_status_start_timestamp AS status_start_timestamp,
    [CASE WHEN ${snapshot}_status_type IS NULL THEN 'TYPE'
      WHEN ${snapshot}_status_type NOT IN ('ROUTABLE', 'CUSTOM', 'OFFLINE') THEN 'UNKNOWN_TYPE' END] AS assumed`

const statusColumnNames = [
  ...agentColumnNames,
  'status_arn',
  'status_name',
  'status_type',
  'status_start_timestamp',
  'assumed',
].join(', ')

/*
 * Events of an agent are looked at in order. Those that show the status, the profile and the groups of the one before
 * only say that it goes on. The others begin a run, and tell of three things: until when what was before went on, by
 * the snapshot before; of a status between that no other event tells of, by the same; and of the status now.
 *
 *   event   all events, with what has to be compared
 *   sign    events that tell a status, with the one before
 *   run     the first of each run, with the last
 *   begun   where the status of the run begins, and the one between (`between_at`), if there is one
 *   ended   where it ends, if anything tells
 */
const sql: Derivation['sql'] = ({ agent_event }, first, last) => `
WITH event AS (
  SELECT event_id, agent_arn, event_type, epoch_ms(event_timestamp) AS at_ms,
    epoch_ms(current_status_start_timestamp) AS since, epoch_ms(current_status_start_timestamp) AS tie,
    epoch_ms(previous_status_start_timestamp) AS previous_since,
    ${stateHash('current')} AS state, ${setupHash('current')} AS setup,
    CASE WHEN ${told('previous')} THEN ${stateHash('previous')} END AS previous_state,
    ${typeOf('current')} <> 'OFFLINE' AS online, ${told('current')} AS told
  FROM ${agent_event} WHERE agent_arn IS NOT NULL
), sign AS (
  SELECT *, lag(at_ms) OVER one AS before_at, lag(state) OVER one AS before_state, lag(setup) OVER one AS before_setup,
    lag(next_logout) OVER one AS before_logout
  FROM (${amongLogins('event')})
  WHERE told AND NOT coalesce(online AND since <= last_logout AND last_logout > coalesce(last_login, 0)
    AND at_ms - last_logout <= ${AFTER_LOGOUT_MS}, false)
  WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
), edge AS (
  SELECT *, lead(is_first, 1, true) OVER one AS is_last
  FROM (
    SELECT *, before_at IS NULL OR state <> before_state OR setup <> before_setup OR at_ms - before_at > ${SILENCE_MS}
      OR coalesce(online AND before_logout <= at_ms, false) AS is_first
    FROM sign
  )
  WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
), run AS (
  SELECT * FROM (
    SELECT *, CASE WHEN is_last THEN at_ms ELSE lead(at_ms) OVER one END AS last_at,
      CASE WHEN is_last THEN next_login ELSE lead(next_login) OVER one END AS login_at,
      CASE WHEN is_last THEN next_logout ELSE lead(next_logout) OVER one END AS logout_at,
      coalesce(at_ms - before_at <= ${SILENCE_MS}, false) AS linked
    FROM edge WHERE is_first OR is_last
    WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
  ) WHERE is_first
), begun AS (
  SELECT *,
    CASE
      -- Logged out meanwhile: a status from before counts again from the login on.
      WHEN linked AND online AND last_logout > before_at AND coalesce(since <= last_logout, false)
        THEN CASE WHEN last_login > last_logout THEN last_login ELSE at_ms END
      WHEN linked AND state = before_state THEN at_ms
      WHEN since IS NULL THEN at_ms
      WHEN linked THEN greatest(least(since, at_ms), before_at)
      WHEN at_ms - since > ${SILENCE_MS} THEN at_ms
      ELSE least(since, at_ms)
    END AS begin_at
  FROM run
), between_known AS (
  SELECT *,
    CASE WHEN previous_state IS NOT NULL AND previous_state <> state AND previous_since < begin_at
      AND CASE WHEN linked THEN previous_state <> before_state AND previous_since >= before_at
        ELSE at_ms - previous_since <= ${SILENCE_MS} END
    THEN previous_since END AS between_at,
    -- The snapshot before this event shows that what the last event told went on until now.
    coalesce(before_state = state OR before_state = previous_state, false) AS proof
  FROM begun
), ended AS (
  SELECT *, coalesce(out_at, cut_at, CASE WHEN followed THEN next_at END) AS end_at,
    CASE WHEN out_at IS NULL AND cut_at IS NOT NULL THEN 'CAPPED' ELSE 'EVENT' END AS ended_by,
    followed AND NOT proven AND coalesce(out_at, cut_at) IS NULL AS lost
  FROM (
    SELECT *,
      CASE WHEN online AND logout_at <= coalesce(login_at, logout_at)
        AND logout_at <= CASE WHEN followed THEN next_at ELSE last_at + ${SILENCE_MS} END THEN logout_at END AS out_at,
      CASE WHEN online AND CASE WHEN followed THEN NOT proven AND login_at < next_at ELSE true END
        AND login_at < coalesce(logout_at, login_at + 1)
        AND login_at <= last_at + ${SILENCE_MS} THEN least(last_at + ${SLACK_MS}, login_at) END AS cut_at
    FROM (
      SELECT *, coalesce(lead(linked) OVER one, false) AS followed,
        lead(coalesce(between_at, begin_at)) OVER one AS next_at, lead(proof) OVER one AS proven
      FROM between_known
      WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
    )
  )
), known AS (
  SELECT agent_arn, event_id, false AS is_between, begin_at, end_at, ended_by, at_ms, since, linked, before_at,
    state <> before_state AS other, lost
  FROM ended WHERE end_at IS NOT NULL
  UNION ALL
  SELECT agent_arn, event_id, false, begin_at, least(end_at, coalesce(next_at, end_at)), ended_by, at_ms, since, linked,
    before_at, state <> before_state, false
  FROM (${capped('(SELECT * EXCLUDE (end_at, ended_by) FROM ended WHERE end_at IS NULL)', '(SELECT DISTINCT at_ms FROM event)')})
  UNION ALL
  SELECT agent_arn, event_id, true, between_at, begin_at, 'EVENT', at_ms, previous_since, linked, before_at, true, false
  FROM between_known WHERE between_at IS NOT NULL
), told AS (
  -- Only what is needed, for these rows are wide.
  SELECT event_id, false AS is_between, ${statusColumns('current')}
  FROM ${agent_event} WHERE event_id IN (SELECT event_id FROM known WHERE NOT is_between)
  UNION ALL
  SELECT event_id, true, ${statusColumns('previous')}
  FROM ${agent_event} WHERE event_id IN (SELECT event_id FROM known WHERE is_between)
), state AS (
  SELECT agent_arn, event_id, begin_at, end_at, ended_by, ${statusColumnNames},
    CASE WHEN NOT linked AND at_ms - since > ${SILENCE_MS} THEN 'SILENCE' ELSE 'EVENT' END AS started_by,
    [CASE WHEN since IS NULL THEN 'NO_START' WHEN since > at_ms THEN 'STARTED_LATER'
      WHEN linked AND other AND since < before_at - ${TOLERANCE_MS} THEN 'STARTED_EARLIER' END] AS assumed_begin,
    [CASE WHEN lost THEN 'EVENT_LOST' END] AS assumed_end
  FROM known JOIN told USING (event_id, is_between)
)
${piecesOf('state', first, last)}`

export const agentStatusIntervalDerivation: Derivation = {
  table: agentStatusInterval,
  days_at_once: DAYS_AT_ONCE,
  sql,
}
