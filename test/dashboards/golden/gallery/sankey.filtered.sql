SELECT
  CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name,
  disconnect_reason,
  count(*) OVER () AS categories,
  count(*) AS contacts_created
FROM clocked_contact
WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
  AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
  AND NOT is_test
GROUP BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END, disconnect_reason
HAVING count(*) > 0
ORDER BY contacts_created DESC, queue_name, disconnect_reason
LIMIT 20
