-- What the lake has of a day, when it came, and what came on the day and did not become a row. A row is of the newest
-- version that came, so its arrival is that of the newest version.
WITH row_of AS (
  SELECT
    'contact_record' AS table_name, dt, hour(disconnect_timestamp) AS hour_of_day, source_object, count(*) AS records
  FROM contact_record
  GROUP BY dt, hour(disconnect_timestamp), source_object
  UNION ALL
  SELECT
    'agent_event' AS table_name, dt, hour(event_timestamp) AS hour_of_day, source_object, count(*) AS records
  FROM agent_event
  GROUP BY dt, hour(event_timestamp), source_object
), object AS (
  SELECT object_key, max(arrived_at) AS arrived_at
  FROM ledger
  WHERE table_name IN ('contact_record', 'agent_event')
  GROUP BY object_key
), placed AS (
  SELECT
    r.table_name,
    r.dt,
    r.hour_of_day,
    r.records,
    o.arrived_at,
    date_diff('day', CAST(r.dt AS date), CAST(o.arrived_at AS date)) AS days_late
  FROM row_of AS r
  LEFT JOIN object AS o ON o.object_key = r.source_object
), of_day AS (
  SELECT
    table_name,
    dt,
    sum(records) AS records,
    count(DISTINCT hour_of_day) AS hours_with_records,
    coalesce(sum(CASE WHEN days_late <= 0 THEN records END), 0) AS arrived_same_day,
    coalesce(sum(CASE WHEN days_late = 1 THEN records END), 0) AS arrived_next_day,
    coalesce(sum(CASE WHEN days_late > 1 THEN records END), 0) AS arrived_later,
    max(days_late) AS max_days_late,
    max(arrived_at) AS last_arrived_at
  FROM placed
  GROUP BY table_name, dt
), arrived AS (
  SELECT
    coalesce(table_name, 'unknown') AS table_name,
    dt,
    coalesce(sum(CASE WHEN replay_of IS NULL THEN read END), 0) AS records_read,
    coalesce(sum(duplicate), 0) AS records_duplicate,
    coalesce(sum(superseded), 0) AS records_superseded
  FROM ledger
  GROUP BY coalesce(table_name, 'unknown'), dt
), kept_aside AS (
  SELECT coalesce(table_name, 'unknown') AS table_name, dt, count(*) AS records_quarantined
  FROM quarantine
  WHERE status = 'quarantined'
  GROUP BY coalesce(table_name, 'unknown'), dt
), day AS (
  SELECT table_name, dt FROM of_day
  UNION
  SELECT table_name, dt FROM arrived
)
SELECT
  d.dt,
  CAST(d.dt AS date) AS data_date,
  d.table_name,
  coalesce(o.records, 0) AS records,
  coalesce(o.hours_with_records, 0) AS hours_with_records,
  coalesce(o.arrived_same_day, 0) AS arrived_same_day,
  coalesce(o.arrived_next_day, 0) AS arrived_next_day,
  coalesce(o.arrived_later, 0) AS arrived_later,
  o.max_days_late,
  o.last_arrived_at,
  coalesce(a.records_read, 0) AS records_read,
  coalesce(a.records_duplicate, 0) AS records_duplicate,
  coalesce(a.records_superseded, 0) AS records_superseded,
  coalesce(k.records_quarantined, 0) AS records_quarantined
FROM day AS d
LEFT JOIN of_day AS o ON o.table_name = d.table_name AND o.dt = d.dt
LEFT JOIN arrived AS a ON a.table_name = d.table_name AND a.dt = d.dt
LEFT JOIN kept_aside AS k ON k.table_name = d.table_name AND k.dt = d.dt
