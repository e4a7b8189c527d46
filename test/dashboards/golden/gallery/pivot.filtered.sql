SELECT
  queue_name,
  disconnect_reason,
  channel,
  row_level,
  column_level,
  contacts_created,
  contacts_removed_from_queue_in_20,
  contacts_queued,
  service_level_20
FROM (
  SELECT
    *,
    dense_rank() OVER (PARTITION BY row_level ORDER BY row_size DESC, queue_name, disconnect_reason) AS row_ranking,
    dense_rank() OVER (PARTITION BY column_level ORDER BY column_size DESC, channel) AS column_ranking
  FROM (
    SELECT
      *,
      max(CASE WHEN column_level = 1 THEN contacts_created END) OVER (PARTITION BY row_level, queue_name, disconnect_reason) AS row_size,
      max(CASE WHEN row_level = 3 THEN contacts_created END) OVER (PARTITION BY column_level, channel) AS column_size
    FROM (
      SELECT
        queue_name_shown AS queue_name,
        disconnect_reason,
        channel,
        CAST(grouping(queue_name_shown, disconnect_reason) AS bigint) AS row_level,
        CAST(grouping(channel) AS bigint) AS column_level,
        count(*) AS contacts_created,
        count_if(queue_duration_s < 20) AS contacts_removed_from_queue_in_20,
        count_if(is_queued) AS contacts_queued,
        CAST(count_if(queue_duration_s < 20) AS double) * 1E2 / nullif(count_if(is_queued), 0) AS service_level_20
      FROM (
        SELECT *, CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name_shown
        FROM clocked_contact
        WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
          AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
          AND NOT is_test
      ) AS keyed
      GROUP BY GROUPING SETS ((queue_name_shown, disconnect_reason, channel), (queue_name_shown, disconnect_reason), (queue_name_shown, channel), (queue_name_shown), (channel), ())
    ) AS grouped
  ) AS sized
) AS ranked
WHERE (row_level > 0 OR row_ranking <= 12) AND (column_level > 0 OR column_ranking <= 200)
ORDER BY row_level, row_ranking, column_level, column_ranking
