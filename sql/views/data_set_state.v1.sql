-- How each data set in memory stood when it was last looked at. Told of those alone that the newest refresh of their environment
-- has looked at: others were removed, or are asked at each look.
WITH told AS (
  SELECT
    *,
    split_part(data_set_arn, ':dataset/', 1) AS place,
    row_number() OVER (PARTITION BY data_set_arn ORDER BY commit_id DESC, ingestion_id DESC) AS nth
  FROM data_set_refresh
), looked_at AS (
  SELECT place, environment, max(commit_id) AS commit_id
  FROM told
  GROUP BY place, environment
), good AS (
  SELECT
    data_set_arn,
    max(commit_id) AS commit_id,
    max(lake_at) AS lake_at,
    max(ended_at) AS ended_at
  FROM told
  WHERE outcome <> 'failed'
  GROUP BY data_set_arn
), taken_in AS (
  SELECT commit_id, max(committed_at) AS committed_at, max(arrived_at) AS arrived_at
  FROM ledger
  GROUP BY commit_id
), newest AS (
  SELECT max(committed_at) AS committed_at, max(arrived_at) AS arrived_at FROM taken_in
), lacking AS (
  SELECT t.data_set_arn, count(*) AS commits, min(i.committed_at) AS since
  FROM told AS t
  LEFT JOIN good AS g ON g.data_set_arn = t.data_set_arn
  JOIN taken_in AS i ON i.commit_id > coalesce(g.commit_id, '')
  WHERE t.nth = 1
  GROUP BY t.data_set_arn
)
SELECT
  b.dt,
  b.local_date,
  n.arrived_at AS last_arrived_at,
  n.committed_at AS last_committed_at,
  t.data_set_arn,
  nullif(t.environment, '') AS environment,
  t.data_set,
  t.outcome,
  t.error_type,
  t.error_message,
  t.rows_ingested,
  t.commit_id,
  g.ended_at AS last_good_at,
  g.ended_at + gb.utc_offset_minutes * INTERVAL '1' MINUTE AS local_last_good_at,
  g.lake_at AS shows_lake_at,
  coalesce(k.commits, 0) AS commits_behind,
  CASE WHEN k.commits IS NULL THEN 0 ELSE date_diff('second', coalesce(g.lake_at, k.since), n.committed_at) END AS behind_s,
  t.outcome = 'failed'
    -- While a run is under way its newest commits are not refreshed yet.
    OR coalesce(date_diff('second', k.since, n.committed_at) >= 1800, false) AS is_stale
FROM told AS t
JOIN looked_at AS l ON l.place = t.place AND l.environment = t.environment AND l.commit_id = t.commit_id
CROSS JOIN newest AS n
LEFT JOIN good AS g ON g.data_set_arn = t.data_set_arn
LEFT JOIN lacking AS k ON k.data_set_arn = t.data_set_arn
JOIN business_calendar AS b
  ON b.dt = CAST(CAST(n.arrived_at AS date) AS varchar)
  AND b.from_timestamp <= n.arrived_at AND n.arrived_at < b.to_timestamp
LEFT JOIN business_calendar AS gb
  ON gb.dt = CAST(CAST(g.ended_at AS date) AS varchar)
  AND gb.from_timestamp <= g.ended_at AND g.ended_at < gb.to_timestamp
WHERE t.nth = 1
