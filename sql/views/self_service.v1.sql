-- What became of customers before any queue. The first that holds counts: queued, connected to an agent, transferred
-- out, continued in another contact, left, contained. So the six counts add up to the contacts.
WITH first_leg AS (
  SELECT
    c.dt,
    c.disconnect_timestamp,
    c.channel,
    c.initiation_method,
    c.system_endpoint_address,
    c.contact_flow_time_s,
    CASE
      WHEN c.is_queued THEN 'QUEUED'
      WHEN c.is_handled THEN 'CONNECTED'
      WHEN c.is_transferred_out THEN 'TRANSFERRED_OUT'
      WHEN c.next_contact_id IS NOT NULL THEN 'CONTINUED'
      WHEN c.disconnect_reason = 'CUSTOMER_DISCONNECT' THEN 'LEFT_IN_FLOW'
      ELSE 'CONTAINED'
    END AS outcome
  FROM contact AS c
  WHERE NOT c.is_test
    AND c.first_contact_id = c.contact_id
    AND c.connected_to_system_timestamp IS NOT NULL
    AND (
      (c.channel = 'VOICE' AND c.initiation_method IN ('INBOUND', 'WEBRTC_API'))
      OR (c.channel = 'CHAT' AND c.initiation_method = 'API')
    )
)
SELECT
  b.local_date,
  b.local_weekday,
  f.channel,
  f.initiation_method,
  f.system_endpoint_address,
  count(*) AS contacts,
  count_if(f.outcome = 'QUEUED') AS contacts_queued,
  count_if(f.outcome = 'CONNECTED') AS contacts_connected,
  count_if(f.outcome = 'TRANSFERRED_OUT') AS contacts_transferred_out,
  count_if(f.outcome = 'CONTINUED') AS contacts_continued,
  count_if(f.outcome = 'LEFT_IN_FLOW') AS contacts_left_in_flow,
  count_if(f.outcome = 'CONTAINED') AS contacts_contained,
  count_if(f.outcome = 'LEFT_IN_FLOW' AND f.contact_flow_time_s < 10) AS contacts_left_in_flow_in_10s,
  coalesce(sum(f.contact_flow_time_s), 0) AS contact_flow_time_s,
  coalesce(sum(CASE WHEN f.outcome = 'LEFT_IN_FLOW' THEN f.contact_flow_time_s END), 0) AS left_in_flow_time_s,
  coalesce(sum(CASE WHEN f.outcome = 'CONTAINED' THEN f.contact_flow_time_s END), 0) AS contained_flow_time_s
FROM first_leg AS f
JOIN business_calendar AS b
  ON b.dt = f.dt AND b.from_timestamp <= f.disconnect_timestamp AND f.disconnect_timestamp < b.to_timestamp
GROUP BY b.local_date, b.local_weekday, f.channel, f.initiation_method, f.system_endpoint_address
