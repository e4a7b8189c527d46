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
), stood AS (
  SELECT
    t.data_set_arn,
    t.environment,
    t.data_set,
    t.outcome,
    t.error_type,
    t.error_message,
    t.rows_ingested,
    t.commit_id,
    g.lake_at AS shows_lake_at,
    g.ended_at AS last_good_at,
    max(i.arrived_at) AS last_arrived_at,
    max(i.committed_at) AS last_committed_at,
    count_if(i.commit_id > coalesce(g.commit_id, '')) AS commits_behind,
    min(CASE WHEN i.commit_id > coalesce(g.commit_id, '') THEN i.committed_at END) AS lacks_since
  FROM told AS t
  JOIN looked_at AS l ON l.place = t.place AND l.environment = t.environment AND l.commit_id = t.commit_id
  CROSS JOIN taken_in AS i
  LEFT JOIN good AS g ON g.data_set_arn = t.data_set_arn
  WHERE t.nth = 1
  GROUP BY
    t.data_set_arn,
    t.environment,
    t.data_set,
    t.outcome,
    t.error_type,
    t.error_message,
    t.rows_ingested,
    t.commit_id,
    g.lake_at,
    g.ended_at
)
SELECT
  b.dt,
  b.local_date,
  s.last_arrived_at,
  s.last_committed_at,
  s.data_set_arn,
  nullif(s.environment, '') AS environment,
  s.data_set,
  s.outcome,
  s.error_type,
  s.error_message,
  s.rows_ingested,
  s.commit_id,
  s.last_good_at,
  s.last_good_at + g.utc_offset_minutes * INTERVAL '1' MINUTE AS local_last_good_at,
  s.shows_lake_at,
  s.commits_behind,
  CASE
    WHEN s.commits_behind = 0 THEN 0
    ELSE date_diff('second', coalesce(s.shows_lake_at, s.lacks_since), s.last_committed_at)
  END AS behind_s,
  s.outcome = 'failed'
    -- While a run is under way its newest commits are not refreshed yet.
    OR (s.commits_behind > 0 AND date_diff('second', s.lacks_since, s.last_committed_at) >= 1800) AS is_stale
FROM stood AS s
JOIN business_calendar AS b
  ON b.dt = CAST(CAST(s.last_arrived_at AS date) AS varchar)
  AND b.from_timestamp <= s.last_arrived_at AND s.last_arrived_at < b.to_timestamp
LEFT JOIN business_calendar AS g
  ON g.dt = CAST(CAST(s.last_good_at AS date) AS varchar)
  AND g.from_timestamp <= s.last_good_at AND s.last_good_at < g.to_timestamp
