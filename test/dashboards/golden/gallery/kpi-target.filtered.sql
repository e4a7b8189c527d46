SELECT
  period,
  count_if(queue_duration_s < 20) AS contacts_removed_from_queue_in_20,
  count_if(is_queued) AS contacts_queued,
  CAST(count_if(queue_duration_s < 20) AS double) * 1E2 / nullif(count_if(is_queued), 0) AS service_level_20
FROM (
  SELECT *, CASE WHEN contact_date < DATE '2025-07-01' THEN 'previous' ELSE 'current' END AS period
  FROM clocked_contact
  WHERE contact_date BETWEEN DATE '2025-06-24' AND DATE '2025-07-07'
    AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
    AND NOT is_test
) AS periods
GROUP BY period
ORDER BY period
