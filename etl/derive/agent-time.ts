/*
 * Agent time out of snapshots: what the derivations of statuses and of contacts share. All times in here are whole
 * milliseconds since 1970.
 *
 * Whatever is said of a moment rests on events within 24 hours of it. So a day needs its neighbours and no more, and
 * two days that meet at midnight say the same of what crosses it.
 */

const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** A state goes on between two signs of life that are no further apart. */
export const SILENCE_MS = 20 * HOUR_MS
/** A state of which nothing tells the end goes on for so long after the last sign of life: two heartbeats. */
export const SLACK_MS = 240_000
/** For so long after a logout, heartbeats do not mean logged in; they are known to go on for an hour. */
export const AFTER_LOGOUT_MS = 2 * HOUR_MS
/** Events carry a time up to 58 ms after the state they tell of: what overlaps by less than this is no contradiction. */
export const TOLERANCE_MS = 1_000

/** Days that one statement makes; each reads a day more on either side. */
export const DAYS_AT_ONCE = 4

const levels = [1, 2, 3, 4, 5].flatMap(level => [`level${level}_arn`, `level${level}_name`])

/** How an agent is set up: the columns of a snapshot, and their names in the derived tables. */
const setupColumns: readonly (readonly [string, string])[] = [
  ['username', 'agent_username'],
  ['routing_profile_arn', 'routing_profile_arn'],
  ['routing_profile_name', 'routing_profile_name'],
  ...levels.map(level => [`hierarchy_${level}`, `agent_hierarchy_${level}`] as const),
]

/** How the agent is set up, as a snapshot has it, under the names of the derived tables. */
export const agentColumns = (snapshot: 'current' | 'previous'): string =>
  setupColumns.map(([from, to]) => `${snapshot}_${from} AS ${to}`).join(', ')

/** The names of these columns. */
export const agentColumnNames: readonly string[] = setupColumns.map(([, to]) => to)

/** A number that is the same for snapshots of an agent who is set up the same. */
export const setupHash = (snapshot: 'current' | 'previous'): string =>
  `hash(${setupColumns.map(([from]) => `${snapshot}_${from}`).join(', ')})`

/**
 * Adds to events, which have `agent_arn`, `event_type`, `at_ms`, `tie` and `event_id`, the logins and logouts of the agent
 * around them: `last_login`, `last_logout`, `next_login` and `next_logout`.
 */
export const amongLogins = (events: string): string => `
  SELECT *,
    max(CASE WHEN event_type = 'LOGIN' THEN at_ms END) OVER before AS last_login,
    max(CASE WHEN event_type = 'LOGOUT' THEN at_ms END) OVER before AS last_logout,
    min(CASE WHEN event_type = 'LOGIN' THEN at_ms END) OVER after AS next_login,
    min(CASE WHEN event_type = 'LOGOUT' THEN at_ms END) OVER after AS next_logout
  FROM ${events}
  WINDOW before AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id ROWS UNBOUNDED PRECEDING),
    after AS (PARTITION BY agent_arn ORDER BY at_ms, tie, event_id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)`

/**
 * Ends states that nothing is known to follow, given their `last_at`: adds `end_at` and `ended_by`. OPEN when nobody was
 * heard of for as long as a state can go on unseen: then the data end here, and with them what is known.
 *
 * @param moments a relation of the times, `at_ms`, of all events in reach
 */
export const capped = (states: string, moments: string): string => `
  SELECT s.*,
    CASE WHEN later.at_ms <= s.last_at + ${SILENCE_MS} THEN s.last_at + ${SLACK_MS} ELSE newest.at_ms END AS end_at,
    CASE WHEN later.at_ms <= s.last_at + ${SILENCE_MS} THEN 'CAPPED' ELSE 'OPEN' END AS ended_by
  FROM (SELECT *, last_at + ${SLACK_MS} AS cap FROM ${states}) s
    ASOF LEFT JOIN ${moments} later ON later.at_ms > s.cap
    ASOF LEFT JOIN ${moments} newest ON newest.at_ms <= s.cap`

/**
 * States cut at midnight, as far as they lie in some days, with the columns of a piece. What is assumed of a beginning
 * or an end is said where it lies.
 *
 * @param states a relation with `event_id`, `begin_at`, `end_at`, `started_by`, `ended_by`, and what is assumed as
 *   lists of words with nulls among them: `assumed_begin`, `assumed_end`, `assumed`
 */
export const piecesOf = (states: string, first: string, last: string): string => `
  SELECT * EXCLUDE (midnight, event_id, begin_at, end_at, started_by, ended_by, assumed_begin, assumed_end, assumed),
    CASE WHEN begin_at >= midnight THEN event_id END AS event_id,
    make_timestamp_ms(greatest(begin_at, midnight)) AS start_timestamp,
    make_timestamp_ms(least(end_at, midnight + ${DAY_MS})) AS end_timestamp,
    least(end_at, midnight + ${DAY_MS}) - greatest(begin_at, midnight) AS duration_ms,
    CASE WHEN begin_at < midnight THEN 'MIDNIGHT' ELSE started_by END AS started_by,
    CASE WHEN end_at > midnight + ${DAY_MS} THEN 'MIDNIGHT' ELSE ended_by END AS ended_by,
    nullif(array_to_string(list_filter(list_concat(assumed,
      CASE WHEN begin_at < midnight THEN [] ELSE assumed_begin END,
      CASE WHEN end_at > midnight + ${DAY_MS} THEN [] ELSE assumed_end END), lambda x: x IS NOT NULL), ','), '') AS assumed
  FROM (
    SELECT *, unnest(range(greatest(begin_at - begin_at % ${DAY_MS}, epoch_ms(DATE '${first}')),
      least(end_at, epoch_ms(DATE '${last}' + 1)), ${DAY_MS})) AS midnight
    FROM ${states} WHERE begin_at < end_at
  )`
