-- Journeys that count for repeats, with what came before and whether anything came after.
-- As far as data reach: a disconnect later than the last arrival is a broken clock.
WITH reached AS (
  SELECT least(j.last_disconnect, coalesce(l.last_arrival, j.last_disconnect)) AS until
  FROM (SELECT max(end_timestamp) AS last_disconnect FROM customer_journey) AS j
  CROSS JOIN (SELECT max(arrived_at) AS last_arrival FROM ledger) AS l
)
SELECT
  r.dt,
  CAST(r.dt AS date) AS journey_date,
  b.local_date,
  b.local_weekday,
  r.journey_id,
  r.customer_key,
  r.channel,
  r.instance_arn,
  r.queue_arn,
  r.queue_name,
  r.agent_arn,
  r.agent_username,
  r.first_disconnect_timestamp,
  r.start_timestamp,
  r.end_timestamp,
  r.gap_s,
  r.previous_journey_id,
  r.previous_dt,
  r.previous_channel,
  r.previous_queue_arn,
  r.previous_queue_name,
  r.previous_agent_arn,
  r.previous_agent_username,
  n.journey_id AS next_journey_id,
  n.gap_s AS next_gap_s,
  coalesce(r.gap_s < 86400, false) AS is_repeat_1d,
  coalesce(r.gap_s < 259200, false) AS is_repeat_3d,
  coalesce(r.gap_s < 604800, false) AS is_repeat_7d,
  coalesce(r.gap_s < 1209600, false) AS is_repeat_14d,
  coalesce(r.gap_s < 2592000, false) AS is_repeat_30d,
  coalesce(n.gap_s < 86400, false) AS is_followed_1d,
  coalesce(n.gap_s < 259200, false) AS is_followed_3d,
  coalesce(n.gap_s < 604800, false) AS is_followed_7d,
  coalesce(n.gap_s < 1209600, false) AS is_followed_14d,
  coalesce(n.gap_s < 2592000, false) AS is_followed_30d,
  coalesce(r.end_timestamp + INTERVAL '1' DAY <= u.until, false) AS is_mature_1d,
  coalesce(r.end_timestamp + INTERVAL '3' DAY <= u.until, false) AS is_mature_3d,
  coalesce(r.end_timestamp + INTERVAL '7' DAY <= u.until, false) AS is_mature_7d,
  coalesce(r.end_timestamp + INTERVAL '14' DAY <= u.until, false) AS is_mature_14d,
  coalesce(r.end_timestamp + INTERVAL '30' DAY <= u.until, false) AS is_mature_30d
FROM customer_return AS r
JOIN business_calendar AS b
  ON b.dt = r.dt AND b.from_timestamp <= r.first_disconnect_timestamp AND r.first_disconnect_timestamp < b.to_timestamp
-- By the day, too: a filter on the one is then a filter on the other.
LEFT JOIN customer_return AS n ON n.previous_journey_id = r.journey_id AND n.previous_dt = r.dt
CROSS JOIN reached AS u
