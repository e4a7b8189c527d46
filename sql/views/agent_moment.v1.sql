-- What each agent was doing at the beginning of each quarter of an hour: the status that lasted at that moment, and the
-- contacts that were with the agent then.
WITH status_at AS (
  SELECT
    s.dt,
    CAST(i.each_start AS timestamp) AS interval_start,
    s.agent_arn,
    s.agent_username,
    s.routing_profile_arn,
    s.routing_profile_name,
    s.agent_hierarchy_level1_arn,
    s.agent_hierarchy_level1_name,
    s.agent_hierarchy_level2_arn,
    s.agent_hierarchy_level2_name,
    s.agent_hierarchy_level3_arn,
    s.agent_hierarchy_level3_name,
    s.agent_hierarchy_level4_arn,
    s.agent_hierarchy_level4_name,
    s.agent_hierarchy_level5_arn,
    s.agent_hierarchy_level5_name,
    s.status_type,
    s.status_name,
    s.end_timestamp
  FROM (
    SELECT
      *,
      date_trunc('hour', start_timestamp)
        + CASE
          WHEN start_timestamp
            = date_trunc('hour', start_timestamp) + (minute(start_timestamp) / 15) * INTERVAL '15' MINUTE
          THEN minute(start_timestamp) / 15
          ELSE minute(start_timestamp) / 15 + 1
        END * INTERVAL '15' MINUTE AS first_start
    FROM agent_status_interval
  ) AS s
  CROSS JOIN UNNEST(sequence(s.first_start, s.end_timestamp, INTERVAL '15' MINUTE)) AS i(each_start)
  WHERE s.first_start < s.end_timestamp AND s.status_type <> 'OFFLINE'
), contact_at AS (
  SELECT
    c.dt,
    CAST(i.each_start AS timestamp) AS interval_start,
    c.agent_arn,
    c.state,
    c.state IN ('CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED', 'ENDED')
      OR (c.state = 'CONNECTING' AND coalesce(c.initiation_method, '') = 'OUTBOUND') AS handled,
    c.state IN ('MISSED', 'REJECTED', 'ERROR') AS unanswered,
    c.end_timestamp
  FROM (
    SELECT
      *,
      date_trunc('hour', start_timestamp)
        + CASE
          WHEN start_timestamp
            = date_trunc('hour', start_timestamp) + (minute(start_timestamp) / 15) * INTERVAL '15' MINUTE
          THEN minute(start_timestamp) / 15
          ELSE minute(start_timestamp) / 15 + 1
        END * INTERVAL '15' MINUTE AS first_start
    FROM agent_contact_interval
  ) AS c
  CROSS JOIN UNNEST(sequence(c.first_start, c.end_timestamp, INTERVAL '15' MINUTE)) AS i(each_start)
  WHERE c.first_start < c.end_timestamp
), with_agent AS (
  SELECT
    dt,
    interval_start,
    agent_arn,
    count_if(handled) AS handled,
    count_if(unanswered) AS unanswered,
    count_if(state IN ('MISSED', 'ERROR')) AS failed,
    count_if(state = 'ENDED') AS after_contact_work,
    count(*) AS contacts
  FROM contact_at
  -- A sequence has the moment at which the state ends.
  WHERE interval_start < end_timestamp
  GROUP BY dt, interval_start, agent_arn
)
SELECT
  s.dt,
  CAST(s.interval_start AS date) AS interval_date,
  s.interval_start,
  b.local_date,
  s.interval_start + b.utc_offset_minutes * INTERVAL '1' MINUTE AS local_interval_start,
  split_part(s.agent_arn, '/agent/', 1) AS instance_arn,
  s.agent_arn,
  s.agent_username,
  s.routing_profile_arn,
  s.routing_profile_name,
  s.agent_hierarchy_level1_arn,
  s.agent_hierarchy_level1_name,
  s.agent_hierarchy_level2_arn,
  s.agent_hierarchy_level2_name,
  s.agent_hierarchy_level3_arn,
  s.agent_hierarchy_level3_name,
  s.agent_hierarchy_level4_arn,
  s.agent_hierarchy_level4_name,
  s.agent_hierarchy_level5_arn,
  s.agent_hierarchy_level5_name,
  s.status_type,
  s.status_name,
  s.status_type <> 'CUSTOM' AS is_staffed,
  s.status_type = 'CUSTOM' AS is_non_productive,
  s.status_type = 'ROUTABLE' AND coalesce(w.contacts, 0) = 0 AS is_available,
  coalesce(w.handled, 0) > 0 AS is_on_contact,
  coalesce(w.handled = 0 AND w.unanswered = 0, false) AS is_ringing,
  coalesce(w.failed, 0) > 0 AS is_error,
  coalesce(w.handled, 0) AS contacts_handled,
  coalesce(w.after_contact_work, 0) AS contacts_in_after_contact_work
FROM status_at AS s
JOIN business_calendar AS b
  ON b.dt = s.dt AND b.from_timestamp <= s.interval_start AND s.interval_start < b.to_timestamp
LEFT JOIN with_agent AS w
  ON w.dt = s.dt AND w.interval_start = s.interval_start AND w.agent_arn = s.agent_arn
WHERE s.interval_start < s.end_timestamp
