SELECT
  contact_date,
  count_if(is_handled) AS contacts_handled,
  count_if(is_abandoned) AS contacts_abandoned,
  sum(handle_time_s) AS sum_handle_time,
  count(handle_time_s) AS contacts_with_handle_time,
  CAST(sum(handle_time_s) AS double) / nullif(count(handle_time_s), 0) AS avg_handle_time
FROM clocked_contact
WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
  AND NOT is_test
GROUP BY contact_date
ORDER BY contact_date
