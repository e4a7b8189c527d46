-- Contacts with the time of their disconnect by the clocks of the business time zone.
WITH placed AS (
  SELECT
    c.dt,
    c.contact_id,
    c.first_contact_id,
    c.channel,
    c.initiation_method,
    c.disconnect_reason,
    c.queue_arn,
    c.queue_name,
    c.queue_kind,
    c.agent_arn,
    c.agent_username,
    c.routing_profile_name,
    c.is_test,
    c.is_monitor,
    c.is_incoming,
    c.is_queued,
    c.is_handled,
    c.is_abandoned,
    c.is_callback,
    c.is_transferred_out,
    c.contact_duration_s,
    c.queue_duration_s,
    c.handle_time_s,
    b.local_date,
    b.local_weekday,
    b.time_zone,
    b.open_quarters,
    c.disconnect_timestamp + b.utc_offset_minutes * INTERVAL '1' MINUTE AS local_disconnect_timestamp
  FROM contact AS c
  JOIN business_calendar AS b
    ON b.dt = c.dt AND b.from_timestamp <= c.disconnect_timestamp AND c.disconnect_timestamp < b.to_timestamp
)
SELECT
  dt,
  local_date,
  local_weekday,
  hour(local_disconnect_timestamp) AS local_hour,
  date_trunc('hour', local_disconnect_timestamp)
    + (minute(local_disconnect_timestamp) / 15) * INTERVAL '15' MINUTE AS local_interval_start,
  local_disconnect_timestamp,
  substr(open_quarters, hour(local_disconnect_timestamp) * 4 + minute(local_disconnect_timestamp) / 15 + 1, 1) = '1'
    AS is_business_hours,
  time_zone,
  contact_id,
  first_contact_id,
  channel,
  initiation_method,
  disconnect_reason,
  queue_arn,
  queue_name,
  queue_kind,
  agent_arn,
  agent_username,
  routing_profile_name,
  is_test,
  is_monitor,
  is_incoming,
  is_queued,
  is_handled,
  is_abandoned,
  is_callback,
  is_transferred_out,
  contact_duration_s,
  queue_duration_s,
  handle_time_s
FROM placed
