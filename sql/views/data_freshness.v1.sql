-- What arrived on a day, and what became of it. The ledger has one row for each object and table, and one more for each
-- record that a replay took out of the quarantine: that one was read already.
WITH arrived AS (
  SELECT
    dt,
    max(arrived_at) AS last_arrived_at,
    max(committed_at) AS last_committed_at,
    count(DISTINCT CASE WHEN replay_of IS NULL THEN concat(raw_root, '/', object_key) END) AS raw_objects,
    coalesce(sum(CASE WHEN replay_of IS NULL THEN read END), 0) AS records_read,
    coalesce(sum(accepted), 0) AS records_accepted,
    coalesce(sum(duplicate), 0) AS records_duplicate,
    coalesce(sum(superseded), 0) AS records_superseded
  FROM ledger
  GROUP BY dt
), kept_aside AS (
  SELECT dt, count(*) AS records_quarantined FROM quarantine WHERE status = 'quarantined' GROUP BY dt
)
SELECT
  a.dt,
  CAST(a.dt AS date) AS arrival_date,
  a.last_arrived_at,
  a.last_committed_at,
  a.raw_objects,
  a.records_read,
  a.records_accepted,
  a.records_duplicate,
  a.records_superseded,
  coalesce(k.records_quarantined, 0) AS records_quarantined
FROM arrived a
LEFT JOIN kept_aside k ON k.dt = a.dt
