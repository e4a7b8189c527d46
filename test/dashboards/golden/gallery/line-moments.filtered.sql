SELECT
  interval_start,
  count(*) AS contacts_created
FROM clocked_contact
WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END IN ('Sales', 'O''Brien & Co') OR CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END IS NULL)
  AND NOT is_test
GROUP BY interval_start
ORDER BY interval_start
