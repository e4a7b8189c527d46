import { agentSession } from '../../schema/tables/agent-session.ts'
import {
  AFTER_LOGOUT_MS,
  amongLogins,
  capped,
  DAY_MS,
  DAYS_AT_ONCE,
  SILENCE_MS,
  SLACK_MS,
} from './agent-time.ts'
import type { Derivation } from './derivation.ts'

/*
 *   event     all events, with what matters
 *   alive     logins, logouts, and snapshots of a status other than Offline that is not from before a logout
 *   numbered  with the session they belong to: a login begins one, and whatever follows a logout or a silence
 *   session   the events of each session, as far as it is followed; one that begins with a logout is none
 */
const sql: Derivation['sql'] = ({ agent_event }, first, last) => `
WITH event AS (
  SELECT event_id, agent_arn, event_type, epoch_ms(event_timestamp) AS at_ms,
    CASE event_type WHEN 'LOGIN' THEN 0 WHEN 'LOGOUT' THEN 2 ELSE 1 END AS tie,
    epoch_ms(current_status_start_timestamp) AS since, current_username AS username,
    coalesce(current_status_type, current_status_name, 'OFFLINE') NOT IN ('OFFLINE', 'Offline') AS online
  FROM ${agent_event} WHERE agent_arn IS NOT NULL
), alive AS (
  SELECT * FROM (${amongLogins('event')})
  WHERE event_type IN ('LOGIN', 'LOGOUT') OR online AND NOT coalesce(since <= last_logout
    AND last_logout > coalesce(last_login, 0) AND at_ms - last_logout <= ${AFTER_LOGOUT_MS}, false)
), numbered AS (
  SELECT *, sum(CASE WHEN begins THEN 1 ELSE 0 END) OVER (one ROWS UNBOUNDED PRECEDING) AS number
  FROM (
    SELECT *, event_type = 'LOGIN' OR coalesce(lag(event_type) OVER one, 'LOGOUT') = 'LOGOUT'
      OR at_ms - lag(at_ms) OVER one > ${SILENCE_MS} AS begins
    FROM alive
    WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
  )
  WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
), dated AS (
  SELECT *, min(at_ms) OVER (PARTITION BY agent_arn, number) AS begin_at FROM numbered
), session AS (
  SELECT agent_arn, begin_at, max_by(username, at_ms) AS agent_username,
    CASE WHEN bool_or(event_type = 'LOGIN') THEN 'LOGIN' ELSE 'STATUS' END AS started_by,
    max(CASE WHEN at_ms <= begin_at + ${DAY_MS} THEN at_ms END) AS last_at,
    min(CASE WHEN event_type = 'LOGOUT' THEN at_ms END) AS logout_at, max(at_ms) > begin_at + ${DAY_MS} AS is_long,
    CASE WHEN lead(bool_or(event_type = 'LOGIN')) OVER next THEN lead(begin_at) OVER next END AS login_at
  FROM dated GROUP BY agent_arn, number, begin_at
  HAVING bool_or(event_type <> 'LOGOUT')
  WINDOW next AS (PARTITION BY agent_arn ORDER BY begin_at, number)
), ended AS (
  SELECT *,
    CASE WHEN is_long THEN 'CUT' WHEN logout_at IS NOT NULL THEN 'LOGOUT'
      WHEN login_at - last_at <= ${SILENCE_MS} THEN 'LOGIN' END AS told_by
  FROM session
), known AS (
  SELECT agent_arn, agent_username, started_by, begin_at, told_by AS ended_by,
    CASE told_by WHEN 'CUT' THEN begin_at + ${DAY_MS} WHEN 'LOGOUT' THEN logout_at
      ELSE least(last_at + ${SLACK_MS}, login_at) END AS end_at
  FROM ended WHERE told_by IS NOT NULL
  UNION ALL BY NAME
  SELECT agent_arn, agent_username, started_by, begin_at, ended_by, end_at
  FROM (${capped('(SELECT * FROM ended WHERE told_by IS NULL)', '(SELECT DISTINCT at_ms FROM event)')})
)
SELECT agent_arn, agent_username, started_by, ended_by, make_timestamp_ms(begin_at) AS start_timestamp,
  make_timestamp_ms(end_at) AS end_timestamp, end_at - begin_at AS duration_ms
FROM known
WHERE begin_at >= epoch_ms(DATE '${first}') AND begin_at < epoch_ms(DATE '${last}' + 1)`

export const agentSessionDerivation: Derivation = { table: agentSession, days_at_once: DAYS_AT_ONCE, sql }
