SELECT
  period,
  max(queue_duration_s) AS max_queued_time
FROM (
  SELECT *, CASE WHEN contact_date < DATE '2025-07-01' THEN 'previous' ELSE 'current' END AS period
  FROM clocked_contact
  WHERE contact_date BETWEEN DATE '2025-06-24' AND DATE '2025-07-07'
    AND (CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END IN ('Sales', 'O''Brien & Co') OR CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END IS NULL)
    AND NOT is_test
) AS periods
GROUP BY period
ORDER BY period
