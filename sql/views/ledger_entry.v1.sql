-- The ledger by the clocks of the business. An object whose records went to several tables has several rows, and a record
-- that a replay took out of the quarantine one more: objects, bytes and records read are told once.
SELECT
  l.dt,
  b.local_date,
  b.local_weekday,
  l.arrived_at,
  l.committed_at,
  l.raw_root,
  l.object_key,
  coalesce(l.table_name, 'unknown') AS table_name,
  l.replay_of IS NOT NULL AS is_replay,
  l.replay_of IS NULL AND l.nth = 1 AS is_object,
  CASE WHEN l.replay_of IS NULL AND l.nth = 1 THEN l.object_bytes END AS object_bytes,
  CASE WHEN l.replay_of IS NULL THEN coalesce(l.read, 0) ELSE 0 END AS records_read,
  coalesce(l.accepted, 0) AS records_accepted,
  coalesce(l.duplicate, 0) AS records_duplicate,
  coalesce(l.superseded, 0) AS records_superseded,
  coalesce(l.quarantined, 0) AS records_quarantined,
  coalesce(l.replaced, 0) AS records_replaced,
  l.commit_id
FROM (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY dt, raw_root, object_key, replay_of IS NULL
      ORDER BY coalesce(table_name, 'unknown'), commit_id) AS nth
  FROM ledger
) AS l
JOIN business_calendar AS b
  ON b.dt = l.dt AND b.from_timestamp <= l.arrived_at AND l.arrived_at < b.to_timestamp
