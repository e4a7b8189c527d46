-- Agents by what they were doing when the newest quarter of an hour began of which anything has arrived.
WITH reached AS (
  SELECT
    dt,
    date_trunc('hour', last_timestamp) + (minute(last_timestamp) / 15) * INTERVAL '15' MINUTE AS interval_start
  FROM (
    SELECT dt, max(event_timestamp) AS last_timestamp
    FROM agent_event
    WHERE dt = (SELECT max(dt) FROM agent_event WHERE dt <= (SELECT max(dt) FROM ledger))
    GROUP BY dt
  ) AS newest
)
SELECT
  m.dt,
  m.interval_start,
  m.local_date,
  m.local_interval_start,
  m.instance_arn,
  m.agent_arn,
  m.agent_username,
  m.routing_profile_name,
  m.agent_hierarchy_level1_name,
  m.agent_hierarchy_level2_name,
  m.agent_hierarchy_level3_name,
  m.agent_hierarchy_level4_name,
  m.agent_hierarchy_level5_name,
  m.status_type,
  m.status_name,
  CASE
    WHEN m.is_on_contact THEN 'On contact'
    WHEN m.is_error THEN 'Error'
    WHEN m.is_ringing THEN 'Ringing'
    WHEN m.is_available THEN 'Available'
    ELSE m.status_name
  END AS activity,
  m.is_staffed,
  m.is_available,
  m.is_on_contact,
  m.is_non_productive,
  m.is_error,
  m.contacts_handled
FROM agent_moment AS m
JOIN reached AS r ON r.dt = m.dt AND r.interval_start = m.interval_start
-- Once more, for engines that leave out partitions by a day that they are told.
WHERE m.dt = (SELECT max(dt) FROM agent_event WHERE dt <= (SELECT max(dt) FROM ledger))
