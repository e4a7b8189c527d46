SELECT
  interval_start,
  count(*) AS contacts_created
FROM clocked_contact
WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
  AND NOT is_test
GROUP BY interval_start
ORDER BY interval_start
