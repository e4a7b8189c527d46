SELECT
  bin * 1E1 AS at_least,
  CASE WHEN bin < 11 THEN (bin + 1) * 1E1 END AS below,
  count(*) AS value_count
FROM (
  SELECT least(CAST(floor(CAST(queue_duration_s AS double) / 1E1) AS bigint), 11) AS bin
  FROM clocked_contact
  WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
    AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
    AND NOT is_test
    AND queue_duration_s IS NOT NULL
) AS binned
GROUP BY bin
ORDER BY bin
