-- The quarantine without the records themselves, which can hold anything.
SELECT
  q.dt,
  b.local_date,
  b.local_weekday,
  q.arrived_at,
  q.quarantine_id,
  q.status,
  q.status = 'quarantined' AS is_quarantined,
  q.reason,
  coalesce(q.table_name, 'unknown') AS table_name,
  q.raw_root,
  q.object_key,
  q.byte_offset,
  q.byte_length
FROM quarantine AS q
JOIN business_calendar AS b
  ON b.dt = q.dt AND b.from_timestamp <= q.arrived_at AND q.arrived_at < b.to_timestamp
