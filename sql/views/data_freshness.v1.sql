-- What arrived on a day, and what became of it. The ledger has one row for each object and table.
SELECT
  dt,
  CAST(dt AS date) AS arrival_date,
  max(arrived_at) AS last_arrived_at,
  max(committed_at) AS last_committed_at,
  count(DISTINCT concat(raw_root, '/', object_key)) AS raw_objects,
  coalesce(sum(read), 0) AS records_read,
  coalesce(sum(accepted), 0) AS records_accepted,
  coalesce(sum(duplicate), 0) AS records_duplicate,
  coalesce(sum(superseded), 0) AS records_superseded,
  coalesce(sum(quarantined), 0) AS records_quarantined
FROM ledger
GROUP BY dt
