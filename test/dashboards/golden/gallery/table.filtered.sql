SELECT
  disconnect_reason,
  channel,
  whole,
  categories,
  contacts_created,
  contacts_created_share,
  sum_handle_time,
  contacts_with_handle_time,
  avg_handle_time
FROM (
  SELECT *, row_number() OVER (ORDER BY whole, contacts_created DESC, disconnect_reason, channel) AS ranking
  FROM (
    SELECT
      disconnect_reason,
      channel,
      CAST(grouping(disconnect_reason) AS bigint) AS whole,
      count(*) OVER () - 1 AS categories,
      count(*) AS contacts_created,
      CAST(count(*) AS double) * 1E2 / nullif(sum(count(*)) OVER (PARTITION BY grouping(disconnect_reason)), 0) AS contacts_created_share,
      sum(handle_time_s) AS sum_handle_time,
      count(handle_time_s) AS contacts_with_handle_time,
      CAST(sum(handle_time_s) AS double) / nullif(count(handle_time_s), 0) AS avg_handle_time
    FROM clocked_contact
    WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
      AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
      AND NOT is_test
    GROUP BY GROUPING SETS ((disconnect_reason, channel), ())
  ) AS grouped
) AS ranked
WHERE ranking <= 5 OR whole = 1
ORDER BY ranking
