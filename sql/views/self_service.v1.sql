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
    -- Numbers are compared six times more quickly than words.
    CASE c.self_service_outcome
      WHEN 'QUEUED' THEN 1
      WHEN 'CONNECTED' THEN 2
      WHEN 'TRANSFERRED_OUT' THEN 3
      WHEN 'CONTINUED' THEN 4
      WHEN 'LEFT_IN_FLOW' THEN 5
      ELSE 6
    END AS outcome
  FROM contact AS c
  WHERE NOT c.is_test AND c.self_service_outcome IS NOT NULL
)
SELECT
  b.local_date,
  b.local_weekday,
  f.channel,
  f.initiation_method,
  f.system_endpoint_address,
  count(*) AS contacts,
  count_if(f.outcome = 1) AS contacts_queued,
  count_if(f.outcome = 2) AS contacts_connected,
  count_if(f.outcome = 3) AS contacts_transferred_out,
  count_if(f.outcome = 4) AS contacts_continued,
  count_if(f.outcome = 5) AS contacts_left_in_flow,
  count_if(f.outcome = 6) AS contacts_contained,
  count_if(f.outcome = 5 AND f.contact_flow_time_s < 10) AS contacts_left_in_flow_in_10s,
  coalesce(sum(f.contact_flow_time_s), 0) AS contact_flow_time_s,
  coalesce(sum(CASE WHEN f.outcome = 5 THEN f.contact_flow_time_s END), 0) AS left_in_flow_time_s,
  coalesce(sum(CASE WHEN f.outcome = 6 THEN f.contact_flow_time_s END), 0) AS contained_flow_time_s
FROM first_leg AS f
JOIN business_calendar AS b
  ON b.dt = f.dt AND b.from_timestamp <= f.disconnect_timestamp AND f.disconnect_timestamp < b.to_timestamp
GROUP BY b.local_date, b.local_weekday, f.channel, f.initiation_method, f.system_endpoint_address
