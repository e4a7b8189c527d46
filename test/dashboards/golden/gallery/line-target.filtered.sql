SELECT
  contact_date,
  count_if(queue_duration_s < 20) AS contacts_removed_from_queue_in_20,
  count_if(is_queued) AS contacts_queued,
  CAST(count_if(queue_duration_s < 20) AS double) * 1E2 / nullif(count_if(is_queued), 0) AS service_level_20
FROM clocked_contact
WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
  AND NOT is_test
GROUP BY contact_date
ORDER BY contact_date
