import { agentSession } from '../../schema/tables/agent-session.ts'
import { AFTER_LOGOUT_MS, amongLogins, capped, SLACK_MS } from './agent-time.ts'
import type { Derivation } from './derivation.ts'

/*
 *   event    all events, with the logins and logouts around them
 *   alive    those that show an agent who is logged in: not after a logout, unless with a status begun since
 *   begin    the first of each session: a login, or what came without one
 */
const sql: Derivation['sql'] = ({ agent_event }, dt) => `
WITH event AS (
  SELECT event_id, agent_arn, event_type, epoch_ms(event_timestamp) AS at_ms,
    CASE event_type WHEN 'LOGIN' THEN 0 WHEN 'LOGOUT' THEN 2 ELSE 1 END AS tie,
    epoch_ms(current_status_start_timestamp) AS since, current_username AS username,
    coalesce(current_status_type, current_status_name, 'OFFLINE') NOT IN ('OFFLINE', 'Offline') AS online
  FROM ${agent_event} WHERE agent_arn IS NOT NULL
), placed AS (
  SELECT *, lag(event_type) OVER one AS before_type FROM (${amongLogins('event')})
  WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
), alive AS (
  SELECT *, last_login >= coalesce(last_logout, last_login) AS logged_in FROM placed
  WHERE event_type IN ('LOGIN', 'LOGOUT') OR coalesce(last_login > coalesce(last_logout, 0), false)
    OR online AND NOT coalesce(since <= last_logout AND at_ms - last_logout <= ${AFTER_LOGOUT_MS}, false)
), counted AS (
  SELECT *, sum(CASE WHEN begins THEN 1 ELSE 0 END) OVER one AS session
  FROM (
    SELECT *, event_type = 'LOGIN'
      OR event_type <> 'LOGOUT' AND coalesce(lag(event_type) OVER one, 'LOGOUT') = 'LOGOUT' AS begins
    FROM alive
    WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id)
  )
  WINDOW one AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id ROWS UNBOUNDED PRECEDING)
), session AS (
  SELECT agent_arn, min(at_ms) AS begin_at, max(at_ms) AS last_at, max_by(username, at_ms) AS agent_username,
    CASE WHEN bool_or(event_type = 'LOGIN') THEN 'LOGIN' ELSE 'STATUS' END AS started_by,
    min(CASE WHEN event_type = 'LOGOUT' THEN at_ms END) AS logout_at,
    lead(min(CASE WHEN event_type = 'LOGIN' THEN at_ms END)) OVER (PARTITION BY agent_arn ORDER BY min(at_ms), min(session)) AS login_at
  FROM counted WHERE session > 0 GROUP BY agent_arn, session
), known AS (
  SELECT agent_arn, agent_username, started_by, begin_at, coalesce(logout_at, least(last_at + ${SLACK_MS}, login_at)) AS end_at,
    CASE WHEN logout_at IS NULL THEN 'LOGIN' ELSE 'LOGOUT' END AS ended_by
  FROM session WHERE coalesce(logout_at, login_at) IS NOT NULL
  UNION ALL BY NAME
  SELECT agent_arn, agent_username, started_by, begin_at, end_at, ended_by
  FROM (${capped('(SELECT * FROM session WHERE coalesce(logout_at, login_at) IS NULL)', '(SELECT DISTINCT at_ms FROM event)')})
)
SELECT agent_arn, agent_username, started_by, ended_by, make_timestamp_ms(begin_at) AS start_timestamp,
  make_timestamp_ms(end_at) AS end_timestamp, end_at - begin_at AS duration_ms
FROM known
WHERE begin_at >= epoch_ms(DATE '${dt}') AND begin_at < epoch_ms(DATE '${dt}' + 1)`

export const agentSessionDerivation: Derivation = { table: agentSession, sql }
