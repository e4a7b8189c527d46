-- When the records of a day arrived. A row is of the newest version that came, so its arrival is that of the newest version.
WITH record AS (
  SELECT
    'contact_record' AS table_name, dt, contact_id AS record_id, disconnect_timestamp AS record_timestamp, source_object
  FROM contact_record
  UNION ALL
  SELECT
    'agent_event' AS table_name, dt, event_id AS record_id, event_timestamp AS record_timestamp, source_object
  FROM agent_event
), object AS (
  SELECT object_key, max(arrived_at) AS arrived_at
  FROM ledger
  WHERE table_name IN ('contact_record', 'agent_event')
  GROUP BY object_key
)
SELECT
  r.dt,
  b.local_date,
  b.local_weekday,
  hour(r.record_timestamp + b.utc_offset_minutes * INTERVAL '1' MINUTE) AS local_hour,
  r.table_name,
  r.record_id,
  r.record_timestamp,
  o.arrived_at,
  date_diff('second', r.record_timestamp, o.arrived_at) AS arrival_delay_s
FROM record AS r
JOIN business_calendar AS b
  ON b.dt = r.dt AND b.from_timestamp <= r.record_timestamp AND r.record_timestamp < b.to_timestamp
LEFT JOIN object AS o ON o.object_key = r.source_object
