-- How many journeys were followed by another of the same customer. What follows is attributed to what it followed: its
-- day, channel, queue and agent; each journey is followed by one at most, so sums over both sides stay whole.
-- As far as data reach: a disconnect later than the last arrival is a broken clock.
WITH reached AS (
  SELECT least(j.last_disconnect, coalesce(l.last_arrival, j.last_disconnect)) AS until
  FROM (SELECT max(end_timestamp) AS last_disconnect FROM customer_journey) AS j
  CROSS JOIN (SELECT max(arrived_at) AS last_arrival FROM ledger) AS l
),
part AS (
  SELECT
    r.dt,
    r.channel,
    r.queue_arn,
    r.queue_name,
    r.agent_arn,
    r.agent_username,
    1 AS contacts,
    CASE WHEN r.end_timestamp + INTERVAL '1' DAY <= u.until THEN 1 ELSE 0 END AS mature_1d,
    CASE WHEN r.end_timestamp + INTERVAL '3' DAY <= u.until THEN 1 ELSE 0 END AS mature_3d,
    CASE WHEN r.end_timestamp + INTERVAL '7' DAY <= u.until THEN 1 ELSE 0 END AS mature_7d,
    CASE WHEN r.end_timestamp + INTERVAL '14' DAY <= u.until THEN 1 ELSE 0 END AS mature_14d,
    CASE WHEN r.end_timestamp + INTERVAL '30' DAY <= u.until THEN 1 ELSE 0 END AS mature_30d,
    0 AS followed_1d,
    0 AS followed_3d,
    0 AS followed_7d,
    0 AS followed_14d,
    0 AS followed_30d,
    0 AS followed_mature_1d,
    0 AS followed_mature_3d,
    0 AS followed_mature_7d,
    0 AS followed_mature_14d,
    0 AS followed_mature_30d
  FROM customer_return AS r
  CROSS JOIN reached AS u
  UNION ALL
  SELECT
    r.previous_dt,
    r.previous_channel,
    r.previous_queue_arn,
    r.previous_queue_name,
    r.previous_agent_arn,
    r.previous_agent_username,
    0,
    0,
    0,
    0,
    0,
    0,
    CASE WHEN r.gap_s < 86400 THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 259200 THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 604800 THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 1209600 THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 2592000 THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 86400 AND r.previous_end_timestamp + INTERVAL '1' DAY <= u.until THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 259200 AND r.previous_end_timestamp + INTERVAL '3' DAY <= u.until THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 604800 AND r.previous_end_timestamp + INTERVAL '7' DAY <= u.until THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 1209600 AND r.previous_end_timestamp + INTERVAL '14' DAY <= u.until THEN 1 ELSE 0 END,
    CASE WHEN r.gap_s < 2592000 AND r.previous_end_timestamp + INTERVAL '30' DAY <= u.until THEN 1 ELSE 0 END
  FROM customer_return AS r
  CROSS JOIN reached AS u
  WHERE r.gap_s IS NOT NULL
)
SELECT
  dt,
  CAST(dt AS date) AS journey_date,
  channel,
  queue_arn,
  max(queue_name) AS queue_name,
  agent_arn,
  max(agent_username) AS agent_username,
  sum(contacts) AS contacts,
  sum(followed_1d) AS contacts_followed_1d,
  sum(followed_3d) AS contacts_followed_3d,
  sum(followed_7d) AS contacts_followed_7d,
  sum(followed_14d) AS contacts_followed_14d,
  sum(followed_30d) AS contacts_followed_30d,
  sum(mature_1d) AS contacts_mature_1d,
  sum(mature_3d) AS contacts_mature_3d,
  sum(mature_7d) AS contacts_mature_7d,
  sum(mature_14d) AS contacts_mature_14d,
  sum(mature_30d) AS contacts_mature_30d,
  sum(mature_1d) - sum(followed_mature_1d) AS contacts_resolved_1d,
  sum(mature_3d) - sum(followed_mature_3d) AS contacts_resolved_3d,
  sum(mature_7d) - sum(followed_mature_7d) AS contacts_resolved_7d,
  sum(mature_14d) - sum(followed_mature_14d) AS contacts_resolved_14d,
  sum(mature_30d) - sum(followed_mature_30d) AS contacts_resolved_30d
FROM part
GROUP BY dt, channel, queue_arn, agent_arn
